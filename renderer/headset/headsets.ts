/** All headsets that the user has connected: opened while they are plugged in, and to the phone as one. */
import type { HeadsetPort, HeadsetSignal, Lamps } from '../phone/headset';
import type { LogPort } from '../phone/ports';
import { HeadsetDevice, type DeviceNeeds } from './headset-device';
import { isTelephone, mapReports, telephonyPage } from './report-map';
import type { Hid, HidConnectionEvent, HidDevice } from './web-hid';

/** A model as it is remembered: numbers of maker and product (USB). */
export interface KnownHeadset {
  vendor: number;
  product: number;
  name: string;
}

export interface HeadsetState extends KnownHeadset {
  /** `blocked`: it is there, but another program has it or the system does not allow it. */
  state: 'ready' | 'absent' | 'blocked';
}

export interface HeadsetsNeeds {
  hid: Hid;
  /** Monotonic, so that a clock that is set does not matter. */
  clock: DeviceNeeds['clock'];
  log: Pick<LogPort, 'info' | 'warn' | 'error'>;
}

const dark: Lamps = { offHook: false, ring: false, mute: false, hold: false, microphone: false };

export class Headsets implements HeadsetPort {
  readonly #needs: HeadsetsNeeds;
  readonly #open = new Map<HidDevice, HeadsetDevice>();
  readonly #blocked = new Set<HidDevice>();
  readonly #signalListeners = new Set<(signal: HeadsetSignal) => boolean>();
  readonly #listeners = new Set<() => void>();
  #known: readonly KnownHeadset[] = [];
  #on = false;
  #lamps = dark;
  #turn: Promise<void> = Promise.resolve();

  constructor(needs: HeadsetsNeeds) {
    this.#needs = needs;
    const { hid } = needs;
    hid.addEventListener('connect', () => {
      void this.#look();
    });
    hid.addEventListener('disconnect', (event) => {
      this.#gone((event as HidConnectionEvent).device);
    });
  }

  /** Those that were connected, and whether the one that is plugged in works. */
  get states(): readonly HeadsetState[] {
    const stateOf = (known: KnownHeadset): HeadsetState['state'] => {
      if ([...this.#open.keys()].some((device) => isSame(device, known))) return 'ready';
      return [...this.#blocked].some((device) => isSame(device, known)) ? 'blocked' : 'absent';
    };
    return this.#known.map((known) => ({ ...known, state: stateOf(known) }));
  }

  /** Calls back after every change of `states`. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Which are used, and whether at all; resolves when they are open. Never rejects. */
  use(known: readonly KnownHeadset[], on: boolean): Promise<void> {
    this.#known = known;
    this.#on = on;
    return this.#look();
  }

  /** Lets the user choose one; null: none was chosen. Needs a click. Rejects where the surroundings refuse to ask. */
  async choose(): Promise<KnownHeadset | null> {
    const [device] = await this.#needs.hid.requestDevice({ filters: [{ usagePage: telephonyPage }] });
    if (!device) return null;
    return { vendor: device.vendorId, product: device.productId, name: device.productName };
  }

  /** Gives the permission back; the caller forgets it too. Never rejects. */
  async forget(known: KnownHeadset): Promise<void> {
    await this.use(
      this.#known.filter((each) => each.vendor !== known.vendor || each.product !== known.product),
      this.#on,
    );
    try {
      for (const device of await this.#needs.hid.getDevices()) if (isSame(device, known)) await device.forget?.();
    } catch (error) {
      this.#needs.log.warn('headset', `not forgotten: ${String(error)}`);
    }
  }

  show(lamps: Lamps): void {
    this.#lamps = lamps;
    for (const headset of this.#open.values()) headset.show(lamps);
  }

  onSignal(listener: (signal: HeadsetSignal) => boolean): () => void {
    this.#signalListeners.add(listener);
    return () => this.#signalListeners.delete(listener);
  }

  /** One look after the other: devices come and go while they are being opened. */
  #look(): Promise<void> {
    this.#turn = this.#turn
      .then(() => this.#openAndClose())
      .catch((error: unknown) => {
        this.#needs.log.error('headset', String(error));
      })
      .finally(() => {
        for (const listener of [...this.#listeners]) listener();
      });
    return this.#turn;
  }

  async #openAndClose(): Promise<void> {
    const there = this.#on && this.#known.length > 0 ? await this.#needs.hid.getDevices() : [];
    const wanted = there.filter((device) => this.#known.some((known) => isSame(device, known)) && hasControls(device));
    this.#blocked.clear();
    for (const [device, headset] of [...this.#open]) {
      if (wanted.includes(device)) continue;
      this.#open.delete(device);
      await headset.close();
    }
    for (const device of wanted) if (!this.#open.has(device)) await this.#openOne(device);
  }

  async #openOne(device: HidDevice): Promise<void> {
    const { clock, log } = this.#needs;
    try {
      const onSignal = (signal: HeadsetSignal) => this.#tell(signal);
      const headset = await HeadsetDevice.open(device, { clock, log, onSignal });
      this.#open.set(device, headset);
      headset.show(this.#lamps);
      log.info('headset', `uses the buttons of ${device.productName}`);
    } catch (error) {
      this.#blocked.add(device);
      log.warn('headset', `cannot open ${device.productName}: ${String(error)}`);
    }
  }

  #tell(signal: HeadsetSignal): boolean {
    try {
      return [...this.#signalListeners].some((listener) => listener(signal));
    } catch (error) {
      this.#needs.log.error('headset', `${signal.kind}: ${String(error)}`);
      return false;
    }
  }

  #gone(device: HidDevice): void {
    this.#open.get(device)?.gone();
    this.#open.delete(device);
    this.#blocked.delete(device);
    for (const listener of [...this.#listeners]) listener();
  }
}

function isSame(device: HidDevice, { vendor, product }: KnownHeadset): boolean {
  return device.vendorId === vendor && device.productId === product;
}

function hasControls({ collections }: HidDevice): boolean {
  if (!isTelephone(collections)) return false;
  const { buttons, lampReports } = mapReports(collections);
  return buttons.length > 0 || lampReports.length > 0;
}
