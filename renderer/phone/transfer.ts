/** Calls that are passed on: by us, blind or after asking; and away from us, by REFER or by Replaces. */
import type { CallSignal, CallState } from './call';
import { inDomain, readAddress } from './address';
import type { CallList } from './call-list';
import type { Beginning, CallChange, CallSession } from './call-session';
import type { Conference } from './conference';
import { readDialString } from './dial-string';
import type { Floor } from './floor';
import { harmlessParty, harmlessText } from './identity';
import type { LineSession } from './line-session';
import type { DialProblem } from './phone-api';
import type { CallId } from './ports';

type Referred = Extract<CallSignal, { kind: 'referred' }>;

export interface TransfersParts {
  list: CallList;
  floor: Floor;
  conference: Conference;
  update(call: CallSession, change: CallChange): void;
  /** Begins an outgoing call. */
  call(line: LineSession, what: Pick<Beginning, 'id' | 'party' | 'target' | 'invite'>): void;
  newId(): CallId;
}

export class Transfers {
  readonly #parts: TransfersParts;
  /** REFERs with Replaces under way: the referred call, and the one whose place it takes. */
  readonly #joining = new Map<CallId, CallId>();
  /** What the other side of a call asks for, until the user has answered. */
  readonly #asked = new Map<CallId, Referred>();
  /** Calls made because somebody asked, and in which call. */
  readonly #made = new Map<CallId, CallId>();
  /** Incoming calls that take the place of another (Replaces). */
  readonly #replacing = new Map<CallId, CallId>();

  constructor(parts: TransfersParts) {
    this.#parts = parts;
  }

  /** Blind: to whom this input leads, without asking them. */
  blind(id: CallId, input: string): { ok: true } | { ok: false; problem: DialProblem } {
    const number = readDialString(input);
    if (!number.ok) return number;
    const call = this.#parts.list.get(id);
    if (call?.state.kind !== 'active') return { ok: false, problem: 'no-line' };
    // One transfer at a time: pressed twice.
    if (call.state.transfer.kind === 'referring') return { ok: true };
    this.#parts.conference.leave(call);
    call.dispatch({ kind: 'refer', to: number.shown, target: { kind: 'blind', target: number.target } });
    return { ok: true };
  }

  /** Connects both sides of a consultation; while it still rings, as a blind transfer. */
  complete(consultation: CallId): void {
    const call = this.#parts.list.get(consultation);
    const first = call && this.#parts.list.get(call.call.consultFor);
    if (first?.state.kind !== 'active' || first.state.transfer.kind === 'referring') return;
    switch (call?.state.kind) {
      case 'active':
        this.join(first, call);
        return;
      case 'dialing':
      case 'calling':
      case 'remote-ringing':
        first.dispatch({
          kind: 'refer',
          to: call.call.party.number,
          target: { kind: 'blind', target: call.parts.target },
        });
        call.dispatch({ kind: 'hang-up' });
        return;
      default:
        return;
    }
  }

  /** Whether `join` can be asked for: both are up, on one switch, and nobody is being passed on. */
  canJoin(first: CallSession, second: CallSession): boolean {
    const able = [first, second].every(({ state }) => state.kind === 'active' && state.transfer.kind !== 'referring');
    const domain = (call: CallSession) => call.parts.line.account.domain.toLowerCase();
    return able && domain(first) === domain(second) && second.sip.dialog(second.parts.id) !== null;
  }

  /** Sends the first one's other side to take our place in the second call (RFC 5589, section 7). */
  join(first: CallSession, second: CallSession): void {
    const dialog = second.sip.dialog(second.parts.id);
    if (!dialog) return;
    this.#joining.set(first.parts.id, second.parts.id);
    first.dispatch({ kind: 'refer', to: second.call.party.number, target: { kind: 'attended', with: dialog } });
  }

  /** The call with this id is made to consult before `first` may be passed on. */
  consult(first: CallSession, id: CallId): void {
    first.dispatch({ kind: 'consult', with: id });
  }

