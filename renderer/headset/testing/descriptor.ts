/** Reads a HID report descriptor (HID 1.11, section 6.2.2) into collections as WebHID gives them: each report of a top-level one holds the items of all inside it. */
import type { HidCollection, HidItem } from '../web-hid';

type Reports = { reportId: number; items: HidItem[] }[];
interface Top extends HidCollection {
  inputReports: Reports;
  outputReports: Reports;
}

export function collectionsOf(bytes: readonly number[]): HidCollection[] {
  const tops: Top[] = [];
  let depth = 0;
  let page = 0;
  let [size, count, minimum, reportId] = [0, 0, 0, 0];
  let usages: number[] = [];
  let range: [number, number] | null = null;
  for (let at = 0; at < bytes.length;) {
    const prefix = bytes[at] ?? 0;
    const length = [0, 1, 2, 4][prefix & 3] ?? 0;
    const data = bytes.slice(at + 1, at + 1 + length);
    const value = data.reduce((sum, byte, index) => sum + byte * 2 ** (8 * index), 0);
    const signed = length > 0 && value >= 2 ** (8 * length - 1) ? value - 2 ** (8 * length) : value;
    at += 1 + length;
    const usage = page * 0x1_0000 + value;
    switch (prefix & 0xfc) {
      case 0x04:
        page = value;
        break;
      case 0x08:
        usages.push(usage);
        break;
      case 0x14:
        minimum = signed;
        break;
      case 0x18:
        range = [usage, usage];
        break;
      case 0x28:
        range = [range?.[0] ?? usage, usage];
        break;
      case 0x74:
        size = value;
        break;
      case 0x84:
        reportId = value;
        break;
      case 0x94:
        count = value;
        break;
      case 0xa0:
        if (depth === 0)
          tops.push({ usagePage: page, usage: (usages[0] ?? 0) % 0x1_0000, inputReports: [], outputReports: [] });
        depth += 1;
        usages = [];
        range = null;
        break;
      case 0xc0:
        depth -= 1;
        break;
      case 0x80:
      case 0x90: {
        const reports = tops.at(-1)?.[(prefix & 0xfc) === 0x80 ? 'inputReports' : 'outputReports'] ?? [];
        let report = reports.find((each) => each.reportId === reportId);
        if (!report) reports.push((report = { reportId, items: [] }));
        report.items.push({
          isArray: !(value & 2),
          isAbsolute: !(value & 4),
          hasPreferredState: !(value & 32),
          reportSize: size,
          reportCount: count,
          logicalMinimum: minimum,
          ...(range ? { isRange: true, usageMinimum: range[0], usageMaximum: range[1] } : { isRange: false, usages }),
        });
        usages = [];
        range = null;
      }
    }
  }
  return tops;
}
