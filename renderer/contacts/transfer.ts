/** Contacts on their way from and to files: what the import (import-file.ts) and the export (export-file.ts) tell of it. */
import type { Contact } from '../phone/contacts';

export type FileKind = 'vcard' | 'csv';

/** What a column of a table holds. `label`, `extension` and further numbers belong to the number of their group. */
export type Column =
  | { readonly field: 'none' | 'name' | 'givenName' | 'familyName' | 'organization' | 'type' | 'category' }
  | { readonly field: 'email' | 'notes' | 'favourite' }
  /** `label`: of all numbers in this column, where no other column tells it. */
  | { readonly field: 'number'; readonly group: number; readonly label: string }
  | { readonly field: 'label' | 'extension'; readonly group: number };

/** What is known of a table before it is read as a whole. */
export interface Table {
  readonly delimiter: string;
  /** The first row names the columns. */
  readonly hasHeader: boolean;
  /** As many as the widest of the sampled rows; without a header, empty texts. */
  readonly header: readonly string[];
  /** The first rows after the header. */
  readonly rows: readonly (readonly string[])[];
  /** A guess, one for each column. */
  readonly mapping: readonly Column[];
}

/** A file that was looked into. */
export interface OpenedFile {
  readonly kind: FileKind;
  /** As TextDecoder names it. */
  readonly encoding: string;
  /** Of a CSV file; null: a vCard. */
  readonly table: Table | null;
  /** The first contacts of a vCard file; those of a table are in `previewOf`. */
  readonly preview: readonly Contact[];
}

/** Why something of a file is not taken. */
export type SkipReason =
  /** Neither a name nor a number. */
  | 'empty'
  /** Not to be read: `detail` has the parser's words. */
  | 'broken'
  /** Twice in the file. */
  | 'duplicate'
  /** Among the contacts already, just so. */
  | 'known'
  /** A single one larger than anything sensible. */
  | 'too-long';

export interface Skipped {
  /** Row of the table, the header being the first; or which card of the file. */
  readonly place: number;
  /** Empty: not known. */
  readonly name: string;
  readonly reason: SkipReason;
  readonly detail: string;
}

export interface ImportResult {
  readonly contacts: readonly Contact[];
  /** The first thousand. */
  readonly skipped: readonly Skipped[];
  readonly skippedCount: number;
  /** Pictures that could not be made small. */
  readonly photosLost: number;
  /** The file holds more than are taken at once: those after the last contact were not read. */
  readonly cut: boolean;
}

export interface ImportOptions {
  /** For a table; the guess when left out. */
  readonly mapping?: readonly Column[];
  /** The user's own, for `known`. */
  readonly known: readonly Contact[];
  readonly signal?: AbortSignal;
  /** 0 to 1. */
  readonly progress?: (share: number) => void;
  /** A picture as a small one's `data:` address. Without it, large ones are left out. */
  readonly smallPhoto?: (picture: Blob) => Promise<string>;
}

/** What can be wrong with a whole file. */
export type FileProblem = 'empty' | 'too-large' | 'neither' | 'unreadable';

/** Thrown by the import. */
export class FileError extends Error {
  constructor(readonly problem: FileProblem) {
    super(problem);
    this.name = 'FileError';
  }
}

export type ExportFormat = 'vcard-4' | 'vcard-3' | 'csv';

export interface ExportOptions {
  readonly signal?: AbortSignal;
  /** 0 to 1. */
  readonly progress?: (share: number) => void;
}
