/**
 * The data of the portal, in SQLite: compiled to WebAssembly, since Node 20 has none of its own and nothing is to be
 * compiled here. In memory, or a file in a folder that one portal uses at a time.
 */
import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sqlite, { type BindValues, type Database, type SQLiteValue } from 'node-sqlite3-wasm';

export type Row = Record<string, SQLiteValue>;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS accounts (
    user TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE COLLATE NOCASE, display_name TEXT NOT NULL,
    md5 TEXT NOT NULL, sha256 TEXT NOT NULL, balance INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, access TEXT NOT NULL UNIQUE, access_until INTEGER NOT NULL,
    refresh TEXT NOT NULL UNIQUE, refresh_until INTEGER NOT NULL,
    sealed_access TEXT NOT NULL, sealed_refresh TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS spent_refresh (hash TEXT PRIMARY KEY, session TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS codes (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, recipient TEXT NOT NULL COLLATE NOCASE, display_name TEXT NOT NULL,
    hash TEXT NOT NULL, until INTEGER NOT NULL, tries INTEGER NOT NULL, used INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS payments (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, method TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL,
    status TEXT NOT NULL, reason TEXT, return_url TEXT, until INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS vouchers (
    hash TEXT PRIMARY KEY, amount INTEGER NOT NULL, until INTEGER, user TEXT);
  CREATE TABLE IF NOT EXISTS phonebook (id INTEGER PRIMARY KEY, entry TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS pages (id TEXT PRIMARY KEY, dynamic INTEGER NOT NULL, html TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS form_answers (id INTEGER PRIMARY KEY, form TEXT NOT NULL, user TEXT NOT NULL, data TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS leads (
    id INTEGER PRIMARY KEY, campaign TEXT NOT NULL, place INTEGER NOT NULL, agent TEXT, disposition TEXT,
    details TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS push (id TEXT PRIMARY KEY, session TEXT NOT NULL, subscription TEXT NOT NULL);
`;

const openFolders = new Set<string>();

export class Store {
  private readonly database: Database;
  private readonly folder: string | null;

  /** `folder`: null for memory. Throws FolderInUseError. */
  constructor(folder: string | null) {
    this.folder = folder === null ? null : path.resolve(folder);
    if (this.folder !== null) take(this.folder);
    this.database = new sqlite.Database(this.folder === null ? ':memory:' : path.join(this.folder, 'portal.db'));
    // A power cut may cost the last of what was practised; each change would wait for the disk otherwise.
    this.database.exec(`PRAGMA synchronous = OFF; BEGIN; ${SCHEMA} COMMIT;`);
  }

  run(sql: string, values: BindValues = []): number {
    return this.database.run(sql, values).changes;
  }

  all(sql: string, values: BindValues = []): Row[] {
    return this.database.all(sql, values) as Row[];
  }

  get(sql: string, values: BindValues = []): Row | null {
    return this.database.get(sql, values) as Row | null;
  }

  count(table: 'phonebook' | 'pages' | 'leads' | 'vouchers'): number {
    return number(this.get(`SELECT count(*) AS n FROM ${table}`), 'n');
  }

  /** The same statement for many rows, all or none. */
  many(sql: string, rows: Iterable<(string | number | null)[]>): void {
    this.together(() => {
      const statement = this.database.prepare(sql);
      try {
        for (const row of rows) statement.run(row);
      } finally {
        statement.finalize();
      }
    });
  }

  /** All or nothing. */
  together<T>(work: () => T): T {
    this.database.exec('BEGIN');
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      this.database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.database.close();
    if (this.folder === null) return;
    rmSync(path.join(this.folder, 'portal.pid'), { force: true });
    openFolders.delete(this.folder);
  }
}

export function text(row: Row | null, column: string): string {
  const value = row?.[column];
  return typeof value === 'string' ? value : '';
}

export function number(row: Row | null, column: string): number {
  return Number(row?.[column] ?? 0);
}

export class FolderInUseError extends Error {
  constructor(readonly folder: string) {
    super(`Another practice portal keeps its data in ${folder}`);
    this.name = 'FolderInUseError';
  }
}

/**
 * The lock of this SQLite is a folder, which a process that was killed leaves behind for ever. So the owner is written
 * down, and what a dead one has left is cleared away.
 */
function take(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'portal.pid');
  const owner = Number(readIfThere(file));
  if (openFolders.has(folder) || (owner > 0 && owner !== process.pid && isAlive(owner)))
    throw new FolderInUseError(folder);
  try {
    rmdirSync(path.join(folder, 'portal.db.lock'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  writeFileSync(file, String(process.pid), { mode: 0o600 });
  openFolders.add(folder);
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
