import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from './log';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sidetone-log-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (name = 'sidetone.log') => readFileSync(join(folder, name), 'utf8');
const now = () => new Date('2026-01-02T03:04:05.678Z');

describe('createLog', () => {
  it('writes a line with time, level and area', async () => {
    const log = createLog({ folder, now });
    log.warn('line', 'registered');
    await log.settled();
    expect(read()).toBe('2026-01-02T03:04:05.678Z WARN  [line] registered\n');
  });

  it('masks what it writes', async () => {
    const log = createLog({ folder });
    log.info('sip', 'Authorization: Digest username="1001", response="d41d8cd98f"');
    await log.settled();
    expect(read()).not.toContain('d41d8cd98f');
  });

  it('lets nothing from outside forge a line or send a terminal code', async () => {
    const log = createLog({ folder, now });
    log.info('sip', 'INVITE\r\n2026-01-01T00:00:00.000Z ERROR [x] forged\u001b[2J\u2028again');
    await log.settled();
    expect(
      read()
        .trimEnd()
        .split(/[\n\r\u2028]/),
    ).toHaveLength(1);
    expect(read()).not.toContain('\u001b');
  });

  it('keeps the order of many lines', async () => {
    const log = createLog({ folder });
    for (let n = 0; n < 500; n++) log.debug('n', String(n));
    await log.settled();
    const numbers = read()
      .trim()
      .split('\n')
      .map((line) => Number(line.split(' ').at(-1)));
    expect(numbers).toEqual(Array.from({ length: 500 }, (_, n) => n));
  });

  it('puts full files aside and never keeps more than it may', async () => {
    const log = createLog({ folder, maxBytes: 1_000, files: 3 });
    for (let n = 0; n < 200; n++) {
      log.info('n', `line ${n}`);
      if (n % 7 === 0) await log.settled();
    }
    await log.settled();
    expect(readdirSync(folder).sort()).toEqual(['sidetone.log', 'sidetone.log.1', 'sidetone.log.2']);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1_000);
    expect(read()).toContain('line 199');
    expect(read('sidetone.log.1')).not.toContain('line 199');
  });

  it('goes on in the file of the last run and counts what is there', async () => {
    writeFileSync(join(folder, 'sidetone.log'), 'x'.repeat(990));
    const log = createLog({ folder, maxBytes: 1_000, files: 2 });
    log.info('n', 'new run');
    await log.settled();
    expect(read()).toContain('new run');
    expect(read('sidetone.log.1')).toHaveLength(990);
  });

  it('cuts a line that is too long', async () => {
    const log = createLog({ folder });
    log.info('n', 'y'.repeat(100_000));
    await log.settled();
    expect(read().length).toBeLessThan(17_000);
  });

  it('flushes at once', () => {
    const log = createLog({ folder });
    log.info('quit', 'the last words');
    log.flush();
    expect(read()).toContain('the last words');
  });

  it('loses the log, not the program, when its folder cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const log = createLog({ folder: join(folder, 'file', 'logs') });
    log.info('n', 'nobody hears it');
    await log.settled();
    expect(() => log.flush()).not.toThrow();
  });

  it('is readable by its owner only', async () => {
    const log = createLog({ folder });
    log.info('n', 'x');
    await log.settled();
    if (process.platform !== 'win32') expect(statSync(join(folder, 'sidetone.log')).mode & 0o077).toBe(0);
  });
});
