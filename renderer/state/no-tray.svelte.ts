import type { Host } from '../host/host';

/** Whether the user has to be told that this desktop shows no icon in a tray, and where the phone is instead. */
export class NoTray {
  #tells = $state.raw(false);

  constructor(private readonly host: Pick<NonNullable<Host['window']>, 'tray'> | null | undefined) {
    if (!host) return;
    const { tray } = host;
    tray.onMissing((missing) => {
      this.#tells = missing;
    });
    tray.missing().then(
      (missing) => {
        this.#tells ||= missing;
      },
      () => {},
    );
  }

  get tells(): boolean {
    return this.#tells;
  }

  understood(): void {
    this.#tells = false;
    this.host?.tray.told();
  }
}
