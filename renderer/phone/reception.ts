/** What a call meets that has come in, before anybody has touched it. */
import type { CallSession } from './call-session';
import { forwardTarget, type ForwardTarget } from './forward';
import type { LineSession } from './line-session';
import type { CallId, ClockPort, IncomingInvite } from './ports';

export type Fate =
  | { kind: 'ring' }
  | { kind: 'forward'; to: ForwardTarget }
  /** 486 */
  | { kind: 'busy' }
  /** The line is being signed off: other phones may take it. */
  | { kind: 'leave' };

export interface ReceptionParts {
  clock: ClockPort;
  doNotDisturb(line: LineSession): boolean;
  leaving(line: LineSession): boolean;
  /** There are as many calls as the settings allow. */
  full(): boolean;
}

export class Reception {
  readonly #parts: ReceptionParts;
  /** Calls that are sent on when nobody answers: what stops the time for it. */
  readonly #waiting = new Map<CallId, () => void>();

  constructor(parts: ReceptionParts) {
    this.#parts = parts;
  }

  /** Do-not-disturb is busy, also for forwarding. */
  receive(line: LineSession, invite: IncomingInvite): Fate {
    if (this.#parts.leaving(line)) return { kind: 'leave' };
    const always = forwardTarget(line.account, 'always', invite);
    if (always) return { kind: 'forward', to: always };
    if (!this.#parts.doNotDisturb(line) && !this.#parts.full()) return { kind: 'ring' };
    const to = forwardTarget(line.account, 'busy', invite);
    return to ? { kind: 'forward', to } : { kind: 'busy' };
  }

  /** Sends it on when nobody answers, to where the account says by then. */
  forwardLater(call: CallSession, invite: IncomingInvite): void {
    const { line, id } = call.parts;
    if (!forwardTarget(line.account, 'noAnswer', invite)) return;
    const ms = Math.max(1, line.account.forwarding.noAnswerSeconds) * 1_000;
    const cancel = this.#parts.clock.after(ms, () => {
      const to = forwardTarget(line.account, 'noAnswer', invite);
      if (to && call.state.kind === 'ringing') call.dispatch({ kind: 'send-on', target: to.target, to: to.shown });
    });
    this.#waiting.set(id, cancel);
  }

  /** It does not ring any more. */
  forget(id: CallId): void {
    this.#waiting.get(id)?.();
    this.#waiting.delete(id);
  }
}
