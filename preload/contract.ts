/**
 * The one typed IPC contract. Requests go from a window to main (`ipcRenderer.invoke`), events from main to a window.
 * Every argument has a schema, parsed in main on every call; the types of both sides follow from here.
 */
import * as v from 'valibot';
import { type Invitation } from './invitation';

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(256));

const IceServer = v.object({
  urls: v.union([text(1024), v.pipe(v.array(text(1024)), v.maxLength(8))]),
  username: v.optional(text(512)),
  credential: v.optional(text(512)),
});

/** Same shape as `renderer/phone/account.ts`, which cannot import from here. */
export const AccountSchema = v.object({
  id,
  servers: v.pipe(v.array(v.pipe(text(1024), v.regex(/^wss?:\/\//i))), v.minLength(1), v.maxLength(8)),
  user: v.pipe(text(256), v.minLength(1)),
  authUser: text(256),
  domain: v.pipe(text(256), v.minLength(1)),
  displayName: text(256),
  expires: v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(86_400)),
  iceServers: v.pipe(v.array(IceServer), v.maxLength(16)),
  practice: v.boolean(),
  // Since several accounts: what an older file lacks has its default here.
  label: v.optional(text(256), ''),
  callerId: v.optional(text(256), ''),
  dtmf: v.optional(v.picklist(['rtp', 'info', 'in-band']), 'rtp'),
  trustIdentity: v.optional(v.boolean(), true),
  autoAnswer: v.optional(v.picklist(['inherit', 'off', 'all', 'on-request']), 'inherit'),
  voicemail: v.optional(text(256), ''),
  pickupCode: v.optional(text(32), ''),
  forwarding: v.optional(
    v.object({
      always: text(256),
      busy: text(256),
      noAnswer: text(256),
      noAnswerSeconds: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(180)),
    }),
    { always: '', busy: '', noAnswer: '', noAnswerSeconds: 20 },
  ),
  monitored: v.optional(
    v.pipe(
      v.array(v.object({ number: text(256), name: text(256), event: v.picklist(['dialog', 'presence']) })),
      v.maxLength(200),
    ),
    [],
  ),
  /** Given by the operator's configuration, which may change it at any time. */
  operator: v.optional(v.boolean(), false),
});
export type AccountRecord = v.InferOutput<typeof AccountSchema>;

/** A device as it is remembered: ids change with the profile and the port, so label and group stand beside it. `id` `default`: what the system uses. */
const Device = v.object({ id: text(512), label: text(512), group: text(512) });
const volume = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const usbNumber = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff));
const accelerator = text(64);
const DeviceRanking = v.pipe(v.array(Device), v.maxLength(32));

