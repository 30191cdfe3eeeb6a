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
  | { kind: 'quit' };

export type TrayItem =
  | { kind: 'separator' }
  | { kind: 'command'; label: string; enabled: boolean; checked: boolean | null; command: TrayCommand }
  | { kind: 'submenu'; label: string; enabled: boolean; items: TrayItem[] };

type TrayCommandItem = Extract<TrayItem, { kind: 'command' }>;

export interface TrayView {
  face: TrayFace;
  missed: boolean;
  tooltip: string;
  menu: TrayItem[];
}

export function trayView(snapshot: Snapshot): TrayView {
  return { face: face(snapshot), missed: snapshot.missed > 0, tooltip: tooltip(snapshot), menu: menu(snapshot) };
}

const ringing = ({ calls }: Snapshot) => calls.find(ringsHere);
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

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
  parts.push(plain(snapshot.lineText) || t(snapshot.signedIn ? 'tray.starting' : 'tray.signedOut'));
  if (snapshot.doNotDisturb) parts.push(quiet(snapshot));
  if (snapshot.missed > 0) parts.push(t('tray.status.missed', { count: snapshot.missed }));
  if (snapshot.voicemail > 0) parts.push(t('tray.status.voicemail', { count: snapshot.voicemail }));
  if (snapshot.messages > 0) parts.push(t('tray.status.messages', { count: snapshot.messages }));
  // Windows shows 127 characters; cut by us, it ends in a sign that it was.
  return plain(t('tray.tooltip', { status: parts.join(' · ') }), 127);
}

function menu(snapshot: Snapshot): TrayItem[] {
  const call = ringing(snapshot);
  const talk = ongoing(snapshot.calls);
  const items: TrayItem[] = [item(t('tray.show'), { kind: 'show' }), { kind: 'separator' }];
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
  items.push({ kind: 'separator' }, item(t('tray.quit'), { kind: 'quit' }));
  return items;
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
  return { kind: 'command', label, enabled: true, checked: null, command };
}
