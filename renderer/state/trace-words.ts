/** What the trace says that is the same in every language. */
import type { TracedMessage } from '../phone/ports';

/** `2026-11-23 08:15:02.481`, by the computer's clock: sortable, as in every log. */
export function localTime(at: number): string {
  const time = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(time.getFullYear())}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':');
  return `${day} ${clock}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

/** The first line of a message: what it is. */
export const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** One dialog of the trace: a call, a registration, a subscription. */
export interface TracedCall {
  readonly callId: string;
  /** Method of its first request. */
  readonly method: string;
  readonly at: number;
  readonly count: number;
}

/** Newest first. */
export function callsOf(messages: readonly TracedMessage[]): readonly TracedCall[] {
  const calls = new Map<string, TracedCall>();
  for (const { callId, text, at } of messages) {
    const known = calls.get(callId);
    calls.set(callId, known ? { ...known, count: known.count + 1 } : { callId, method: methodOf(text), at, count: 1 });
  }
  return [...calls.values()].reverse();
}

/** `REGISTER`, `INVITE`…, also from the CSeq of an answer. */
function methodOf(text: string): string {
  return /^([A-Z]+) /.exec(text)?.[1] ?? /^cseq[ \t]*:[ \t]*\d+[ \t]+(\w+)/im.exec(text)?.[1] ?? '';
}
