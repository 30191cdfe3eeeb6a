/** What the tray shows of the phone: pure. */
import type { Snapshot } from '../preload/contract';
import { quietChoices, type QuietChoice } from '../preload/do-not-disturb';
import { locale, t } from '../renderer/locales/messages';
import { callerText, plain } from './caller';
import { ongoing, ringsHere } from './calls';

export type TrayFace = 'ready' | 'not-ready' | 'ringing' | 'on-call' | 'dnd';

export type TrayCommand =
  | { kind: 'show' }
  | { kind: 'do-not-disturb'; choice: QuietChoice | 'off' }
  | { kind: 'mute'; callId: string; on: boolean }
  | { kind: 'answer'; callId: string }
  | { kind: 'decline'; callId: string }
  | { kind: 'hang-up'; callId: string }
  | { kind: 'call'; number: string }
  | { kind: 'choose-device'; device: 'microphone' | 'speaker'; key: string }
  | { kind: 'check-updates' }
  | { kind: 'quit' };

export type TrayItem =
  | { kind: 'separator' }
  /** `checked` null: nothing to tick. `oneOf`: of its neighbours, one is ticked. */
  | { kind: 'command'; label: string; enabled: boolean; checked: boolean | null; oneOf: boolean; command: TrayCommand }
  | { kind: 'submenu'; label: string; enabled: boolean; items: TrayItem[] };

type TrayCommandItem = Extract<TrayItem, { kind: 'command' }>;

export interface TrayView {
  face: TrayFace;
  missed: boolean;
  tooltip: string;
  menu: TrayItem[];
}

export interface TrayOptions {
  /** New versions can be looked for. */
  updates: boolean;
}

export function trayView(snapshot: Snapshot, options: TrayOptions = { updates: false }): TrayView {
  return {
    face: face(snapshot),
    missed: snapshot.missed > 0,
    tooltip: tooltip(snapshot),
    menu: menu(snapshot, options),
  };
}

const ringing = ({ calls }: Snapshot) => calls.find(ringsHere);
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
/** With the day: the menu may be opened long after it was made. */
const moment = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const weekMs = 6 * 86_400_000;

function face(snapshot: Snapshot): TrayFace {
  if (ringing(snapshot)) return 'ringing';
  if (ongoing(snapshot.calls)) return 'on-call';
  if (snapshot.line !== 'ready') return 'not-ready';
  return snapshot.doNotDisturb ? 'dnd' : 'ready';
}

function tooltip(snapshot: Snapshot): string {
  const call = ringing(snapshot);
  const talk = ongoing(snapshot.calls);
  const parts = [];
  if (call) parts.push(t('tray.status.ringing', { caller: callerText(call) }));
  else if (talk) {
    const how = talk.muted ? 'tray.status.muted' : talk.held ? 'tray.status.held' : 'tray.status.onCall';
    parts.push(t(how, { caller: callerText(talk) }));
  }
  parts.push(lineState(snapshot));
  if (snapshot.doNotDisturb) parts.push(quiet(snapshot));
  if (snapshot.missed > 0) parts.push(t('tray.status.missed', { count: snapshot.missed }));
  if (snapshot.voicemail > 0) parts.push(t('tray.status.voicemail', { count: snapshot.voicemail }));
  if (snapshot.messages > 0) parts.push(t('tray.status.messages', { count: snapshot.messages }));
  // Windows shows 127 characters; cut by us, it ends in a sign that it was.
  return plain(t('tray.tooltip', { status: parts.join(' · ') }), 127);
}

const lineState = ({ lineText, signedIn }: Snapshot) =>
  plain(lineText) || t(signedIn ? 'tray.starting' : 'tray.signedOut');

function menu(snapshot: Snapshot, { updates }: TrayOptions): TrayItem[] {
  const call = ringing(snapshot);
  const talk = ongoing(snapshot.calls);
  const items: TrayItem[] = [
    { ...item(lineState(snapshot), { kind: 'show' }), enabled: false },
    item(t('tray.show'), { kind: 'show' }),
    { kind: 'separator' },
  ];
  if (call) {
    items.push(item(t('tray.answer'), { kind: 'answer', callId: call.id }));
    items.push(item(t('tray.decline'), { kind: 'decline', callId: call.id }));
  }
  if (talk?.state === 'active') {
    const mute = item(t('tray.mute'), { kind: 'mute', callId: talk.id, on: !talk.muted });
    items.push({ ...mute, checked: talk.muted });
  }
  if (talk) items.push(item(t('tray.hangUp'), { kind: 'hang-up', callId: talk.id }));
  if (call || talk) items.push({ kind: 'separator' });
  if (snapshot.voicemail > 0) {
    items.push(item(t('tray.status.voicemail', { count: snapshot.voicemail }), { kind: 'show' }));
  }
  items.push({
    kind: 'submenu',
    label: snapshot.doNotDisturb ? quiet(snapshot) : t('tray.doNotDisturb'),
    enabled: snapshot.signedIn,
    items: quietMenu(snapshot),
  });
  if (snapshot.signedIn) items.push(...recentMenu(snapshot), ...deviceMenus(snapshot));
  items.push({ kind: 'separator' });
  if (updates) items.push(item(t('tray.checkForUpdates'), { kind: 'check-updates' }));
  items.push(item(t('tray.quit'), { kind: 'quit' }));
  return items;
}

/** A click calls back; nothing to click where nobody knows whom. */
function recentMenu({ recent }: Snapshot): TrayItem[] {
  if (recent.length === 0) return [];
  const items = recent.map((call): TrayItem => {
    const how = call.missed ? 'missed' : call.direction;
    const time = (Date.now() - call.at < weekMs ? moment : day).format(call.at);
    const label = t(`tray.recent.${how}`, { caller: callerText(call), time });
    return { ...item(label, { kind: 'call', number: call.callBack }), enabled: call.callBack !== '' };
  });
  return [{ kind: 'submenu', label: t('tray.recent'), enabled: true, items }];
}

function deviceMenus({ microphones, speakers }: Snapshot): TrayItem[] {
  const of = (device: 'microphone' | 'speaker', { devices, chosen }: Snapshot['microphones']): TrayItem[] => {
    if (devices.length === 0) return [];
    const choice = (key: string, label: string): TrayItem => ({
      ...item(label, { kind: 'choose-device', device, key }),
      checked: key === chosen,
      oneOf: true,
    });
    const items = [choice('', t('device.system')), ...devices.map(({ key, label }) => choice(key, plain(label)))];
    return [{ kind: 'submenu', label: t(`tray.${device}`), enabled: true, items }];
  };
  return [...of('microphone', microphones), ...of('speaker', speakers)];
}

function quiet({ doNotDisturbUntil: until }: Snapshot): string {
  return until === null
    ? t('tray.status.doNotDisturb')
    : t('tray.status.doNotDisturbUntil', { time: clock.format(until) });
}

/** While it is on it can be switched off, or changed to another time. */
function quietMenu(snapshot: Snapshot): TrayItem[] {
  const choices = quietChoices.map((choice) => ({
    ...item(t(`tray.doNotDisturb.${choice}`), { kind: 'do-not-disturb', choice }),
    checked: choice === 'until-off' && snapshot.doNotDisturb && snapshot.doNotDisturbUntil === null,
  }));
  if (!snapshot.doNotDisturb) return choices;
  const off = item(t('tray.doNotDisturb.off'), { kind: 'do-not-disturb', choice: 'off' });
  return [off, { kind: 'separator' }, ...choices];
}

function item(label: string, command: TrayCommand): TrayCommandItem {
  return { kind: 'command', label, enabled: true, checked: null, oneOf: false, command };
}