export const SettingsSchema = v.object({
  theme: v.picklist(['system', 'light', 'dark']),
  autoAnswer: v.picklist(['off', 'all', 'on-request']),
  startWithSystem: v.boolean(),
  /** Best first: the first that is plugged in is used; an empty list, or none of them there, follows the system. */
  microphones: DeviceRanking,
  speakers: DeviceRanking,
  /** Every one of them that is plugged in rings, each at its volume; an empty list rings on the system's device at `ringVolume`. */
  ringers: v.pipe(v.array(v.object({ ...Device.entries, volume })), v.maxLength(8)),
  /** 0 to 1 */
  ringVolume: volume,
  callVolume: volume,
  echoCancellation: v.boolean(),
  noiseSuppression: v.boolean(),
  autoGainControl: v.boolean(),
  /** Call control by the buttons of the headsets below. */
  headsetButtons: v.boolean(),
  /** Models that the user has connected: USB numbers of maker and product. */
  headsets: v.pipe(v.array(v.object({ vendor: usbNumber, product: usbNumber, name: text(256) })), v.maxLength(16)),
  /** Keep the microphone open between calls. The OS shows that it is on. */
  warmMicrophone: v.boolean(),
  /** Codec names in the order wanted (SDP names, any letter case); those not named follow in the usual order. */
  codecOrder: v.pipe(v.array(text(64)), v.maxLength(16)),
  /** Case-insensitive patterns on SDP codec names, as `codec.delete` and `codec.priority` of PORTAL.md; Opus is never deleted. */
  codecDelete: v.pipe(v.array(text(256)), v.maxLength(32)),
  codecPriority: v.pipe(v.array(text(256)), v.maxLength(32)),
  opus: v.object({
    /** kbit/s, RFC 7587 maxaveragebitrate */
    bitrate: v.pipe(v.number(), v.integer(), v.minValue(6), v.maxValue(128)),
    /** Forward error correction (useinbandfec). */
    fec: v.boolean(),
    /** Nothing is sent while nobody speaks (usedtx). */
    dtx: v.boolean(),
    /** ms of sound in a packet (ptime) */
    packetTime: v.picklist([10, 20, 40, 60]),
  }),
  /** Calls at once; beyond it callers hear busy. */
  callLimit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8)),
  /** A call whose sound is gone is ended after so many seconds; 0: never. For the administrator. */
  interruptionLimit: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3600)),
  /** For all lines; null is off. `until` in ms since the epoch, null until switched off. Kept, so that "until tomorrow" outlives a restart. */
  doNotDisturb: v.nullable(v.object({ until: v.nullable(v.number()) })),
  /** The same for single lines, by account id. */
  doNotDisturbLines: v.pipe(v.record(id, v.object({ until: v.nullable(v.number()) })), v.maxEntries(64)),
  /** Which account is called with; empty: the first. */
  chosenLine: text(256),
  /** Entries of the history that are older go, in days; 0: they stay. */
  historyDays: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3650)),
  /** Keys that work while another program has the keyboard, as Electron's accelerators; empty: none. */
  globalShortcuts: v.object({
    answer: accelerator,
    hangUp: accelerator,
    mute: accelerator,
    /** Calls the number that is selected, or was copied, in any program. */
    dialSelection: accelerator,
    show: accelerator,
  }),
  /** Play/pause and stop of the keyboard answer and hang up, while a call rings or is up. */
  mediaKeys: v.boolean(),
  /** The call card comes up although the system is set not to disturb. */
  cardWhenQuiet: v.boolean(),
  /** Size of everything in the window; 1 is as drawn. */
  zoom: v.pipe(v.number(), v.minValue(0.5), v.maxValue(2)),
  updateChannel: v.picklist(['stable', 'beta']),
  /** New versions are fetched by themselves and installed at the end of the program; else the user is asked. */
  automaticUpdates: v.boolean(),
});
export type Settings = v.InferOutput<typeof SettingsSchema>;

const DeviceMenu = v.object({
  devices: v.pipe(v.array(v.object({ key: text(512), label: text(512) })), v.maxLength(32)),
  chosen: text(512),
});

/** What main needs to know of the phone; sent after every change. Main compares it with the one before. */
export const SnapshotSchema = v.object({
  signedIn: v.boolean(),
  /** `ready` only while registered, and after sleep only once the server has shown that it is there. */
  line: v.picklist(['ready', 'not-ready']),
  /** The line's state in words, for the tray. */
  lineText: text(300),
  doNotDisturb: v.boolean(),
  /** ms since the epoch; null while off, or until switched off */
  doNotDisturbUntil: v.nullable(v.number()),
  /** New voicemail messages of all lines. */
  voicemail: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Unseen SIP messages. */
  messages: v.pipe(v.number(), v.integer(), v.minValue(0)),
  missed: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** For the tray's menu: the last calls, newest first. */
  recent: v.pipe(
    v.array(
      v.object({
        name: text(300),
        number: text(300),
        /** What to dial to call back; empty when that cannot be known. */
        callBack: text(300),
        direction: v.picklist(['incoming', 'outgoing']),
        missed: v.boolean(),
        /** ms since the epoch */
        at: v.number(),
      }),
    ),
    v.maxLength(8),
  ),
  /** For the tray's menu: devices that are plugged in, by label; `chosen` is a key, empty follows the system. */
  microphones: DeviceMenu,
  speakers: DeviceMenu,
  calls: v.pipe(
    v.array(
      v.object({
        id,
        direction: v.picklist(['incoming', 'outgoing']),
        state: v.picklist(['ringing', 'connecting', 'active', 'ended']),
        name: text(300),
        number: text(300),
        /** The line that was called, in words. */
        line: text(300),
        muted: v.boolean(),
        held: v.boolean(),
        /** Who sent the call on; empty without. */
        via: text(300),
        /** The automatic answer of the account that the call came in on; `inherit`: as the settings say. */
        autoAnswer: v.picklist(['inherit', 'off', 'all', 'on-request']),
        /** ms since the epoch */
        startedAt: v.number(),
        /** null: it was not answered yet. */
        answeredAt: v.nullable(v.number()),
        /** What to dial to call back after a crash; empty when that cannot be known. */
        callBack: text(300),
        lineId: text(256),
        /** `user@domain` of that line, as the history has it; empty when it is gone. */
        address: text(600),
        answerAfter: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(3600))),
        /** Set once ended: this was an incoming call that nobody answered here or elsewhere. */
        missed: v.boolean(),
      }),
    ),
    v.maxLength(64),
  ),
});
export type Snapshot = v.InferOutput<typeof SnapshotSchema>;
export type CallSnapshot = Snapshot['calls'][number];

