/** How this server shows that it is alive: it answers CRLFCRLF (RFC 5626, section 4.4.1), or only requests. */
export class KeepAlive {
  private means: 'unknown' | 'crlf' | 'options' = 'unknown';
  private outstanding = false;
  private lastReport = -Infinity;

  constructor(
    private readonly port: { crlf(): void; options(): void; alive(): void; now(): number },
    /** In ms: more often than this nobody needs to hear that the server is alive. */
    private readonly every = 1000,
  ) {}

  /** A new connection; what is known of the server stays while it is the same. */
  reset(sameServer: boolean): void {
    this.outstanding = false;
    this.lastReport = -Infinity;
    if (!sameServer) this.means = 'unknown';
  }

  ping(): void {
    this.outstanding = true;
    if (this.means !== 'options') this.port.crlf();
    if (this.means !== 'crlf') this.port.options();
  }

  pong(): void {
    this.means = 'crlf';
  }

  /** The server answered OPTIONS: had it known CRLF, that answer would have come first. */
  optionsAnswered(): void {
    if (this.means === 'unknown') this.means = 'options';
  }

  /** Anything arrived. */
  heard(): void {
    const now = this.port.now();
    if (!this.outstanding && now - this.lastReport < this.every) return;
    this.outstanding = false;
    this.lastReport = now;
    this.port.alive();
  }
}
