import type { UpdateStatus } from '../../preload/contract';
import type { Host } from '../host/host';

type Source = NonNullable<Host['updates']>;

/** New versions of the program, as main sees them. */
export class UpdatesView {
  #status = $state.raw<UpdateStatus | null>(null);
  /** What was put away: a version that is ready is installed at the end of the program all the same. */
  #seen = $state.raw('');

  constructor(
    private readonly source: Source,
    /** Looked for from the tray. */
    opened: () => void,
    /** New versions are fetched by themselves. */
    private readonly automatic: () => boolean,
  ) {
    source.onChanged((status) => {
      this.#status = status;
    });
    source.onOpened(opened);
    void source.status().then((status) => {
      this.#status ??= status;
    });
  }

  /** null: main has not answered yet. */
  get status(): UpdateStatus | null {
    return this.#status;
  }

  /** The version that waits to be fetched, if that is the user's to say, or to be installed, and was not put away. */
  get waiting(): { kind: 'available' | 'ready'; version: string } | null {
    const state = this.#status?.state;
    if (state?.kind !== 'ready' && (state?.kind !== 'available' || this.automatic())) return null;
    return this.#seen === `${state.kind} ${state.version}` ? null : state;
  }

  readonly look = (): void => void this.source.check();
  readonly fetch = (): void => void this.source.download();
  readonly cancel = (): void => void this.source.cancel();
  /** Ends the program, unless there is a call. */
  readonly restart = (): void => void this.source.install();

  putAway(): void {
    const { waiting } = this;
    if (waiting) this.#seen = `${waiting.kind} ${waiting.version}`;
  }
}
