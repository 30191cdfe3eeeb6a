import type { Contact } from '../phone/contacts';
import type { ExportFormat, ExportOptions } from '../contacts/transfer';

/** Contacts as a file, with the ending of its name. Rejects with the signal's reason when it gives up. */
export async function contactFile(
  contacts: readonly Contact[],
  format: ExportFormat,
  options: ExportOptions,
): Promise<{ file: Blob; extension: string }> {
  const { exportContacts, exportNames } = await import('../contacts/export-file');
  const file = await exportContacts(contacts, format, options);
  return { file, extension: exportNames[format].extension };
}
