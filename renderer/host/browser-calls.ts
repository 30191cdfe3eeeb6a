/** What main does in Electron, as far as a page can: notifications, and the decision to answer by itself. */
import type { CallSnapshot, Settings, Snapshot } from '../../preload/contract';

type AnswerListener = (callId: string, how: 'by-hand' | 'automatic') => void;

/** Seconds to wait before answering by itself; null: not at all. */
export function autoAnswerAfter(call: CallSnapshot, snapshot: Snapshot, mode: Settings['autoAnswer']): number | null {
  const engaged = snapshot.calls.some((other) => other.id !== call.id && other.state !== 'ended');
  const own = call.autoAnswer === 'inherit' ? mode : call.autoAnswer;
  if (own === 'off' || engaged || snapshot.doNotDisturb) return null;
  return own === 'all' ? (call.answerAfter ?? 0) : call.answerAfter;
}

export function watchCalls(window: Window, settings: () => Settings) {
  const answering = new Set<AnswerListener>();
  const opened = new Set<() => void>();
  const shown = new Map<string, Notification>();
  let before: Snapshot | null = null;

  const notify = (call: CallSnapshot, click: () => void): void => {
    if (!window.document.hidden || typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
    const notification = new Notification(call.name, { body: call.line, tag: call.id });
    notification.onclick = () => {
      window.focus();
      click();
      notification.close();
    };
    shown.set(call.id, notification);
  };
  const still = (id: string): CallSnapshot | undefined =>
    before?.calls.find((call) => call.id === id && call.state === 'ringing');

  const began = (call: CallSnapshot, snapshot: Snapshot): void => {
    notify(call, () => {});
    const seconds = autoAnswerAfter(call, snapshot, settings().autoAnswer);
    if (seconds === null) return;
    setTimeout(() => {
      const now = still(call.id);
      if (now && before && autoAnswerAfter(now, before, settings().autoAnswer) !== null) {
        for (const listener of answering) listener(call.id, 'automatic');
      }
    }, seconds * 1000);
  };

  return {
    report(snapshot: Snapshot): void {
      const previous = new Map(before?.calls.map((call) => [call.id, call]));
      before = snapshot;
      for (const call of snapshot.calls) {
        const old = previous.get(call.id);
        if (call.state === 'ringing' && old?.state !== 'ringing') began(call, snapshot);
        if (call.state !== 'ringing' && old?.state === 'ringing') shown.get(call.id)?.close();
        if (call.missed && !old?.missed) {
          notify(call, () => {
            for (const listener of opened) listener();
          });
        }
      }
    },
    onAnswer(listener: AnswerListener): () => void {
      answering.add(listener);
      return () => answering.delete(listener);
    },
    onMissedOpened(listener: () => void): () => void {
      opened.add(listener);
      return () => opened.delete(listener);
    },
  };
}
