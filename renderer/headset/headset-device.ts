/** One headset that is open: its presses out, its lamps in. A fault of it never reaches a call. */
import type { HeadsetSignal, Lamps } from '../phone/headset';
import type { ClockPort, LogPort } from '../phone/ports';
import { ButtonReader } from './button-reader';
import { PositionEcho, PressEcho, pressRest } from './echo';
import { LampWriter } from './lamp-writer';
import { mapReports } from './report-map';
import type { HidDevice, HidInputEvent } from './web-hid';

export interface DeviceNeeds {
  clock: Pick<ClockPort, 'now' | 'after'>;
  log: Pick<LogPort, 'warn'>;
  /** False: the signal means nothing now. */
  onSignal(signal: HeadsetSignal): boolean;
}

/** ms that the last lamps may take before it is closed without. */
const longestWrite = 1_000;

const dark: Lamps = { offHook: false, ring: false, mute: false, hold: false, microphone: false };

export class HeadsetDevice {
  readonly #device: HidDevice;
  readonly #needs: DeviceNeeds;
  readonly #reader: ButtonReader;
  readonly #lamps: LampWriter;
  readonly #hook = new PositionEcho();
  readonly #mute = new PositionEcho();
  readonly #hookPress = new PressEcho();
  readonly #mutePress = new PressEcho();
  #wanted = dark;
  #shown = dark;
  /** Until then the mute lamp stays as it is: what a press crosses on its way cannot swing back and forth. */
  #muteRestsUntil = 0;
  #cancelRest: (() => void) | null = null;
  #cancelAgain: (() => void) | null = null;
  /** It was told once more already since the last change; it will not listen. */
  #toldAgain = false;
  #closed = false;
  readonly #onReport = (event: Event): void => {
    const { reportId, data } = event as HidInputEvent;
    const now = this.#needs.clock.now();
    for (const signal of this.#reader.read(reportId, data, now)) this.#take(signal, now);
  };

  private constructor(device: HidDevice, needs: DeviceNeeds) {
    const { buttons, lampReports } = mapReports(device.collections);
    this.#device = device;
    this.#needs = needs;
    this.#reader = new ButtonReader(buttons);
    this.#lamps = new LampWriter(
      lampReports,
      (reportId, data) => device.sendReport(reportId, data),
      (error) => {
        needs.log.warn('headset', `lamps not written: ${String(error)}`);
      },
    );
  }

  /** Rejects when another program has it or the system does not allow it. */
  static async open(device: HidDevice, needs: DeviceNeeds): Promise<HeadsetDevice> {
    const headset = new HeadsetDevice(device, needs);
    if (!device.opened) await device.open();
    device.addEventListener('inputreport', headset.#onReport);
    return headset;
  }

  show(lamps: Lamps): void {
    if (this.#closed) return;
    const { offHook, mute } = this.#wanted;
    this.#wanted = lamps;
    if (offHook !== lamps.offHook || mute !== lamps.mute) this.#toldAgain = false;
    this.#write(false);
  }

  /** Lamps out first, so that it does not stay off-hook by itself. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.gone();
    this.#lamps.write(dark);
    const late = new Promise<void>((resolve) => this.#needs.clock.after(longestWrite, resolve));
    await Promise.race([this.#lamps.settled(), late]);
    await this.#device.close().catch((error: unknown) => {
      this.#needs.log.warn('headset', `not closed: ${String(error)}`);
    });
  }

  /** It was unplugged: nothing is written to it any more. */
  gone(): void {
    this.#closed = true;
    this.#device.removeEventListener('inputreport', this.#onReport);
    this.#cancelRest?.();
    this.#cancelAgain?.();
  }

  #take(signal: HeadsetSignal, now: number): void {
    const echo = this.#isEcho(signal, now);
    if (!echo) this.#toldAgain = false;
    const meant = echo || this.#needs.onSignal(signal);
    // A press that was taken for an echo may have been one: it has perhaps muted itself, and is told how things stand.
    if (!meant || !this.#agrees(signal) || (echo && signal.kind === 'mute-pressed')) this.#tellAgain();
  }

  #isEcho(signal: HeadsetSignal, now: number): boolean {
    switch (signal.kind) {
      case 'hook':
        return this.#hook.isEcho(signal.off, now);
      case 'mute':
        return this.#mute.isEcho(signal.on, now);
      case 'hook-pressed':
        return this.#hookPress.isEcho(now);
      case 'mute-pressed':
        return this.#mutePress.isEcho(now);
      default:
        return false;
    }
  }

  /** Whether the position that it reports is the one that it should have. */
  #agrees(signal: HeadsetSignal): boolean {
    if (signal.kind === 'hook') return signal.off === this.#wanted.offHook;
    return signal.kind !== 'mute' || signal.on === this.#wanted.mute;
  }

  /** Writes the lamps once more when the echoes are over, though they did not change. */
  #tellAgain(): void {
    if (this.#toldAgain) return;
    this.#toldAgain = true;
    this.#cancelAgain?.();
    this.#cancelAgain = this.#needs.clock.after(pressRest, () => {
      this.#cancelAgain = null;
      this.#muteRestsUntil = 0;
      this.#write(true);
    });
  }

  #write(again: boolean): void {
    const now = this.#needs.clock.now();
    const before = this.#shown;
    const rests = this.#wanted.mute !== before.mute && now < this.#muteRestsUntil;
    const lamps = rests ? { ...this.#wanted, mute: before.mute } : this.#wanted;
    if (rests) {
      this.#cancelRest ??= this.#needs.clock.after(this.#muteRestsUntil - now, () => {
        this.#cancelRest = null;
        this.#write(false);
      });
    }
    this.#shown = lamps;
    if (again || lamps.offHook !== before.offHook) {
      this.#hook.written(lamps.offHook, now);
      this.#hookPress.written(now);
    }
    if (again || lamps.mute !== before.mute) {
      this.#mute.written(lamps.mute, now);
      this.#mutePress.written(now);
      this.#muteRestsUntil = now + pressRest;
    }
    this.#lamps.write(lamps, again);
  }
}
