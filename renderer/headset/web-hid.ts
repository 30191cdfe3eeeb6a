/** What is used of WebHID (https://wicg.github.io/webhid/), which the types of TypeScript lack. Members that a browser may leave out are optional, as there. */

export interface HidItem {
  readonly isAbsolute?: boolean;
  readonly isArray?: boolean;
  readonly isRange?: boolean;
  readonly hasPreferredState?: boolean;
  /** Page in the upper 16 bits. */
  readonly usages?: readonly number[];
  readonly usageMinimum?: number;
  readonly usageMaximum?: number;
  /** Bits of one field, and how many of them. */
  readonly reportSize?: number;
  readonly reportCount?: number;
  readonly logicalMinimum?: number;
}

export interface HidReport {
  readonly reportId?: number;
  readonly items?: readonly HidItem[];
}

/** Of the top level: its reports hold the items of all collections inside it, in their order. */
export interface HidCollection {
  readonly usagePage?: number;
  readonly usage?: number;
  readonly inputReports?: readonly HidReport[];
  readonly outputReports?: readonly HidReport[];
}

export interface HidDevice extends EventTarget {
  readonly opened: boolean;
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  readonly collections: readonly HidCollection[];
  open(): Promise<void>;
  close(): Promise<void>;
  /** Takes the permission back; only where the browser itself keeps it. */
  forget?(): Promise<void>;
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** `inputreport` at a device. */
export interface HidInputEvent extends Event {
  readonly reportId: number;
  readonly data: DataView;
}

/** `connect` and `disconnect` at Hid. */
export interface HidConnectionEvent extends Event {
  readonly device: HidDevice;
}

export interface Hid extends EventTarget {
  /** Those that are plugged in and permitted. */
  getDevices(): Promise<HidDevice[]>;
  /** Asks the user; needs a click. Empty: none was chosen. */
  requestDevice(options: { filters: readonly { usagePage: number }[] }): Promise<HidDevice[]>;
}
