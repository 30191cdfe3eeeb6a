/** Writes the lamps of one headset: one report at a time, always the newest state, never the same bytes twice. */
import type { Lamps } from '../phone/headset';
import type { LampReport } from './report-map';

export class LampWriter {
  readonly #reports: readonly LampReport[];
  readonly #send: (reportId: number, data: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly #failed: (error: unknown) => void;
  readonly #written = new Map<number, string>();
  readonly #waiting = new Map<number, Uint8Array<ArrayBuffer>>();
  #busy: Promise<void> | null = null;

  constructor(
    reports: readonly LampReport[],
    send: (reportId: number, data: Uint8Array<ArrayBuffer>) => Promise<void>,
    failed: (error: unknown) => void,
  ) {
    this.#reports = reports;
    this.#send = send;
    this.#failed = failed;
  }

  /** `again`: also what was written already. */
  write(lamps: Lamps, again = false): void {
    for (const report of this.#reports) {
      const bytes = reportBytes(report, lamps);
      const text = bytes.join();
      if (!again && this.#written.get(report.reportId) === text) continue;
      this.#written.set(report.reportId, text);
      this.#waiting.set(report.reportId, bytes);
    }
    if (this.#waiting.size > 0) this.#busy ??= this.#run();
  }

  /** Resolves when nothing waits. */
  async settled(): Promise<void> {
    await this.#busy;
  }

  async #run(): Promise<void> {
    for (let [next] = this.#waiting; next; [next] = this.#waiting) {
      const [reportId, bytes] = next;
      this.#waiting.delete(reportId);
      try {
        await this.#send(reportId, bytes);
      } catch (error) {
        // The next change writes it anew.
        this.#written.delete(reportId);
        this.#failed(error);
      }
    }
    this.#busy = null;
  }
}

/** Without the report id. Other fields of the report, such as a ringer, stay 0. */
export function reportBytes({ length, lamps }: LampReport, on: Lamps): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (const { name, offset } of lamps) {
    const byte = bytes[offset >> 3];
    if (on[name] && byte !== undefined) bytes[offset >> 3] = byte | (1 << (offset & 7));
  }
  return bytes;
}
