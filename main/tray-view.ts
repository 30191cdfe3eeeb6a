/** What the tray shows of the phone: pure. */
import type { Snapshot } from '../preload/contract';
import { t } from '../renderer/locales/messages';
import { callerText, plain } from './caller';
import { isOngoing, ringsHere } from './calls';

export type TrayFace = 'ready' | 'not-ready' | 'ringing' | 'on-call' | 'dnd';

export type TrayCommand =
  | { kind: 'show' }
  | { kind: 'do-not-disturb'; on: boolean }
  | { kind: 'answer'; callId: string }
  | { kind: 'decline'; callId: string }
  | { kind: 'hang-up'; callId: string }
  | { kind: 'quit' };

export type TrayItem =
  | { kind: 'separator' }
  | { kind: 'command'; label: string; enabled: boolean; checked: boolean | null; command: TrayCommand };

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
/** What "Hang up" ends: the active call before one that is still being set up. */
const ongoing = ({ calls }: Snapshot) => calls.find(({ state }) => state === 'active') ?? calls.find(isOngoing);

function face(snapshot: Snapshot): TrayFace {
  if (ringing(snapshot)) return 'ringing';
  if (ongoing(snapshot)) return 'on-call';
  if (snapshot.line !== 'ready') return 'not-ready';
  return snapshot.doNotDisturb ? 'dnd' : 'ready';
}

function tooltip(snapshot: Snapshot): string {
  const call = ringing(snapshot);
  const talk = ongoing(snapshot);
  const parts = [];
  if (call) parts.push(t('tray.status.ringing', { caller: callerText(call) }));
  else if (talk) parts.push(t('tray.status.onCall', { caller: callerText(talk) }));
  parts.push(plain(snapshot.lineText) || t(snapshot.signedIn ? 'tray.starting' : 'tray.signedOut'));
  if (snapshot.doNotDisturb) parts.push(t('tray.status.doNotDisturb'));
  if (snapshot.missed > 0) parts.push(t('tray.status.missed', { count: snapshot.missed }));
  // Windows shows 127 characters; cut by us, it ends in a sign that it was.
  return plain(t('tray.tooltip', { status: parts.join(' · ') }), 127);
}

function menu(snapshot: Snapshot): TrayItem[] {
  const call = ringing(snapshot);
  const talk = ongoing(snapshot);
  const items: TrayItem[] = [item(t('tray.show'), { kind: 'show' }), { kind: 'separator' }];
  if (call) {
    items.push(item(t('tray.answer'), { kind: 'answer', callId: call.id }));
    items.push(item(t('tray.decline'), { kind: 'decline', callId: call.id }));
  }
  if (talk) items.push(item(t('tray.hangUp'), { kind: 'hang-up', callId: talk.id }));
  if (call || talk) items.push({ kind: 'separator' });
  items.push({
    ...item(t('tray.doNotDisturb'), { kind: 'do-not-disturb', on: !snapshot.doNotDisturb }),
    enabled: snapshot.signedIn,
    checked: snapshot.doNotDisturb,
  });
  items.push({ kind: 'separator' }, item(t('tray.quit'), { kind: 'quit' }));
  return items;
}

function item(label: string, command: TrayCommand): Extract<TrayItem, { kind: 'command' }> {
  return { kind: 'command', label, enabled: true, checked: null, command };
}
