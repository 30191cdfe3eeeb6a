/** Contacts as a file for other programs, in slices. */
import type { Contact } from '../phone/contacts';
import { csvHeader, csvRow, widthsOf } from './csv-write';
import { Slices } from './slices';
import type { ExportFormat, ExportOptions } from './transfer';
import { cardOf } from './vcard-write';

export const exportNames: Readonly<Record<ExportFormat, { readonly type: string; readonly extension: string }>> = {
  'vcard-4': { type: 'text/vcard;charset=utf-8', extension: 'vcf' },
  'vcard-3': { type: 'text/vcard;charset=utf-8', extension: 'vcf' },
  csv: { type: 'text/csv;charset=utf-8', extension: 'csv' },
};

/** Rejects with the signal's reason when it gives up. */
export async function exportContacts(
  contacts: readonly Contact[],
  format: ExportFormat,
  { signal, progress }: ExportOptions = {},
): Promise<Blob> {
  signal?.throwIfAborted();
  const slices = new Slices(undefined, signal);
  const widths = widthsOf(contacts);
  const parts: string[] = format === 'csv' ? [csvHeader(widths)] : [];
  for (const [index, contact] of contacts.entries()) {
    if (slices.due()) {
      progress?.(index / contacts.length);
      await slices.rest();
    }
    parts.push(format === 'csv' ? csvRow(contact, widths) : cardOf(contact, format === 'vcard-4' ? '4.0' : '3.0'));
  }
  progress?.(1);
  return new Blob(parts, { type: exportNames[format].type });
}
