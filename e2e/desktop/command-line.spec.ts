/** Commands to the phone that runs, as a script or another program gives them: second processes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '../fixtures/index';
import type { Environment } from '../fixtures/process';
import { t } from '../fixtures/words';

interface Done {
  exit: number | null;
  out: string;
  problem: string;
}

async function run([program, ...args]: readonly string[], env: Environment): Promise<Done> {
  const child = spawn(program ?? '', args, { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, problem] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (problem += chunk.toString()));
  const [exit] = (await once(child, 'close')) as [number | null];
  // Chromium may complain of this machine's lack of a system bus before it ends.
  const ours = problem.split('\n').filter((line) => !/^\[\d+:\d+\//.test(line));
  return { exit, out: out.trim(), problem: ours.join('\n').trim() };
}

test('dials, mutes, ends, answers and tells, with exit codes', async ({ desk, launch, practice }) => {
  const phone = await launch();
  const { user } = phone;
  // A command needs no display.
  const env = Object.fromEntries(Object.entries(desk.env).filter(([name]) => name !== 'DISPLAY'));
  const order = (...command: string[]) => run([...phone.commandLine, ...command], env);

  await test.step('nothing there to do it with', async () => {
    expect(await order('--dial', '600')).toEqual({ exit: 1, out: '', problem: t('control.signed-out') });
    await user.signIn(practice);
    const [wrong, answer] = await Promise.all([order('--dial', '600 x\n'), order('--answer')]);
    expect(wrong.exit).toBe(2);
    expect(answer).toEqual({ exit: 3, out: '', problem: t('control.nothing-rings') });
  });

  await test.step('a call of ours', async () => {
    expect(await order('--dial=600')).toEqual({ exit: 0, out: '', problem: '' });
    await user.isTalking();
    expect(await order('--mute')).toEqual({ exit: 0, out: '', problem: '' });
    await expect(user.button(t('call.muted'))).toHaveAttribute('aria-pressed', 'true');
    const { out } = await order('--status');
    expect(JSON.parse(out)).toMatchObject({
      signedIn: true,
      line: 'ready',
      calls: [{ direction: 'outgoing', number: '600', muted: true, held: false }],
    });
    expect((await order('--hangup')).exit).toBe(0);
    await expect.poll(() => practice.exchange.calls().length).toBe(0);
  });

  await test.step('a call of others', async () => {
    await practice.ring({ name: 'Alice', number: '1002' });
    await expect(user.ringing).toBeVisible();
    expect((await order('--answer')).exit).toBe(0);
    await user.isTalking();
  });

  await test.step('the window comes up, and the phone ends', async () => {
    await desk.display.closeWindow(t('app.name'));
    await expect.poll(async () => (await phone.windowState()).visible).toBe(false);
    expect((await order('--show')).exit).toBe(0);
    await expect.poll(async () => (await phone.windowState()).visible).toBe(true);
    await phone.quit();
    expect(await order('--dial', '600')).toEqual({ exit: 3, out: '', problem: t('control.not-running') });
  });
});

test('strangers at the socket are turned away', async ({ desk, launch }) => {
  const phone = await launch();
  const file = join(phone.dataFolder, 'control.json');
  await expect
    .poll(() =>
      stat(file).then(
        ({ mode }) => mode & 0o777,
        () => null,
      ),
    )
    .toBe(0o600);
  const { path } = JSON.parse(await readFile(file, 'utf8')) as { path: string };
  expect((await stat(path)).mode & 0o777).toBe(0o600);

  const send = (text: string | Buffer) =>
    new Promise<string>((resolve) => {
      const socket = connect(path, () => socket.write(text));
      let got = '';
      socket.on('data', (chunk) => (got += chunk.toString()));
      socket.on('error', () => {});
      socket.on('close', () => {
        resolve(got);
      });
    });
  const abuse = [
    'GET / HTTP/1.1\r\n\r\n',
    Buffer.alloc(3_000_000, 'x'),
    '{"command":{"do":"show"}}\n',
    `{"secret":"${'0'.repeat(64)}","command":{"do":"dial","number":"600"}}\n`,
    ...Array.from({ length: 60 }, () => '\0\n'),
  ];
  expect(new Set(await Promise.all(abuse.map(send)))).toEqual(new Set(['']));
  const output = join(desk.home, 'state.json');
  const done = await run([...phone.commandLine, '--status', `--output=${output}`], desk.env);
  expect(done).toEqual({ exit: 0, out: '', problem: '' });
  expect(JSON.parse(await readFile(output, 'utf8'))).toMatchObject({ signedIn: false, calls: [] });
  expect(await phone.log()).toContain('[control] refused');
});