const LogLine = v.object({
  level: v.picklist(['debug', 'info', 'warn', 'error']),
  area: text(64),
  message: text(8192),
});

/** Where a password is kept, and why not in the keyring if it is not. `practice`: such an account is never kept. `browser`: a page has no safe place. */
export type SecretStorage =
  | { kind: 'keyring' }
  | { kind: 'memory'; why: 'no-keyring' | 'locked' | 'timeout' | 'failed' | 'practice' | 'browser' };

export interface LoadedAccount {
  account: AccountRecord;
  /** null: none was kept, or the keyring did not give it; `storage` says which. */
  password: string | null;
  storage: SecretStorage;
}

/** A call that was cut off because the window with the phone crashed or hung. */
export interface LostCall {
  direction: 'incoming' | 'outgoing';
  startedAt: number;
  answeredAt: number | null;
  name: string;
  number: string;
  /** What to dial to call back; empty: unknown. */
  callBack: string;
  lineId: string;
  /** `user@domain` of that line. */
  address: string;
  /** When it was cut off. Times in ms since the epoch. */
  at: number;
}

export interface LoadedSettings {
  settings: Settings;
  /** A settings file that could not be read was kept aside under this path; null when all was well. */
  setAside: string | null;
  managed: Managed;
}

/** What an administrator's policy says of this phone (docs/administration.md). */
export interface Managed {
  /** Settings that the user cannot change; `hidden`: nor see. */
  settings: { [K in keyof Settings]?: 'locked' | 'hidden' };
  /** Whether *Try it now*, and an account on a telephone system of one's own, may be used. */
  practice: boolean;
  ownSystem: boolean;
  /** Where crash dumps are sent; empty: nowhere. */
  crashServer: string;
}

/** `not-installed`: this program is none that the system could choose. `asked`: the system's settings are open, its user chooses there. */
export type LinkHandler = 'this' | 'another' | 'not-installed' | 'asked';

/** A number that something outside of the window wants called. */
export interface DialWish {
  /** As dialled: digits, `*`, `#`, `+`, `,`, `w`, or a SIP address without parameters and headers. */
  number: string;
  /** `ask` only fills it in. `dial`: policy or the user has already agreed. */
  how: 'ask' | 'dial';
  from: 'link' | 'command-line' | 'shortcut' | 'tray' | 'notification';
  /** Why it is only filled in although links of this kind are dialled; shown to the user. */
  doubt: 'service-code' | 'premium' | 'emergency' | 'headers' | null;
}

export const shortcutActions = ['answer', 'hangUp', 'mute', 'dialSelection', 'show'] as const;
export type ShortcutAction = (typeof shortcutActions)[number];

