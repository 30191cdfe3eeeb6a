/** Calls at a steady pace without drift: what was late is made up for, counted from the start and not from the last call. */
export class Pacer {
  private timer: NodeJS.Timeout | null = null;
  private startedAt = 0;
  private done = 0;

  constructor(
    /** ms */
    private readonly interval: number,
    /** `due`: how many intervals have passed since the last call, at least one. */
    private readonly run: (due: number) => void,
  ) {}

  start(): void {
    if (this.timer) return;
    this.startedAt = performance.now();
    this.done = 0;
    this.schedule();
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private schedule(): void {
    const next = this.startedAt + (this.done + 1) * this.interval;
    this.timer = setTimeout(
      () => {
        this.fire();
      },
      Math.max(0, next - performance.now()),
    );
  }

  private fire(): void {
    const due = Math.floor((performance.now() - this.startedAt) / this.interval) - this.done;
    this.done += Math.max(due, 0);
    this.schedule();
    if (due > 0) this.run(due);
  }
}
