/** Client and server over a real socket. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeLog } from '../fakes/log';
import { runCommandLine } from './client';
import type { Command } from './command';
import { placeFile, socketPath, type Place, type Reply } from './protocol';
import { setUpControl, type Control } from './server';

const written = vi.hoisted(() => ({ lines: [] as [number, string][] }));
vi.mock('node:fs', async (original) => ({
  ...(await original<object>()),
  writeSync: (stream: number, text: Buffer) => {
    written.lines.push([stream, text.toString()]);
    return text.length;
  },
}));

let folder: string;
const open: Control[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-control-'));
  vi.stubEnv('XDG_RUNTIME_DIR', folder);
  written.lines = [];
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((control) => control.stop()));
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function start(reply: Reply = { exit: 0, text: '' }) {
  const log = fakeLog();
  const carryOut = vi.fn(async (_command: Command) => reply);
  const control = setUpControl({ folder, carryOut, log });
  open.push(control);
  await control.listening;
  return { control, log, carryOut, place: JSON.parse(readFileSync(placeFile(folder), 'utf8')) as Place };
}
const order = (command: Command, output: string | null = null) =>
  runCommandLine({ kind: 'command', command, output }, folder, '1.2.3');
const printed = (stream: 1 | 2) => written.lines.filter(([to]) => to === stream).map(([, text]) => text);

/** What comes back before the other side ends it. */
function raw(path: string, send: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(path, () => send(socket));
    let got = '';
    socket.on('data', (chunk) => (got += chunk.toString()));
    socket.on('error', () => {});
    socket.on('close', () => resolve(got));
  });
}

describe('a second process', () => {
  it('has it done', async () => {
    const { carryOut } = await start();
    expect(await order({ do: 'dial', number: '600' })).toBe(0);
    expect(carryOut).toHaveBeenCalledExactlyOnceWith({ do: 'dial', number: '600' });
    expect(written.lines).toEqual([]);
  });

  it('prints the answer, or writes it to a file', async () => {
    await start({ exit: 0, text: '{"line":"ready"}' });
    expect(await order({ do: 'status' })).toBe(0);
    expect(printed(1)).toEqual(['{"line":"ready"}\n']);
    expect(await order({ do: 'status' }, join(folder, 'state.json'))).toBe(0);
    expect(readFileSync(join(folder, 'state.json'), 'utf8')).toBe('{"line":"ready"}\n');
    expect(await order({ do: 'status' }, join(folder, 'no/such/folder'))).toBe(1);
    expect(printed(2).join()).toContain('ENOENT');
  });

  it('tells what went wrong', async () => {
    await start({ exit: 3, text: 'No call rings.' });
    expect(await order({ do: 'answer' })).toBe(3);
    expect(printed(2)).toEqual(['No call rings.\n']);
  });

  it.each([
    ['there never was one', () => {}],
    ['one has ended', async () => (await start()).control.stop()],
    [
      'one has crashed',
      () => writeFileSync(placeFile(folder), JSON.stringify({ path: join(folder, 'x.sock'), secret: 'a'.repeat(64) })),
    ],
    ['something else lies there', () => writeFileSync(placeFile(folder), '{"path":1}')],
    ['a folder lies there', () => mkdirSync(placeFile(folder))],
  ])('says that no phone runs: %s', async (_what, prepare) => {
    await prepare();
    expect(await order({ do: 'status' })).toBe(3);
    expect(printed(1)).toEqual([]);
    expect(printed(2)).toHaveLength(1);
  });

  it('answers by itself what needs no phone', async () => {
    const run = (line: Parameters<typeof runCommandLine>[0]) => runCommandLine(line, folder, '1.2.3');
    expect(await run({ kind: 'version', output: null })).toBe(0);
    expect(await run({ kind: 'help', output: null })).toBe(0);
    expect(await run({ kind: 'wrong', problem: 'number' })).toBe(2);
    expect(printed(1)[0]).toBe('1.2.3\n');
    expect(printed(1)[1]).toContain('--dial NUMBER');
    expect(printed(2)[0]).toContain('--dial');
  });
});