export interface ShortcutsStatus {
  /** `portal`: the system's own dialogue assigns the keys (Wayland); what is written in the settings is only a wish then. */
  by: 'program' | 'portal' | 'nobody';
  actions: Record<ShortcutAction, { keys: string; problem: 'taken' | 'invalid' | null }>;
}

export type UpdateProblem = 'unreachable' | 'broken-server' | 'tampered' | 'disk-full' | 'other';

export interface UpdateStatus {
  current: string;
  state:
    | { kind: 'off'; why: 'policy' | 'not-installed' | 'no-server' }
    /** `checkedAt`, `at`: ms since the epoch */
    | { kind: 'idle'; checkedAt: number | null }
    | { kind: 'checking' }
    | { kind: 'available'; version: string }
    | { kind: 'downloading'; version: string; percent: number }
    /** Installed when the program ends; `updates.install` ends it now. */
    | { kind: 'ready'; version: string }
    | { kind: 'failed'; problem: UpdateProblem; at: number };
  /** A version that did not come up registered and was taken back; it is not tried again. */
  takenBack: string | null;
  /** The system asks for an administrator's password: only when the user wants it, never at the end by itself. */
  asksToInstall: boolean;
}

/** One file of a support bundle, as it will be saved. */
export interface SupportFile {
  name: string;
  text: string;
}

/** A headset that may be connected; `id` counts only while the page asks for one. */
export interface HeadsetOffer {
  id: string;
  name: string;
}

export interface PracticeAccount {
  account: AccountRecord;
  password: string;
  /** Domain A of the practice portal, `http://127.0.0.1:PORT`; the account's user and password sign in there too. Empty: none. */
  portal: string;
}

/** The operator (PORTAL.md) as it is kept: documents as they came, without secrets. */
export const OperatorRecordSchema = v.object({
  /** Of Domain A: `https://host[:port]`, `http:` to the loopback only. */
  origin: text(300),
  /** Who signed in last; empty: nobody yet. */
  user: text(254),
  /** JSON texts; empty: none. */
  branding: text(2_000_000),
  prov: text(8_000_000),
});
export type OperatorRecord = v.InferOutput<typeof OperatorRecordSchema>;

export interface LoadedOperator {
  /** null: the phone is anybody's. */
  operator: OperatorRecord | null;
  /** There are tokens; whether they still count is for the portal to say. */
  signedIn: boolean;
  /** Why they are not in the keyring, if they are not. */
  storage: SecretStorage | null;
  /** The domain comes from a policy. */
  fixed: boolean;
  /** One that came before the window was there. */
  invitation: Invitation | null;
  /** A damaged file was kept aside under this path. */
  setAside: string | null;
}

/** What main sees of a server, for *Check my connection*. `ms`: how long it took. */
export type Resolved = { ok: true; addresses: string[]; ms: number } | { ok: false; code: string; ms: number };
export type CertificateFacts =
  | { ok: true; subject: string; issuer: string; validFrom: number; validTo: number; protocol: string; ms: number }
  | {
      ok: false;
      problem: CertificateProblem | 'no-such-name' | 'unreachable';
      detail: string;
      validTo: number | null;
      ms: number;
    };

export type CertificateProblem = 'expired' | 'wrong-name' | 'unknown-issuer' | 'other';
/** `no-such-name`: DNS does not know it. */
export type ServerProblem = CertificateProblem | 'no-such-name';

/** Which window may send a request. */
export type Audience = 'phone' | 'card';
const request =
  <Run extends () => unknown>() =>
  <const Args extends v.GenericSchema<unknown[]>>(args: Args, from: Audience = 'phone') => ({
    args,
    from,
    result: undefined as unknown as ReturnType<Run>,
  });

