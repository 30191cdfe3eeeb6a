/** Where in a headset's reports its buttons and lamps are: read from the descriptor as WebHID gives it. Pure. */
import type { Lamps } from '../phone/headset';
import type { HidCollection, HidItem, HidReport } from './web-hid';

/** Telephony Device Page (USB HID Usage Tables 1.5, section 14). */
export const telephonyPage = 0x0b;

export type ButtonName = 'hook' | 'mute' | 'flash' | 'hold' | 'drop' | 'redial';

const buttonUsages: ReadonlyMap<number, ButtonName> = new Map([
  [0x0b_0020, 'hook'],
  [0x0b_0021, 'flash'],
  [0x0b_0023, 'hold'],
  [0x0b_0024, 'redial'],
  [0x0b_0026, 'drop'],
  [0x0b_002f, 'mute'],
]);

const lampUsages: ReadonlyMap<number, keyof Lamps> = new Map([
  [0x08_0009, 'mute'],
  [0x08_0017, 'offHook'],
  [0x08_0018, 'ring'],
  [0x08_0020, 'hold'],
  [0x08_0021, 'microphone'],
]);

/**
 * What a control of type OOC tells by the flags of its item (section 3.4.1.2): `switch`, absolute without preferred state: its
 * position. `button`, absolute with one: pressed or not. `one-shot`, relative: each report with it is a press. `on-off`,
 * relative and signed: +1 is on, -1 is off.
 */
export type ButtonKind = 'switch' | 'button' | 'one-shot' | 'on-off';

export interface Button {
  readonly name: ButtonName;
  readonly kind: ButtonKind;
  readonly reportId: number;
  /** In bits from the start of the report. */
  readonly offset: number;
  readonly size: number;
  /** In an array: how many fields stand in a row, and which number in one of them means this button. */
  readonly array: { readonly count: number; readonly value: number } | null;
}

export interface LampReport {
  readonly reportId: number;
  /** In bytes. */
  readonly length: number;
  /** `offset` in bits. */
  readonly lamps: readonly { readonly name: keyof Lamps; readonly offset: number }[];
}

export interface ReportMap {
  readonly buttons: readonly Button[];
  readonly lampReports: readonly LampReport[];
}

/** Whether it is a telephone of any kind: a collection of the telephony page at the top. */
export function isTelephone(collections: readonly HidCollection[]): boolean {
  return collections.some(({ usagePage }) => usagePage === telephonyPage);
}

/** A button that stands in several reports counts where it comes first; a lamp is lit wherever it stands. */
export function mapReports(collections: readonly HidCollection[]): ReportMap {
  const buttons = new Map<ButtonName, Button>();
  for (const [reportId, items] of reportsOf(collections, 'inputReports')) {
    for (const button of buttonsIn(reportId, items)) if (!buttons.has(button.name)) buttons.set(button.name, button);
  }
  const lampReports: LampReport[] = [];
  for (const [reportId, items] of reportsOf(collections, 'outputReports')) {
    const lamps = lampsIn(items);
    if (lamps.length > 0) lampReports.push({ reportId, length: Math.ceil(bitsOf(items) / 8), lamps });
  }
  return { buttons: [...buttons.values()], lampReports };
}

/** The items of each report in their order; a report may go on in the next collection. */
function reportsOf(
  collections: readonly HidCollection[],
  direction: 'inputReports' | 'outputReports',
): Map<number, HidItem[]> {
  const reports = new Map<number, HidItem[]>();
  for (const collection of collections) {
    for (const { reportId = 0, items = [] } of (collection[direction] ?? []) satisfies readonly HidReport[])
      reports.set(reportId, [...(reports.get(reportId) ?? []), ...items]);
  }
  return reports;
}

/** Also those that are said to be constant: widely sold headsets declare their buttons so. */
function buttonsIn(reportId: number, items: readonly HidItem[]): Button[] {
  const found: Button[] = [];
  let start = 0;
  for (const item of items) {
    const { reportSize: size = 0, reportCount: count = 0, logicalMinimum = 0 } = item;
    usagesOf(item).forEach((usage, index) => {
      const name = buttonUsages.get(usage);
      if (!name || size === 0 || size > 32) return;
      const common = { name, reportId, size };
      if (item.isArray) {
        const kind = item.isAbsolute === false ? 'one-shot' : 'button';
        found.push({ ...common, kind, offset: start, array: { count, value: logicalMinimum + index } });
      } else if (index < count)
        found.push({ ...common, kind: kindOf(item), offset: start + index * size, array: null });
    });
    start += size * count;
  }
  return found;
}

function lampsIn(items: readonly HidItem[]): { name: keyof Lamps; offset: number }[] {
  const found: { name: keyof Lamps; offset: number }[] = [];
  let start = 0;
  for (const item of items) {
    const { reportSize: size = 0, reportCount: count = 0 } = item;
    usagesOf(item).forEach((usage, index) => {
      const name = lampUsages.get(usage);
      if (name && !item.isArray && size > 0 && index < count) found.push({ name, offset: start + index * size });
    });
    start += size * count;
  }
  return found;
}

function kindOf({ isAbsolute = true, hasPreferredState = true, logicalMinimum = 0 }: HidItem): ButtonKind {
  if (!isAbsolute) return logicalMinimum < 0 ? 'on-off' : 'one-shot';
  return hasPreferredState ? 'button' : 'switch';
}

/** No list is longer than this, whatever a descriptor says. */
const longestRange = 256;

function usagesOf({ isRange, usages = [], usageMinimum, usageMaximum }: HidItem): readonly number[] {
  if (!isRange || usageMinimum === undefined || usageMaximum === undefined) return usages;
  const length = Math.min(Math.max(usageMaximum - usageMinimum + 1, 0), longestRange);
  return Array.from({ length }, (_, index) => usageMinimum + index);
}

function bitsOf(items: readonly HidItem[]): number {
  return items.reduce((sum, { reportSize = 0, reportCount = 0 }) => sum + reportSize * reportCount, 0);
}
