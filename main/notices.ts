/** Which notifications come and go with a snapshot: pure. */
import type { CallSnapshot, LostCall, Snapshot } from '../preload/contract';
import { t } from '../renderer/locales/messages';
import { callerText, plain } from './caller';
import { ringsHere } from './calls';

export interface Notice {
  kind: 'incoming' | 'missed' | 'lost';
  callId: string;
  title: string;
  /** Plain text; `escapeMarkup` where the system reads it as markup. */
  body: string;
  /** What to dial to call back; empty when that cannot be known. */
  callBack: string;
}

export type NoticeAction = 'answer' | 'decline' | 'callBack';

/** The buttons of a notification, where the system has room for some. */
export function noticeActions({ kind, callBack }: Pick<Notice, 'kind' | 'callBack'>): {
  action: NoticeAction;
  label: string;
}[] {
  const actions: NoticeAction[] = kind === 'incoming' ? ['answer', 'decline'] : callBack ? ['callBack'] : [];
  return actions.map((action) => ({ action, label: t(`notification.${action}`) }));
}

export interface Changes {
  show: Notice[];
  /** Calls whose `incoming` notice has to go: answered, ended, or gone. */
  close: string[];
}

/** `watching`: the main window has the focus, so that a call is in plain view there. */
export function noticeChanges(before: Snapshot, snapshot: Snapshot, watching: boolean): Changes {
  const was = new Map(before.calls.map((call) => [call.id, call]));
  const is = new Map(snapshot.calls.map((call) => [call.id, call]));
  const show: Notice[] = [];
  for (const call of snapshot.calls) {
    const former = was.get(call.id);
    if (ringsHere(call) && !(former && ringsHere(former)) && !watching && !snapshot.doNotDisturb) {
      show.push(notice('incoming', call));
    }
    if (isMissed(call) && !(former && isMissed(former)) && !snapshot.doNotDisturb) show.push(notice('missed', call));
  }
  const close = before.calls.filter(ringsHere).filter(({ id }) => {
    const now = is.get(id);
    return !now || !ringsHere(now);
  });
  return { show, close: close.map(({ id }) => id) };
}

const isMissed = ({ state, missed }: CallSnapshot) => state === 'ended' && missed;

/** A call that went with the window; it has no id any more. */
export function lostNotice(call: LostCall): Notice {
  const body = t('notification.lost.body', { caller: callerText(call) });
  return { kind: 'lost', callId: '', title: t('notification.lost.title'), body, callBack: call.callBack };
}

function notice(kind: 'incoming' | 'missed', call: CallSnapshot): Notice {
  const body = t(`notification.${kind}.body`, { caller: callerText(call), line: plain(call.line) });
  const { id: callId, callBack } = call;
  return { kind, callId, title: t(`notification.${kind}.title`), body: body.trim(), callBack };
}

/** Linux: the body is a small HTML (Desktop Notifications Specification, "Markup"); a name must not become a tag. */
export function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