export const requests = {
  /** Every account that is kept, in the user's order, and the practice account of this session. */
  'account.load': request<() => LoadedAccount[]>()(v.strictTuple([])),
  /** Keeps the account in the settings and the password in the keyring, or in memory for the session. */
  'account.save': request<() => SecretStorage>()(v.strictTuple([AccountSchema, text(1024)])),
  /** By its id. */
  'account.forget': request<() => void>()(v.strictTuple([id])),
  /** The ids in the order wanted. */
  'account.order': request<() => void>()(v.strictTuple([v.pipe(v.array(id), v.maxLength(16))])),
  /** The calls lost in a crash of this window, once: for a notice that offers to call back. */
  'recovery.take': request<() => LostCall[]>()(v.strictTuple([])),
  /** A sign of life, every second: main brings a window back that is silent for too long. */
  'phone.alive': request<() => void>()(v.strictTuple([])),
  'settings.load': request<() => LoadedSettings>()(v.strictTuple([])),
  'settings.save': request<() => void>()(v.strictTuple([v.partial(SettingsSchema)])),
  'operator.load': request<() => LoadedOperator>()(v.strictTuple([])),
  /** Takes this Domain A (host with an optional port, or an origin) and forgets another one with all that is its own. Gives the origin. */
  'operator.choose': request<() => string>()(v.strictTuple([text(300)])),
  /** Keeps what is known of it; what is left out stays. */
  'operator.keep': request<() => void>()(v.strictTuple([v.partial(v.omit(OperatorRecordSchema, ['origin']))])),
  /** Tokens, documents, domain. */
  'operator.forget': request<() => void>()(v.strictTuple([])),
  'check.resolve': request<() => Resolved>()(v.strictTuple([v.pipe(text(300), v.minLength(1))])),
  /** Host and port. */
  'check.certificate': request<() => CertificateFacts>()(
    v.strictTuple([
      v.pipe(text(300), v.minLength(1)),
      v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
    ]),
  ),
  /** Opens an address in the system's browser (`https:`, `mailto:`, `http:` to the loopback); false: not such an address. */
  'links.open': request<() => boolean>()(v.strictTuple([text(2048)])),
  /** One that came before the window was there; null without. From then on they come as `dial.wanted`. */
  'dial.take': request<() => DialWish | null>()(v.strictTuple([])),
  /** Which program the system opens `tel:` and the like with. */
  'dial.handler': request<() => LinkHandler>()(v.strictTuple([])),
  /** Makes it this one; the user wants it. */
  'dial.becomeHandler': request<() => LinkHandler>()(v.strictTuple([])),
  'shortcuts.status': request<() => ShortcutsStatus>()(v.strictTuple([])),
  /** None is in force while the user presses new keys for one of them, which would not reach the window; ends when the window is left. */
  'shortcuts.pause': request<() => void>()(v.strictTuple([v.boolean()])),
  'updates.status': request<() => UpdateStatus>()(v.strictTuple([])),
  /** Looks for a new version now, whatever the settings say. */
  'updates.check': request<() => void>()(v.strictTuple([])),
  /** Fetches the one that is available. */
  'updates.download': request<() => void>()(v.strictTuple([])),
  'updates.cancel': request<() => void>()(v.strictTuple([])),
  /** Ends the program, installs and starts again; false: not during a call. */
  'updates.install': request<() => boolean>()(v.strictTuple([])),
  /** Logs, configuration without secrets, facts of the system, and the last report of *Check my connection* that is given (empty: none): to be shown before they are saved. */
  'support.make': request<() => SupportFile[]>()(v.strictTuple([text(50_000)])),
  /** Saves what was made last where the user says; its path, null when the user thought better of it. */
  'support.save': request<() => string | null>()(v.strictTuple([])),
  /** Starts the practice exchange if need be and gives an account on it. */
  'practice.start': request<() => PracticeAccount>()(v.strictTuple([])),
  'phone.report': request<() => void>()(v.strictTuple([SnapshotSchema])),
  /** The answer to the event `phone.close`: unregistered, the program may end. */
  'phone.closed': request<() => void>()(v.strictTuple([])),
  /** Why this server could not be connected to, as far as main can tell. */
  'links.serverProblem': request<() => ServerProblem | null>()(v.strictTuple([text(1024)])),
  /** The answer to `headsets.offered`; null: none of them. */
  'headsets.take': request<() => void>()(v.strictTuple([v.nullable(text(256))])),
  'window.show': request<() => void>()(v.strictTuple([])),
  /** The desktop shows no icon in a tray: the window stays in the task bar instead. False once the user has been told. */
  'tray.missing': request<() => boolean>()(v.strictTuple([])),
  'tray.missingTold': request<() => void>()(v.strictTuple([])),
  'log.write': request<() => void>()(v.strictTuple([LogLine])),
  'card.ready': request<() => void>()(v.strictTuple([]), 'card'),
  'card.answer': request<() => void>()(v.strictTuple([id]), 'card'),
  'card.decline': request<() => void>()(v.strictTuple([id]), 'card'),
  'card.hangUp': request<() => void>()(v.strictTuple([id]), 'card'),
  'card.setMuted': request<() => void>()(v.strictTuple([id, v.boolean()]), 'card'),
  /** The window comes up in the card's place. */
  'card.openWindow': request<() => void>()(v.strictTuple([]), 'card'),
};

