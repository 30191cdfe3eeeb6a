import type { UpdateStatus } from '../../preload/contract';
import type { Host } from '../host/host';

type Source = NonNullable<Host['updates']>;

/** New versions of the program, as main sees them. */
export class UpdatesView {
  #status = $state.raw<UpdateStatus | null>(null);
  /** A version whose notice was put away: it is installed at the end of the program all the same. */
  #seen = $state.raw('');

  constructor(
    private readonly source: Source,
    /** Looked for from the tray. */
    opened: () => void,
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

  /** The version that waits to be installed and was not put away; empty: none. */
  get waiting(): string {
    const state = this.#status?.state;
    return state?.kind === 'ready' && state.version !== this.#seen ? state.version : '';
  }

  readonly look = (): void => void this.source.check();
  readonly fetch = (): void => void this.source.download();
  readonly cancel = (): void => void this.source.cancel();
  /** Ends the program, unless there is a call. */
  readonly restart = (): void => void this.source.install();

  putAway(): void {
    this.#seen = this.waiting;
  }
}
