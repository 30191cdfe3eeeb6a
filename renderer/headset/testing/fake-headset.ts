/** A headset and the port it is plugged into, as WebHID shows them; what it does by itself is up to the test. */
import type { Hid, HidCollection, HidDevice } from '../web-hid';

export class FakeHeadset extends EventTarget implements HidDevice {
  opened = false;
  forgotten = false;
  /** Why it cannot be opened. */
  trouble: Error | null = null;
  /** Writing fails, or never ends. */
  deaf: 'fails' | 'hangs' | null = null;
  /** `reportId: hex bytes`, oldest first. */
  readonly written: string[] = [];
  /** What the firmware does with a report of lamps. */
  firmware: (reportId: number, bytes: readonly number[]) => void = () => {};

  constructor(
    readonly collections: readonly HidCollection[],
    readonly productId = 1,
    readonly productName = `Headset ${String(productId)}`,
    readonly vendorId = 0x0b0e,
  ) {
    super();
  }

  get known() {
    return { vendor: this.vendorId, product: this.productId, name: this.productName };
  }

  open(): Promise<void> {
    if (this.trouble) return Promise.reject(this.trouble);
    this.opened = true;
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.opened = false;
    return Promise.resolve();
  }

  forget(): Promise<void> {
    this.forgotten = true;
    return Promise.resolve();
  }

  sendReport(reportId: number, data: Uint8Array): Promise<void> {
    if (this.deaf === 'hangs') return new Promise(() => {});
    if (this.deaf === 'fails' || !this.opened) return Promise.reject(new Error('Failed to write the report.'));
    const bytes = [...data];
    this.written.push(`${String(reportId)}: ${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`);
    this.firmware(reportId, bytes);
    return Promise.resolve();
  }

  /** A report of its buttons. */
  report(reportId: number, ...bytes: number[]): void {
    const data = new DataView(Uint8Array.from(bytes).buffer);
    this.dispatchEvent(Object.assign(new Event('inputreport'), { reportId, data }));
  }
}

export class FakeHid extends EventTarget implements Hid {
  readonly plugged: HidDevice[] = [];
  /** What the user chooses; null: none. */
  choice: HidDevice | null = null;

  getDevices(): Promise<HidDevice[]> {
    return Promise.resolve([...this.plugged]);
  }

  requestDevice(): Promise<HidDevice[]> {
    return Promise.resolve(this.choice ? [this.choice] : []);
  }

  plug(device: HidDevice): void {
    this.plugged.push(device);
    this.dispatchEvent(Object.assign(new Event('connect'), { device }));
  }

  unplug(device: HidDevice): void {
    this.plugged.splice(this.plugged.indexOf(device), 1);
    this.dispatchEvent(Object.assign(new Event('disconnect'), { device }));
  }
}
