/** The digits of the calls: what was sent is shown and kept with the call, what waits for the user waits there. */
import type { CallList } from './call-list';
import type { CallChange, CallSession } from './call-session';
import { DigitSender, readDigits } from './dtmf';
import type { CallId, ClockPort } from './ports';

const mostShown = 64;

export interface CallDigitsParts {
  list: CallList;
  clock: ClockPort;
  update(call: CallSession, change: CallChange): void;
}

export class CallDigits {
  readonly #parts: CallDigitsParts;
  readonly #sender: DigitSender;

  constructor(parts: CallDigitsParts) {
    this.#parts = parts;
    this.#sender = new DigitSender(parts.clock, (id, digits) => {
      const call = parts.list.get(id);
      if (call?.state.kind === 'active') call.sip.sendDtmf(id, digits);
    });
  }

  send(id: CallId, text: string): void {
    const { list, update } = this.#parts;
    const call = list.get(id);
    const { now, waiting } = readDigits(text);
    if (call?.state.kind !== 'active') return;
    if (waiting !== '') {
      const before = call.call.waitingDigits;
      update(call, { waitingDigits: before === '' ? waiting : `${before}w${waiting}` });
    }
    if (now === '') return;
    update(call, { digits: (call.call.digits + now.replaceAll(',', '')).slice(-mostShown) });
    this.#sender.send(id, now);
  }

  /** What waited, up to the next `w`. */
  sendWaiting(id: CallId): void {
    const call = this.#parts.list.get(id);
    if (call?.state.kind !== 'active' || call.call.waitingDigits === '') return;
    const { waitingDigits } = call.call;
    this.#parts.update(call, { waitingDigits: '' });
    this.send(id, waitingDigits);
  }

  stop(id: CallId): void {
    this.#sender.stop(id);
  }
}
