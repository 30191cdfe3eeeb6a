/** What one line watches at its switch: its voicemail, and the people whose state is to be seen. */
import type { Account } from './account';
import { inDomain } from './address';
import { harmlessParty, harmlessText } from './identity';
import { Machine } from './machine';
import type { Person } from './phone-api';
import type {
  ClockPort,
  DialogReference,
  LogPort,
  PersonState,
  SipLine,
  VoicemailCount,
  Watch,
  WatchSignal,
} from './ports';
import type { WatchEffect, WatchEvent, WatchState, WatchTimer } from './watch';
import { transition } from './watch-machine';
import type { WatchPolicy } from './watch-policy';
import { WatchQueue } from './watch-queue';

export interface LineWatchesParts {
  sip: SipLine;
  clock: ClockPort;
  log: LogPort;
  policy: WatchPolicy;
  /** Something that others see has changed. */
  touch(): void;
}

type SubscribeEffect = Exclude<WatchEffect, { kind: 'start-timer' | 'stop-timer' }>;

interface Watched {
  watch: Watch;
  machine: Machine<WatchState, WatchEvent, SubscribeEffect, WatchTimer>;
  /** What the last NOTIFY said; null before, and when the subscription is gone. */
  person: PersonState | null;
}

const voicemailId = 'voicemail';
const idOf = (number: string, event: string) => `${event} ${number}`;
const longestNote = 200;
const mostMessages = 1_000_000;

export class LineWatches {
  readonly #parts: LineWatchesParts;
  readonly #queue: WatchQueue;
  readonly #watched = new Map<string, Watched>();
  #account: Account;
  #ready = false;
  #voicemail: VoicemailCount | null = null;

  constructor(account: Account, parts: LineWatchesParts) {
    this.#parts = parts;
    this.#account = account;
    this.#queue = new WatchQueue(parts.clock, parts.policy.gapMs);
    this.setAccount(account);
  }

  /** null: the switch has not told. */
  get voicemail(): VoicemailCount | null {
    return this.#voicemail;
  }

  /** In the account's order. */
  get people(): readonly Person[] {
    return this.#account.monitored.map(({ number, name, event }) => ({
      line: this.#account.id,
      number,
      name,
      state: this.#stateOf(this.#watched.get(idOf(number, event))),
    }));
  }

  /** The ringing call of a monitored person, where the switch tells it. */
  ringing(number: string): DialogReference | null {
    const people = this.people.filter((person) => person.number === number);
    for (const { state } of people) if ('ringing' in state && state.ringing) return state.ringing;
    return null;
  }

  /** Begins with who is new and ends with who is not there any more. */
  setAccount(account: Account): void {
    this.#account = account;
    const wanted = new Map<string, Watch>([
      [voicemailId, { id: voicemailId, event: 'message-summary', target: account.user }],
      ...account.monitored.map(({ number, event }): [string, Watch] => {
        const id = idOf(number, event);
        return [id, { id, event, target: number }];
      }),
    ]);
    for (const [id, watched] of this.#watched) {
      if (wanted.has(id)) continue;
      watched.machine.stopTimers();
      this.#queue.remove(id);
      this.#watched.delete(id);
      if (this.#ready) this.#parts.sip.unwatch(id);
    }
    for (const [id, watch] of wanted) if (!this.#watched.has(id)) this.#begin(watch);
    this.#parts.touch();
  }

  /** Whether the line is registered. Not before then is anything asked for; with it everything is over. */
  setReady(ready: boolean): void {
    if (this.#ready === ready) return;
    this.#ready = ready;
    for (const watched of this.#watched.values()) this.#dispatchReadiness(watched);
  }

  woke(): void {
    for (const { machine } of this.#watched.values()) machine.dispatch({ kind: 'wake' });
  }

  signal(id: string, signal: WatchSignal): void {
    const watched = this.#watched.get(id);
    if (!watched) return;
    switch (signal.kind) {
      case 'voicemail':
        return this.#setVoicemail(signal.count);
      case 'person':
        watched.person = harmless(signal.person);
        return this.#parts.touch();
      default:
        return watched.machine.dispatch(signal);
    }
  }

  /**
   * A count that nobody asked for. Whoever can reach us can send one: a number that it names is called (and paid for)
   * only where the switch is trusted, and only on its own domain.
   */
  setUnasked(count: VoicemailCount): void {
    const { trustIdentity, domain } = this.#account;
    const known = this.#voicemail?.account ?? '';
    this.#setVoicemail({ ...count, account: trustIdentity && inDomain(count.account, domain) ? count.account : known });
  }

  /** Ends without a word to the server: the connection goes. */
  close(): void {
    this.#queue.close();
    for (const { machine } of this.#watched.values()) machine.stopTimers();
    this.#watched.clear();
  }

  #setVoicemail(count: VoicemailCount): void {
    this.#voicemail = {
      newMessages: counted(count.newMessages),
      oldMessages: counted(count.oldMessages),
      urgent: counted(count.urgent),
      account: harmlessText(count.account, 256),
    };
    this.#parts.touch();
  }

  #begin(watch: Watch): void {
    const { clock, log, policy, touch } = this.#parts;
    const watched: Watched = {
      watch,
      person: null,
      machine: new Machine<WatchState, WatchEvent, SubscribeEffect, WatchTimer>({
        initial: { kind: 'off', failures: 0 },
        clock,
        transition: (state, event) => transition(state, event, { now: clock.now(), random: clock.random(), policy }),
        timeout: (timer) => ({ kind: 'timer', timer }),
        perform: (effect) => this.#perform(watched, effect),
        changed: (state) => {
          if (state.kind === 'waiting' || (state.kind === 'final' && state.status > 0)) {
            log.info(
              'watch',
              `${watch.event}: ${String(state.status)}, ${state.kind}, failure ${String(state.failures)}`,
            );
          }
          // A refresh that is tried again leaves what is known as it is; everything else makes it unknown.
          if (state.kind === 'off' || state.kind === 'waiting') watched.person = null;
          touch();
        },
        illegal: () => undefined,
      }),
    };
    this.#watched.set(watch.id, watched);
    this.#dispatchReadiness(watched);
  }

  #dispatchReadiness({ machine }: Watched): void {
    machine.dispatch({ kind: this.#ready ? 'line-ready' : 'line-lost' });
  }

  #perform({ watch, machine }: Watched, effect: SubscribeEffect): void {
    switch (effect.kind) {
      case 'queue':
        return this.#queue.add(watch.id, () => machine.dispatch({ kind: 'turn' }));
      case 'unqueue':
        return this.#queue.remove(watch.id);
      case 'subscribe':
        return this.#parts.sip.watch(watch, this.#parts.policy.expires);
    }
  }

  #stateOf(watched: Watched | undefined): Person['state'] {
    const state = watched?.machine.state;
    if (state && (state.kind === 'waiting' || state.kind === 'final') && state.status > 0) {
      return { state: 'refused', status: state.status };
    }
    return watched?.person ?? { state: 'unknown' };
  }
}

const counted = (number: number) => (Number.isInteger(number) ? Math.min(Math.max(number, 0), mostMessages) : 0);

/** Notes and names come from other people. */
function harmless(person: PersonState): PersonState {
  return {
    ...person,
    note: harmlessText(person.note, longestNote),
    with: person.with && harmlessParty(person.with),
  };
}
