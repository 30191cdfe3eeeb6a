import type { TracedMessage } from '../phone/ports';
import { callsOf, localTime, type TracedCall } from './trace-words';

/** What the composition root gives: the book that the SIP adapter writes into. */
export interface TraceSource {
  readonly on: boolean;
  readonly messages: readonly TracedMessage[];
  onchange: (() => void) | null;
  setOn(on: boolean): void;
  clear(): void;
}

/** The code of the dial pad that switches the trace; it is never dialled (PORTAL.md). */
export const traceCode = '*#0*#';

/** The SIP trace as the screens see it. */
export class TraceView {
  #on = $state.raw(false);
  #messages = $state.raw<readonly TracedMessage[]>([]);
  /** Only this one's messages are shown; empty: all. */
  callId = $state.raw('');

  constructor(private readonly source: TraceSource) {
    const read = (): void => {
      this.#on = source.on;
      this.#messages = source.messages;
    };
    source.onchange = read;
    read();
  }

  get on(): boolean {
    return this.#on;
  }

  /** Oldest first, by the filter. */
  get shown(): readonly TracedMessage[] {
    return this.callId === '' ? this.#messages : this.#messages.filter(({ callId }) => callId === this.callId);
  }

  /** Newest first. */
  get calls(): readonly TracedCall[] {
    return callsOf(this.#messages);
  }

  toggle(): void {
    this.source.setOn(!this.#on);
  }

  clear(): void {
    this.callId = '';
    this.source.clear();
  }

  /** What is shown, for copying and saving. */
  get text(): string {
    return this.shown.map(({ at, way, text }) => `${localTime(at)} ${way}\n${text}\n`).join('\n');
  }
}
