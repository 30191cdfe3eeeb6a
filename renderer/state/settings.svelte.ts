import type { Managed, Settings } from '../../preload/contract';
import type { Host } from '../host/host';

/** The settings as they are; changes show at once and are kept by the host. */
export class SettingsView {
  #current: Settings;
  /** A settings file that could not be read was kept under this path; null: all was well, or the user has seen it. */
  setAside = $state.raw<string | null>(null);
  /** Why the last change could not be kept, in the host's words; null: it is kept. */
  failed = $state.raw<string | null>(null);

  constructor(
    initial: Settings,
    private readonly host: Host['settings'],
    private readonly applied: (settings: Settings, before: Settings) => void,
    /** What an administrator's policy decides. */
    readonly managed: Managed['settings'] = {},
  ) {
    this.#current = $state.raw(initial);
    host.onChanged((settings) => {
      this.#set(settings);
    });
  }

  get current(): Settings {
    return this.#current;
  }

  /** Whether one of these is to be seen. */
  shows(...names: (keyof Settings)[]): boolean {
    return names.some((name) => this.managed[name] !== 'hidden');
  }

  /** Those that a policy decides stay as they are. */
  async update(changes: Partial<Settings>): Promise<void> {
    const mine: Partial<Settings> = Object.fromEntries(
      Object.entries(changes).filter(([name]) => !Object.hasOwn(this.managed, name)),
    );
    this.#set({ ...this.#current, ...mine });
    try {
      await this.host.save(mine);
      this.failed = null;
    } catch (error) {
      this.failed = error instanceof Error ? error.message : String(error);
    }
  }

  #set(settings: Settings): void {
    const before = this.#current;
    this.#current = settings;
    this.applied(settings, before);
  }
}
