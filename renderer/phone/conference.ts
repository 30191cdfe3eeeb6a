/** The local conference: its parties, who of them is silenced, and how it comes and goes. */
import type { CallList } from './call-list';
import type { CallChange, CallSession } from './call-session';
import type { Floor } from './floor';
import type { CallId, ConferencePort } from './ports';
import { isTalking } from './snapshot';

/** Beside the user: the mixing costs a codec each. */
const mostParties = 3;

export interface ConferenceParts {
  list: CallList;
  floor: Floor;
  port: ConferencePort;
  update(call: CallSession, change: CallChange): void;
  setMuted(call: CallSession, on: boolean): void;
}

export class Conference {
  readonly #parts: ConferenceParts;
  /** In the order in which they were joined. */
  #ids: readonly CallId[] = [];
  readonly #silenced = new Set<CallId>();

  constructor(parts: ConferenceParts) {
    this.#parts = parts;
  }

  get members(): readonly CallSession[] {
    return this.#ids.flatMap((id) => this.#parts.list.get(id) ?? []);
  }

  /** Joins every active call; with more than three the one that is talked on and the newest. */
  start(): void {
    const { list, floor } = this.#parts;
    const before = this.members;
    const able = list.active.filter((call) => !isReferring(call) && !before.includes(call));
    const talking = able.filter((call) => isTalking(call.call));
    const waiting = able.filter((call) => !talking.includes(call)).reverse();
    const chosen = new Set([...before, ...talking, ...waiting].slice(0, mostParties));
    if (chosen.size < 2) return;
    const members = [...before, ...able.filter((call) => chosen.has(call))];
    const { muted } = (before[0] ?? talking[0] ?? members[0])?.call ?? { muted: false };
    for (const call of members) {
      if (!call.call.conference) this.#parts.update(call, { conference: { muted: false } });
      this.#parts.setMuted(call, muted);
    }
    this.#mix(members.map((call) => call.parts.id));
    floor.holdAllBut(members[0] ?? null);
    for (const call of members) call.dispatch({ kind: 'hold', on: false });
  }

  /** Back to single calls: the one that was joined last goes on, the others are held. */
  end(): void {
    const { members } = this;
    this.#mix([]);
    for (const call of members) this.#parts.update(call, { conference: null });
    const last = members.at(-1);
    if (last) this.#parts.floor.holdAllBut(last);
  }

  setPartyMuted(id: CallId, on: boolean): void {
    const call = this.members.find((member) => member.parts.id === id);
    if (!call || call.call.conference?.muted === on) return;
    this.#parts.update(call, { conference: { muted: on } });
    this.#silence();
  }

  /** This call takes the place of the other one. */
  replace(old: CallSession, by: CallSession): void {
    const { conference } = old.call;
    if (!conference) return;
    this.#parts.update(old, { conference: null });
    this.#parts.update(by, { conference });
    this.#mix(this.#ids.map((id) => (id === old.parts.id ? by.parts.id : id)));
  }

  /** No longer a part of it; with one party left it is over. */
  leave(call: CallSession): void {
    if (!call.call.conference) return;
    this.#parts.update(call, { conference: null });
    const rest = this.members.filter((member) => member !== call);
    if (rest.length < 2) for (const member of rest) this.#parts.update(member, { conference: null });
    this.#mix(rest.length < 2 ? [] : rest.map((member) => member.parts.id));
  }

  /** A party has held us, or was taken back: the music of one is not for the others. */
  changed(): void {
    if (this.#ids.length > 0) this.#silence();
  }

  #mix(ids: readonly CallId[]): void {
    if (ids.length === 0 && this.#ids.length === 0) return;
    this.#ids = ids;
    this.#silence();
    this.#parts.port.mix(ids);
  }

  #silence(): void {
    const wanted = new Set(this.members.filter(isSilenced).map((call) => call.parts.id));
    for (const id of this.#silenced) if (!wanted.has(id)) this.#parts.port.setPartyMuted(id, false);
    for (const id of wanted) if (!this.#silenced.has(id)) this.#parts.port.setPartyMuted(id, true);
    this.#silenced.clear();
    for (const id of wanted) this.#silenced.add(id);
  }
}

function isSilenced({ call, state }: CallSession): boolean {
  return call.conference?.muted === true || (state.kind === 'active' && state.hold.remote);
}

function isReferring({ state }: CallSession): boolean {
  return state.kind === 'active' && state.transfer.kind === 'referring';
}