describe('whoever else comes', () => {
  it('finds a socket and a file for one user alone', async () => {
    const { place } = await start();
    expect(statSync(place.path).mode & 0o777).toBe(0o600);
    expect(statSync(placeFile(folder)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['garbage', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['bytes', Buffer.from([0, 255, 254, 10])],
    ['JSON of another kind', '[1,2]\n'],
    ['no command', '{"secret":"x"}\n'],
    ['an unknown command', (secret: string) => `{"secret":"${secret}","command":{"do":"transfer"}}\n`],
    ['more than a command', (secret: string) => `{"secret":"${secret}","command":{"do":"answer","x":1}}\n`],
    ['no secret', '{"command":{"do":"answer"}}\n'],
    ['a wrong secret', `{"secret":"${'0'.repeat(64)}","command":{"do":"answer"}}\n`],
    ['a short secret', '{"secret":"","command":{"do":"answer"}}\n'],
    ['a lot', Buffer.alloc(5_000_000, 'x')],
    ['a lot with an end', Buffer.concat([Buffer.alloc(100_000, ' '), Buffer.from('\n')])],
  ])('is turned away and the phone lives: %s', async (_what, text) => {
    const { place, log, carryOut } = await start();
    const sent = typeof text === 'function' ? text(place.secret) : text;
    expect(await raw(place.path, (socket) => socket.write(sent))).toBe('');
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toMatch(/^warn control refused: [a-z ]+$/);
    expect(carryOut).not.toHaveBeenCalled();
    expect(await order({ do: 'answer' })).toBe(0);
  });

  it('and says nothing is not waited for', async () => {
    const { place, log } = await start();
    expect(await raw(place.path, () => {})).toBe('');
    expect(log.lines).toEqual(['warn control refused: nothing came']);
  });

  it('may come often: the log stays short and the phone answers afterwards', async () => {
    const { place, log } = await start();
    const all = Array.from({ length: 60 }, () => raw(place.path, (socket) => socket.write('x\n')));
    await Promise.all(all);
    expect(log.lines.length).toBeLessThan(4);
    expect(await order({ do: 'show' })).toBe(0);
  });

  it('goes before the answer is there', async () => {
    const { place } = await start({ exit: 0, text: 'x'.repeat(100_000) });
    const request = `${JSON.stringify({ secret: place.secret, command: { do: 'status' } })}\n`;
    await raw(place.path, (socket) => socket.write(request, () => socket.destroy()));
    expect(await order({ do: 'status' })).toBe(0);
  });
});

describe('where it listens', () => {
  const at = {
    platform: 'linux',
    runtime: '/run/user/1000',
    data: '/home/lena/.config/Sidetone',
    temporary: '/tmp',
    random: 'ab12',
  } as const;
  it.each([
    [at, /^\/run\/user\/1000\/sidetone-[\da-f]{16}\.sock$/],
    [{ ...at, runtime: '' }, /^\/home\/lena\/.config\/Sidetone\/control\.sock$/],
    [{ ...at, runtime: `/run/${'x'.repeat(90)}` }, /^\/home\/lena\/.config\/Sidetone\/control\.sock$/],
    [{ ...at, runtime: '', data: `/home/${'x'.repeat(100)}` }, /^\/tmp\/sidetone-ab12\.sock$/],
    [{ ...at, platform: 'win32' }, /^\\\\\.\\pipe\\sidetone-ab12$/],
  ] as const)('%j', (surroundings, path) => {
    expect(socketPath(surroundings)).toMatch(path);
  });

  it('is another place for other data', () => {
    expect(socketPath(at)).not.toBe(socketPath({ ...at, data: '/home/lena/.config/other' }));
  });
});
