/** The measuring of calls, which is not needed to ring: loaded with the first call that is up. */
import type { CallId, LogPort } from './ports';
import type { QualityWatch, QualityWatchParts } from './quality-watch';

export class QualityLoader {
  readonly #parts: QualityWatchParts;
  readonly #log: LogPort;
  #watch: QualityWatch | null = null;

  constructor(parts: QualityWatchParts, log: LogPort) {
    this.#parts = parts;
    this.#log = log;
  }

  async start(id: CallId): Promise<void> {
    try {
      const { QualityWatch } = await import('./quality-watch');
      this.#watch ??= new QualityWatch(this.#parts);
    } catch (error) {
      this.#log.error('call', `the measuring could not be loaded: ${String(error)}`);
      return;
    }
    if (this.#parts.list.get(id)?.state.kind === 'active') this.#watch.start(id);
  }

  /** As `QualityWatch.stop`. */
  stop(id: CallId): number | null {
    return this.#watch?.stop(id) ?? null;
  }
}
