/** The log file: rotated, limited, every line masked. Lines are English and technical, for administrators. */
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mask } from './mask';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface Log {
  write(level: LogLevel, area: string, message: string): void;
  debug(area: string, message: string): void;
  info(area: string, message: string): void;
  warn(area: string, message: string): void;
  error(area: string, message: string): void;
  /** Writes what is waiting, at once and blocking: for the end of the program. */
  flush(): void;
  /** Resolves when all lines so far are in the file. */
  settled(): Promise<void>;
  readonly folder: string;
}

export interface LogOptions {
  folder: string;
  /** Bytes after which a file is put aside; with `files` the whole log stays below their product. */
  maxBytes?: number;
  files?: number;
  now?: () => Date;
}

const MAX_LINE = 16_384;

/** Opens `sidetone.log` in this folder. A folder that cannot be written loses the log, never the phone. */
export function createLog({ folder, maxBytes = 2_000_000, files = 5, now = () => new Date() }: LogOptions): Log {
  const file = join(folder, 'sidetone.log');
  let waiting: string[] = [];
  let writing: Promise<void> | null = null;
  let size = 0;
  try {
    mkdirSync(folder, { recursive: true });
    size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    // Reported by nothing: there is nowhere to report it to.
  }

  function rotateIfFull(more: number): void {
    if (size === 0 || size + more <= maxBytes) return;
    try {
      rmSync(`${file}.${files - 1}`, { force: true });
      for (let n = files - 2; n >= 1; n--) {
        if (statSync(`${file}.${n}`, { throwIfNoEntry: false })) renameSync(`${file}.${n}`, `${file}.${n + 1}`);
      }
      renameSync(file, `${file}.1`);
    } catch {
      // The limit counts more than the old lines.
      rmSync(file, { force: true });
    }
    size = 0;
  }

  /** Takes what fits into the current file, rotated before if need be. */
  function take(): string {
    let batch = '';
    let bytes = 0;
    while (waiting[0] !== undefined) {
      const next = Buffer.byteLength(waiting[0]);
      if (batch && size + bytes + next > maxBytes) break;
      if (!batch) rotateIfFull(next);
      batch += waiting.shift();
      bytes += next;
    }
    size += bytes;
    return batch;
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) await appendFile(file, take(), { mode: 0o600 }).catch(() => {});
    writing = null;
  }

  const write: Log['write'] = (level, area, message) => {
    // Cut first: what comes from outside may be of any length, and masking takes its time.
    const line = oneLine(mask(message.slice(0, MAX_LINE)));
    waiting.push(`${now().toISOString()} ${level.toUpperCase().padEnd(5)} [${oneLine(area)}] ${line}\n`);
    writing ??= Promise.resolve().then(drain);
  };

  return {
    write,
    debug: (area, message) => write('debug', area, message),
    info: (area, message) => write('info', area, message),
    warn: (area, message) => write('warn', area, message),
    error: (area, message) => write('error', area, message),
    flush() {
      try {
        while (waiting.length > 0) appendFileSync(file, take(), { mode: 0o600 });
      } catch {
        waiting = [];
      }
    },
    settled: async () => {
      await writing;
    },
    folder,
  };
}

/** A line is a line: what came from outside cannot forge another one. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, (c) => (c === '\n' ? ' ⏎ ' : c === '\t' ? ' ' : ''));
}
