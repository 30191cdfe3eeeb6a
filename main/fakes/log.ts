import type { Log, LogLevel } from '../log';

/** A log that keeps its lines for the test to read: `level area message`. */
export function fakeLog(): Log & { lines: string[] } {
  const lines: string[] = [];
  const write = (level: LogLevel, area: string, message: string) => void lines.push(`${level} ${area} ${message}`);
  return {
    lines,
    write,
    debug: (area, message) => write('debug', area, message),
    info: (area, message) => write('info', area, message),
    warn: (area, message) => write('warn', area, message),
    error: (area, message) => write('error', area, message),
    flush: () => {},
    settled: async () => {},
    folder: '/logs',
  };
}
