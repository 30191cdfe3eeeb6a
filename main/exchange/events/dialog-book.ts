/**
 * Which phone is in which call, as far as the exchange can see: it passes on each INVITE, the answers to it and each BYE.
 * For the documents of RFC 4235, which others pick calls up by.
 */
import type { SipRequest, SipResponse } from '../sip/message';

/** A call as one of its phones sees it. */
export interface BookedDialog {
  id: string;
  callId: string;
  /** Tag of the phone that is told about. */
  localTag: string;
  /** Tag of the other side; empty as long as it has said nothing. */
  remoteTag: string;
  direction: 'initiator' | 'recipient';
  state: 'trying' | 'early' | 'confirmed';
  remote: { name: string; uri: string; target: string };
}

interface End {
  /** The account; a number of the exchange's own otherwise. */
  user: string;
  name: string;
  uri: string;
  tag: string;
  /** Its Contact; its address as long as that is not known. */
  target: string;
}

interface Leg extends End {
  state: 'early' | 'confirmed';
}

interface BookedCall {
  callId: string;
  caller: End;
  called: { user: string; uri: string };
  /** Phones that ring or have answered, by their tag. */
  legs: Map<string, Leg>;
}

export class DialogBook {
  private readonly calls = new Map<string, BookedCall>();

  constructor(private readonly changed: (user: string) => void) {}

  of(user: string): BookedDialog[] {
    return [...this.calls.values()].flatMap((call) => [
      ...(call.caller.user === user ? [callersView(call)] : []),
      ...[...call.legs.values()].filter((leg) => leg.user === user).map((leg) => calledView(call, leg)),
    ]);
  }

  /** An INVITE that begins a call. */
  begin(callId: string, caller: End, called: { user: string; uri: string }): void {
    this.calls.set(callId, { callId, caller, called, legs: new Map() });
    this.changed(caller.user);
  }

  /** The same, of a phone. */
  invited(request: SipRequest): void {
    const { user, name, host, tag = '' } = request.from;
    const uri = `sip:${encodeURIComponent(user)}@${host}`;
    this.begin(
      request.callId,
      { user, name, uri, tag, target: request.contacts[0]?.uri ?? uri },
      { user: request.target?.user ?? '', uri: `sip:${encodeURIComponent(request.to.user)}@${request.to.host}` },
    );
  }

  /** A phone's answer to an INVITE. */
  response(response: SipResponse, user: string | null): void {
    const { callId, method, status, to, contacts } = response;
    const call = this.calls.get(callId);
    if (method !== 'INVITE' || call === undefined || user === null || to.tag === undefined || to.tag === '') return;
    // An answer of the caller is one to a re-INVITE.
    if (to.tag === call.caller.tag) return;
    if (status >= 300) {
      if (call.legs.get(to.tag)?.state === 'early') this.remove(call, to.tag);
      return;
    }
    if (status > 100) {
      this.reached(
        callId,
        { user, name: '', uri: call.called.uri, tag: to.tag, target: contacts[0]?.uri ?? '' },
        status,
      );
    }
  }

  /** Somebody rings or has answered. */
  reached(callId: string, end: End, status: number): void {
    const call = this.calls.get(callId);
    const before = call?.legs.get(end.tag);
    const state = status >= 200 ? 'confirmed' : 'early';
    if (call === undefined || before?.state === 'confirmed' || before?.state === state) return;
    call.legs.set(end.tag, { ...end, target: end.target || (before?.target ?? end.uri), state });
    if (state === 'confirmed') {
      for (const leg of [...call.legs.values()]) if (leg.state === 'early') this.remove(call, leg.tag);
    }
    this.tell(call);
  }

  ended(callId: string): void {
    const call = this.calls.get(callId);
    if (call === undefined) return;
    this.calls.delete(callId);
    this.tell(call);
  }

  /** The phones of this user are gone for good. */
  gone(user: string): void {
    for (const call of [...this.calls.values()]) {
      if (call.caller.user === user || [...call.legs.values()].some((leg) => leg.user === user))
        this.ended(call.callId);
    }
  }

  private remove(call: BookedCall, tag: string): void {
    const leg = call.legs.get(tag);
    call.legs.delete(tag);
    if (leg) this.changed(leg.user);
    this.changed(call.caller.user);
  }

  private tell(call: BookedCall): void {
    for (const user of new Set([call.caller.user, ...[...call.legs.values()].map((leg) => leg.user)]))
      this.changed(user);
  }
}

function callersView({ callId, caller, called, legs }: BookedCall): BookedDialog {
  const all = [...legs.values()];
  const leg = all.find(({ state }) => state === 'confirmed') ?? all[0];
  return {
    id: `${callId}-${caller.tag}`,
    callId,
    localTag: caller.tag,
    remoteTag: leg?.tag ?? '',
    direction: 'initiator',
    state: leg?.state ?? 'trying',
    remote: { name: leg?.name ?? '', uri: called.uri, target: leg?.target ?? called.uri },
  };
}

function calledView({ callId, caller }: BookedCall, { tag, state }: Leg): BookedDialog {
  return {
    id: `${callId}-${tag}`,
    callId,
    localTag: tag,
    remoteTag: caller.tag,
    direction: 'recipient',
    state,
    remote: { name: caller.name, uri: caller.uri, target: caller.target },
  };
}
