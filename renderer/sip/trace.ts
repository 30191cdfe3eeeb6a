import type { TracedMessage, TracePort } from '../phone/ports';

/** The newest messages of a trace: enough for an hour of calls, and no more memory than that. */
const MOST = 2_000;

/** The SIP trace of this session, begun and ended by `*#0*#`. It goes to the developer console too. */
export class TraceBook implements TracePort {
  #on = false;
  #messages: readonly TracedMessage[] = [];
  /** After every change. */
  onchange: (() => void) | null = null;

  constructor(private readonly console: Pick<Console, 'debug'>) {}

  get on(): boolean {
    return this.#on;
  }

  /** Oldest first. */
  get messages(): readonly TracedMessage[] {
    return this.#messages;
  }

  setOn(on: boolean): void {
    this.#on = on;
    this.onchange?.();
  }

  add(message: TracedMessage): void {
    if (!this.#on) return;
    this.#messages = [...this.#messages.slice(-(MOST - 1)), message];
    this.console.debug(`SIP ${message.way}\n${message.text}`);
    this.onchange?.();
  }

  clear(): void {
    this.#messages = [];
    this.onchange?.();
  }
}