/** What the call card shows; null hides it. */
export interface CardContent {
  /** `ringing`: to be answered or declined. `live`: the call that is up, while the window is out of sight. */
  kind: 'ringing' | 'live';
  callId: string;
  name: string;
  number: string;
  line: string;
  /** Who sent the call on; empty without. */
  via: string;
  /** Ringing: another call is active, answering holds it. */
  second: boolean;
  /** Ringing: how many others ring too. */
  more: number;
  /** Live. */
  muted: boolean;
  held: boolean;
  theme: Settings['theme'];
}

export interface Events {
  'phone.answer': [callId: string, how: 'by-hand' | 'automatic'];
  'phone.decline': [callId: string];
  'phone.hangUp': [callId: string];
  'phone.setMuted': [callId: string, on: boolean];
  /** For all lines; null switches it off. */
  'phone.setDoNotDisturb': [on: { until: number | null } | null];
  /** Unregister and answer with `phone.closed`; main waits 3 s at most. */
  'phone.close': [];
  'phone.missedOpened': [];
  /** From the tray: this device from now on; empty follows the system. */
  'phone.chooseDevice': [kind: 'microphone' | 'speaker', key: string];
  /** The request `tray.missing` has another answer now. */
  'tray.missing': [missing: boolean];
  /** The keyring gives more than at `account.load`: it was opened, or came up. */
  'account.unlocked': [];
  'dial.wanted': [DialWish];
  'shortcuts.changed': [ShortcutsStatus];
  'updates.changed': [UpdateStatus];
  /** Looked for from the tray: the window shows what comes of it. */
  'updates.opened': [];
  'power.woke': [];
  /** This computer has other addresses than before: connections may be dead without knowing. */
  'network.changed': [];
  'settings.changed': [Settings];
  /** A link, a file or a second start with a switch names an operator. */
  'operator.invited': [Invitation];
  /** The browser came back from a payment (`sidetone://payment?payment=…`). */
  'links.payment': [paymentId: string];
  /** An operator's page, or one that it frames, wants a window: the phone asks its user, or opens it in the system's browser. */
  'links.wanted': [url: string];
  /** The page has asked for a headset (`navigator.hid.requestDevice`): those that there are. Again when that changes. */
  'headsets.offered': [HeadsetOffer[]];
  'card.show': [CardContent | null];
}

export type RequestName = keyof typeof requests;
export type EventName = keyof Events;
export type RequestArgs<N extends RequestName> = v.InferOutput<(typeof requests)[N]['args']>;
export type RequestResult<N extends RequestName> = (typeof requests)[N]['result'];

/** How a failed request crosses the bridge: never as a bare rejection, always with a reason. */
export type Outcome<T> =
  { ok: true; value: T } | { ok: false; error: { code: 'refused' | 'bad-arguments' | 'failed'; message: string } };

/** What `preload/index.ts` puts on `window.host`. */
export interface Bridge {
  invoke<N extends RequestName>(name: N, ...args: RequestArgs<N>): Promise<Outcome<RequestResult<N>>>;
  on<N extends EventName>(name: N, listener: (...args: Events[N]) => void): () => void;
}
