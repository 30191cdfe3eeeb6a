/** Reads contacts from vCard (RFC 6350, RFC 2426) and CSV (RFC 4180) files of any origin, in slices. */
import type { Contact } from '../phone/contacts';
import { FileError, type Column, type ImportOptions, type ImportResult, type OpenedFile, type Table } from './transfer';

/** Looks into a file. Rejects with FileError. */
export function openContactFile(_file: Blob): Promise<OpenedFile> {
  return Promise.reject(new FileError('unreadable'));
}

/** The first contacts of a table with this mapping. */
export function previewOf(_table: Table, _mapping: readonly Column[]): readonly (Contact | null)[] {
  return [];
}

/** Reads all of an opened file. Rejects with the signal's reason when it gives up, with FileError when the file does not let itself be read. */
export function readContactFile(_file: Blob, _opened: OpenedFile, _options: ImportOptions): Promise<ImportResult> {
  return Promise.reject(new FileError('unreadable'));
}
