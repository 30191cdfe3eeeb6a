/** Bringing contacts in from a file, step by step. */
import type * as importFile from '../contacts/import-file';
import type { Contact } from '../phone/contacts';
import { FileError, type Column, type FileProblem, type ImportResult, type OpenedFile } from '../contacts/transfer';
import type { ContactsView } from './contacts';

export type ImportStep =
  | { kind: 'choose'; problem: FileProblem | null }
  | { kind: 'opening'; name: string }
  | { kind: 'check'; name: string; opened: OpenedFile }
  /** `share`: 0 to 1. */
  | { kind: 'running'; name: string; share: number }
  | { kind: 'done'; name: string; result: ImportResult }
  /** They could not be kept. */
  | { kind: 'failed'; name: string };

/** What reads files; loaded when the first one is chosen. */
export type ContactFiles = Pick<typeof importFile, 'openContactFile' | 'previewOf' | 'readContactFile'>;

/** How much of the work reading is; keeping them is the rest. */
const readingShare = 0.8;

export class ContactImport {
  #step = $state.raw<ImportStep>({ kind: 'choose', problem: null });
  #mapping = $state.raw<readonly Column[]>([]);
  #file: File | null = null;
  #files: ContactFiles | null = null;
  #giveUp: AbortController | null = null;

  constructor(
    private readonly contacts: ContactsView,
    private readonly load: () => Promise<ContactFiles> = () => import('../contacts/import-file'),
  ) {}

  get step(): ImportStep {
    return this.#step;
  }

  /** What each column of a table holds. */
  get mapping(): readonly Column[] {
    return this.#mapping;
  }

  /** The first contacts as they will be; null: a row that will be left out. */
  get preview(): readonly (Contact | null)[] {
    if (this.#step.kind !== 'check') return [];
    const { table, preview } = this.#step.opened;
    return table ? (this.#files?.previewOf(table, this.#mapping) ?? []) : preview;
  }

  /** Without a name or a number in it, a table gives no contact. */
  get canStart(): boolean {
    if (this.#step.kind !== 'check') return false;
    const telling = ['name', 'givenName', 'familyName', 'organization', 'number', 'email'];
    return this.#step.opened.table === null || this.#mapping.some(({ field }) => telling.includes(field));
  }

  /** Looks into a file. */
  async open(file: File): Promise<void> {
    this.#giveUp?.abort();
    const { signal } = (this.#giveUp = new AbortController());
    this.#file = file;
    this.#step = { kind: 'opening', name: file.name };
    try {
      this.#files ??= await this.load();
      const opened = await this.#files.openContactFile(file);
      if (signal.aborted) return;
      this.#mapping = opened.table?.mapping ?? [];
      this.#step = { kind: 'check', name: file.name, opened };
    } catch (error) {
      if (signal.aborted) return;
      this.#step = { kind: 'choose', problem: error instanceof FileError ? error.problem : 'unreadable' };
    }
  }

  setColumn(index: number, column: Column): void {
    this.#mapping = withoutOrphans(this.#mapping.with(index, column));
  }

  /** Reads all of it and keeps the contacts. `smallPhoto`: as of ImportOptions. */
  async run(smallPhoto: (picture: Blob) => Promise<string>): Promise<void> {
    const before = this.#step;
    if (before.kind !== 'check' || !this.canStart || !this.#file || !this.#files) return;
    const { name, opened } = before;
    const { signal } = (this.#giveUp = new AbortController());
    const tell = (share: number): void => {
      if (!signal.aborted) this.#step = { kind: 'running', name, share };
    };
    tell(0);
    try {
      const result = await this.#files.readContactFile(this.#file, opened, {
        ...(opened.table && { mapping: this.#mapping }),
        known: this.contacts.search('', 'own'),
        signal,
        smallPhoto,
        progress: (share) => {
          tell(share * readingShare);
        },
      });
      const all = Math.max(1, result.contacts.length);
      tell(readingShare);
      await this.contacts.add(result.contacts, {
        signal,
        progress: (ready) => {
          tell(readingShare + (1 - readingShare) * (ready / all));
        },
      });
      this.#step = { kind: 'done', name, result };
    } catch (error) {
      if (signal.aborted) this.#step = before;
      else if (error instanceof FileError) this.#step = { kind: 'choose', problem: error.problem };
      else this.#step = { kind: 'failed', name };
    }
  }

  /** Gives up what is being read: nothing of it is kept. */
  cancel(): void {
    this.#giveUp?.abort();
    if (this.#step.kind === 'opening') this.#step = { kind: 'choose', problem: null };
  }

  /** Takes away again what was brought in. */
  async undo(): Promise<void> {
    if (this.#step.kind !== 'done') return;
    await this.contacts.remove(this.#step.result.contacts.map(({ id }) => id));
    this.again();
  }

  /** Another file. */
  again(): void {
    this.#file = null;
    this.#step = { kind: 'choose', problem: null };
  }
}

const running = new WeakMap<ContactsView, ContactImport>();

/** The import of these contacts: it goes on while a call takes the place of its pane. */
export function importOf(contacts: ContactsView): ContactImport {
  let one = running.get(contacts);
  if (!one) running.set(contacts, (one = new ContactImport(contacts)));
  return one;
}

/** Labels and extensions of a number that no column holds any more hold nothing either. */
function withoutOrphans(mapping: readonly Column[]): Column[] {
  const groups = new Set(mapping.flatMap((column) => (column.field === 'number' ? [column.group] : [])));
  return mapping.map((column) =>
    (column.field === 'label' || column.field === 'extension') && !groups.has(column.group)
      ? { field: 'none' }
      : column,
  );
}
