/** A phone that stands still: it shows a state, and changes only what a click of a scene needs. */
import type {
  Call,
  DialResult,
  DoNotDisturb,
  PhoneApi,
  PhoneListener,
  PhoneState,
} from '../../renderer/phone/phone-api';

const done = (): Promise<void> => Promise.resolve();
const nothing = (): void => {};
/** No scene calls: what it is shown is why not. */
const refuse = (input: string): { ok: false; problem: 'empty' | 'not-a-number' } => ({
  ok: false,
  problem: input === '' ? 'empty' : 'not-a-number',
});

export class StillPhone implements PhoneApi {
  readonly #listeners = new Set<PhoneListener>();

  constructor(
    public state: PhoneState,
    readonly canLeaveConference = true,
  ) {}

  subscribe(listener: PhoneListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(part: Partial<PhoneState>): void {
    const before = this.state;
    this.state = { ...before, ...part };
    for (const listener of [...this.#listeners]) listener(this.state, before);
  }

  #changeCall(id: string, change: (call: Call) => Partial<Call>): void {
    this.change({ calls: this.state.calls.map((call) => (call.id === id ? { ...call, ...change(call) } : call)) });
  }

  setMuted(id: string, muted: boolean): void {
    this.#changeCall(id, () => ({ muted }));
  }
  sendDtmf(id: string, digits: string): void {
    this.#changeCall(id, (call) => ({ digits: call.digits + digits }));
  }
  setPartyMuted(id: string, muted: boolean): void {
    this.#changeCall(id, () => ({ conference: { muted } }));
  }
  setDoNotDisturb(doNotDisturb: DoNotDisturb | null): void {
    this.change({ doNotDisturb });
  }
  arrange(): void {}
  choose(chosen: string): void {
    const line = this.state.lines.find(({ account }) => account.id === chosen);
    this.change({ chosen, ...(line && { account: line.account, line: line.state }) });
  }
  dial(input: string): DialResult {
    return refuse(input);
  }
  transfer(_id: string, target: string): ReturnType<PhoneApi['transfer']> {
    return refuse(target);
  }
  callVoicemail(): DialResult {
    return refuse('');
  }
  pickUp(): DialResult {
    return refuse('');
  }
  readonly signIn = nothing;
  readonly signOut = done;
  readonly changeAccount = nothing;
  readonly setSettings = nothing;
  readonly retry = nothing;
  readonly networkChanged = nothing;
  readonly woke = nothing;
  readonly answer = nothing;
  readonly decline = nothing;
  readonly hangUp = nothing;
  readonly followRedirect = nothing;
  readonly setHold = nothing;
  readonly holdAll = nothing;
  readonly sendWaitingDigits = nothing;
  readonly completeTransfer = nothing;
  readonly acceptReferral = nothing;
  readonly refuseReferral = nothing;
  readonly startConference = nothing;
  readonly endConference = nothing;
  readonly leaveConference = nothing;
  readonly sendMessage = nothing;
  readonly resendMessage = nothing;
  readonly markConversationSeen = nothing;
  readonly removeConversation = nothing;
  readonly markHistorySeen = nothing;
  readonly olderHistory = [];
  readonly readOlderHistory = done;
  readonly noteCall = nothing;
  readonly removeHistory = () => [];
  readonly restoreHistory = nothing;
  readonly clearHistory = done;
  readonly dismiss = nothing;
  readonly close = done;
}
