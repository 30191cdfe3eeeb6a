/** A phone that stands still: it shows a state, and changes only what a click of a scene needs. */
import type { DialResult, PhoneApi, PhoneListener, PhoneState } from '../../renderer/phone/phone-api';

export class StillPhone implements PhoneApi {
  readonly #listeners = new Set<PhoneListener>();

  constructor(public state: PhoneState) {}

  subscribe(listener: PhoneListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(part: Partial<PhoneState>): void {
    const before = this.state;
    this.state = { ...before, ...part };
    for (const listener of [...this.#listeners]) listener(this.state, before);
  }

  setMuted(id: string, muted: boolean): void {
    this.change({ calls: this.state.calls.map((call) => (call.id === id ? { ...call, muted } : call)) });
  }
  sendDtmf(id: string, digits: string): void {
    this.change({
      calls: this.state.calls.map((call) => (call.id === id ? { ...call, digits: call.digits + digits } : call)),
    });
  }
  setDoNotDisturb(doNotDisturb: boolean): void {
    this.change({ doNotDisturb });
  }
  dial(input: string): DialResult {
    return input === '' ? { ok: false, problem: 'empty' } : { ok: false, problem: 'not-a-number' };
  }
  signIn(): void {}
  signOut(): Promise<void> {
    return Promise.resolve();
  }
  retry(): void {}
  networkChanged(): void {}
  woke(): void {}
  answer(): void {}
  decline(): void {}
  hangUp(): void {}
  setHold(): void {}
  markHistorySeen(): void {}
  clearHistory(): Promise<void> {
    return Promise.resolve();
  }
  dismiss(): void {}
  close(): Promise<void> {
    return Promise.resolve();
  }
}