  /** The other side hung up: because somebody else took our place, or just so. */
  bye(call: CallSession, cause: number): void {
    const { id } = call.parts;
    const first = [...this.#joining].find(([, second]) => second === id)?.[0];
    const referred = first === undefined ? null : this.#parts.list.get(first);
    if (referred) call.dispatch({ kind: 'passed-on', to: referred.call.party.number, over: true });
    else if (this.#madeIn(id).some((made) => made.state.kind === 'active'))
      call.dispatch({ kind: 'passed-on', to: '', over: true });
    else call.dispatch({ kind: 'bye', cause });
  }

  /**
   * The other side asks us to call somebody. Such a call is made in our name and at our cost. It is made without asking
   * only where the switch is trusted, the target is on our own domain, and it names a dialog to be taken over there
   * (`Require: replaces`, so that nobody rings who does not have it); everything else is for the user to decide.
   */
  referred(call: CallSession, signal: Referred): void {
    const { id, line } = call.parts;
    const usable = /^[\x21-\x7e]+$/.test(signal.target) && readAddress(signal.target)?.user;
    if (call.state.kind !== 'active' || !usable) {
      call.sip.refuseReferral(id);
      return;
    }
    this.#asked.set(id, signal);
    const { trustIdentity, domain } = line.account;
    const inside = readAddress(signal.target)?.host !== '' && inDomain(signal.target, domain);
    if (trustIdentity && signal.attended && signal.replaces && inside) {
      this.accept(id);
      return;
    }
    const referral = {
      target: harmlessText(shownTarget(signal.target), 64),
      attended: signal.attended,
      by: harmlessText(signal.referredBy, 64),
    };
    this.#parts.update(call, { referral });
  }

  accept(id: CallId): void {
    const { list, update, floor, newId } = this.#parts;
    const asked = this.#asked.get(id);
    const call = list.get(id);
    if (!asked || call?.state.kind !== 'active') return;
    this.#asked.delete(id);
    update(call, { referral: null });
    floor.holdAllBut(null);
    const by = newId();
    const { target, replaces, referredBy } = asked;
    this.#made.set(by, id);
    call.sip.acceptReferral(id, by);
    this.#parts.call(call.parts.line, {
      id: by,
      party: harmlessParty({ name: '', number: shownTarget(target), uri: target }),
      target,
      invite: { ...(replaces ? { replaces } : {}), ...(referredBy === '' ? {} : { referredBy }) },
    });
  }

  refuse(id: CallId): void {
    const call = this.#parts.list.get(id);
    if (!this.#asked.delete(id) || !call) return;
    call.sip.refuseReferral(id);
    this.#parts.update(call, { referral: null });
  }

  referralOver(call: CallSession): void {
    if (this.#asked.delete(call.parts.id)) this.#parts.update(call, { referral: null });
  }

  /**
   * The call with this id, if a caller on the same line may take the other side's place in it (RFC 3891): one that is up,
   * or one of ours that still rings there, where a colleague picks it up.
   */
  replaceable(id: CallId | null, line: LineSession): CallSession | null {
    const old = this.#parts.list.get(id);
    return old?.parts.line === line && canBeReplaced(old) ? old : null;
  }

  /** `call` has just come in to take the place of the other; it does so as soon as it is up. */
  replace(old: CallSession, call: CallId): void {
    this.#replacing.set(call, old.parts.id);
  }

  /** The call is up: it takes over from the one that it replaces. Whether it is talked on, like others that come up. */
  established(call: CallSession): boolean {
    const { list, update, conference } = this.#parts;
    const { id } = call.parts;
    const old = list.get(this.#replacing.get(id) ?? null);
    this.#replacing.delete(id);
    if (!old || !canBeReplaced(old)) return true;
    const before = old.state.kind === 'active' ? old.state : null;
    const held = before?.hold.local === true;
    const { muted, consultFor } = old.call;
    update(call, { muted, consultFor });
    const first = list.get(consultFor);
    if (first) this.consult(first, id);
    if (before?.transfer.kind === 'consulting') {
      const consultation = list.get(before.transfer.with);
      if (consultation) {
        update(consultation, { consultFor: id });
        this.consult(call, consultation.parts.id);
      }
    }
    conference.replace(old, call);
    if (held) call.dispatch({ kind: 'hold', on: true });
    old.dispatch({ kind: 'passed-on', to: '', over: false });
    return !held;
  }

  changed(call: CallSession, before: CallState): void {
    const { state } = call;
    if (state.kind === 'active' && state.transfer.kind === 'failed') this.#joining.delete(call.parts.id);
    const over = state.kind === 'ending' || state.kind === 'ended';
    if (over && before.kind !== 'ending' && before.kind !== 'ended') this.#over(call, state);
  }

  #over(call: CallSession, state: Extract<CallState, { reason: unknown }>): void {
    const { list, floor, update } = this.#parts;
    const { id } = call.parts;
    this.#asked.delete(id);
    this.#replacing.delete(id);

    const second = list.get(this.#joining.get(id) ?? null);
    this.#joining.delete(id);
    if (second && state.reason.kind === 'transferred')
      second.dispatch({ kind: 'passed-on', to: call.call.party.number, over: false });

    // Whoever gave up waiting leaves an ordinary call behind.
    for (const other of list.visible) {
      if (other.call.consultFor !== id) continue;
      update(other, { consultFor: null });
      floor.comeBack(other);
    }
    list.get(call.call.consultFor)?.dispatch({ kind: 'consult-over', with: id });

    const asker = list.get(this.#made.get(id) ?? null);
    this.#made.delete(id);
    if (asker) floor.comeBack(asker);
    for (const made of this.#madeIn(id)) this.#made.delete(made.parts.id);
  }

  #madeIn(id: CallId): CallSession[] {
    return [...this.#made].flatMap(([made, by]) => (by === id ? (this.#parts.list.get(made) ?? []) : []));
  }
}

function canBeReplaced({ state }: CallSession): boolean {
  return state.kind === 'active' || state.kind === 'calling' || state.kind === 'remote-ringing';
}

function shownTarget(target: string): string {
  const address = readAddress(target);
  if (!address) return target;
  return address.host === '' ? address.user : `${address.user}@${address.host}`;
}
