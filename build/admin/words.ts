/** What every key of the policy means, for docs/administration.md and for the Group Policy editor. */
import type { Settings } from '../../preload/contract';
import type { ManagedSetting, PolicyValues } from '../../main/policy-schema';

export interface Words {
  title: string;
  text: string;
}

type Inner<T, Name extends string> = T extends readonly unknown[]
  ? never
  : T extends object
    ? `${Name}.${keyof T & string}`
    : never;
type SettingPath = {
  [K in ManagedSetting]: `settings.${K}` | Inner<Settings[K], `settings.${K}`>;
}[ManagedSetting];
type OtherPath = {
  [K in Exclude<keyof PolicyValues, 'settings'>]: [Inner<PolicyValues[K], K>] extends [never]
    ? K
    : Inner<PolicyValues[K], K>;
}[Exclude<keyof PolicyValues, 'settings'>];

const link = (scheme: string): Words => ({
  title: `Links that begin with ${scheme}:`,
  text: `What a ${scheme}: link does: \`off\` nothing, \`ask\` fills the number in and asks, \`dial\` calls it. Numbers that look dangerous are asked about all the same.`,
});
const shortcut = (does: string): Words => ({
  title: `Key: ${does}`,
  text: `An accelerator as Electron writes them (\`Ctrl+Alt+A\`); empty: none.`,
});

export const words: Record<SettingPath | OtherPath, Words> = {
  domain: {
    title: 'Operator',
    text: 'The operator’s web server (Domain A): host with an optional port. It cannot be changed in the phone; another one that was in use is forgotten with its sign-in.',
  },
  user: { title: 'Username', text: 'Filled into the sign-in form of that operator. Counts only beside `domain`.' },
  practice: {
    title: 'Practice (“Try it now”)',
    text: 'Whether the practice exchange inside the program may be used.',
  },
  ownSystem: {
    title: 'Accounts on other telephone systems',
    text: 'Whether accounts may be added that are not the operator’s. Those that are there already go on working and can be removed; their password and options may be changed, server and username not.',
  },
  premiumPrefixes: {
    title: 'Expensive numbers',
    text: 'Numbers that begin so are never called by a link alone: digits, with + before them where numbers are dialled so.',
  },
  crashServer: {
    title: 'Server for crash dumps',
    text: 'An `https://` address to which crash dumps are sent. Empty: they stay on the computer.',
  },
  'links.tel': link('tel'),
  'links.sip': link('sip'),
  'links.sips': link('sips'),
  'links.callto': link('callto'),
  'updates.enabled': {
    title: 'Updates by the program itself',
    text: 'Whether the program looks for new versions. Off where software is distributed by other means.',
  },
  'updates.server': {
    title: 'Update server',
    text: 'The `https://` folder with `latest.yml`, `latest-mac.yml`, `latest-linux.yml` and the packages. Empty: as the package was built.',
  },
  'updates.pinned': {
    title: 'Pinned version',
    text: 'Only this version is installed, also when it is older than the one that runs. Empty: the newest of the channel.',
  },
  'settings.theme': { title: 'Theme', text: 'Light, dark, or as the system has it.' },
  'settings.zoom': { title: 'Size of everything in the window', text: '1 is as drawn, 2 is twice as large.' },
  'settings.startWithSystem': {
    title: 'Start with the system',
    text: 'The phone starts hidden in the tray when the user logs on. A policy puts the entry there at the next start of the phone, or takes it away.',
  },
  'settings.autoAnswer': {
    title: 'Automatic answer',
    text: '`on-request`: calls that ask for it (intercom); `all`: every call. Locked or hidden, it counts for every account, whatever its own page or the operator says.',
  },
  'settings.callLimit': { title: 'Calls at once', text: 'Beyond it callers hear busy.' },
  'settings.interruptionLimit': {
    title: 'End interrupted calls',
    text: 'A call whose sound is gone is ended after so many seconds; 0: never.',
  },
  'settings.historyDays': { title: 'Keep the history', text: 'Days after which calls leave the history; 0: never.' },
  'settings.cardWhenQuiet': {
    title: 'Call card while the system is quiet',
    text: 'Whether the call card comes up although the system is set not to disturb.',
  },
  'settings.globalShortcuts': {
    title: 'Global shortcuts',
    text: 'Keys that work while another program has the keyboard. On Wayland the user’s system assigns them, and these are only wishes.',
  },
  'settings.globalShortcuts.answer': shortcut('answer'),
  'settings.globalShortcuts.hangUp': shortcut('hang up'),
  'settings.globalShortcuts.mute': shortcut('mute the microphone'),
  'settings.globalShortcuts.dialSelection': shortcut('call the selected or copied number'),
  'settings.globalShortcuts.show': shortcut('show the window'),
  'settings.mediaKeys': {
    title: 'Media keys',
    text: 'Play/pause answers, then mutes; stop ends the call. Only while there is one.',
  },
  'settings.headsetButtons': { title: 'Headset buttons', text: 'Call control by the buttons of connected headsets.' },
  'settings.warmMicrophone': {
    title: 'Keep the microphone ready',
    text: 'The microphone stays open between calls; the system shows that it is in use.',
  },
  'settings.echoCancellation': { title: 'Echo cancellation', text: 'For loudspeakers; headsets do without.' },
  'settings.noiseSuppression': { title: 'Noise suppression', text: 'Takes steady noise out of the microphone.' },
  'settings.autoGainControl': { title: 'Automatic gain', text: 'Keeps the microphone at one loudness.' },
  'settings.codecOrder': {
    title: 'Order of codecs',
    text: 'SDP names, best first (`opus`, `G722`, `PCMA`, `PCMU`); those not named follow. The settings page has one list for order and choice: whoever manages one of them manages the list.',
  },
  'settings.codecDelete': {
    title: 'Codecs not offered',
    text: 'Case-insensitive patterns (regular expressions) on SDP names. Opus is never taken away.',
  },
  'settings.codecPriority': {
    title: 'Codecs put first',
    text: 'Case-insensitive patterns on SDP names, best first. Has no control in the phone.',
  },
  'settings.opus': { title: 'Opus', text: 'Of the codec Opus. What is left out stays as it is by default.' },
  'settings.opus.bitrate': { title: 'Opus: bit rate', text: 'kbit/s (maxaveragebitrate).' },
  'settings.opus.fec': { title: 'Opus: forward error correction', text: 'Hides lost packets for a little more data.' },
  'settings.opus.dtx': { title: 'Opus: silence is not sent', text: 'Saves data while nobody speaks.' },
  'settings.opus.packetTime': { title: 'Opus: packet time', text: 'ms of sound in a packet.' },
  'settings.updateChannel': { title: 'Update channel', text: 'Which versions are offered.' },
  'settings.automaticUpdates': {
    title: 'Install updates by itself',
    text: 'New versions are fetched without a question and installed when the program ends; else the user is asked.',
  },
};
