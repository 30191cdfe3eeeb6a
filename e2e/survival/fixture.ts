/** Phones that talk to Asterisk over wires that can be cut, and what their logs and words say of it. */
import { readFile, readdir } from 'node:fs/promises';
import { byWire, wireTo, type CuttableWire } from '../fixtures/cuttable';
import { expect, test as base, type Launch } from '../fixtures/index';
import { asteriskPbx } from '../fixtures/pbx';
import { t } from '../fixtures/words';

export { expect } from '../fixtures/index';

export type Phone = Awaited<ReturnType<Launch>>;

/** Asterisk on the loopback: nothing of it needs root. */
export const test = base.extend<{ wire: CuttableWire }>({
  pbx: async ({ asterisk }, use, testInfo) => {
    const pbx = asteriskPbx(asterisk, 'ws');
    await use(pbx);
    if (testInfo.status !== testInfo.expectedStatus)
      await testInfo.attach('Asterisk', { body: await asterisk.log(), contentType: 'text/plain' });
    await pbx.close();
  },

  wire: async ({ asterisk }, use) => {
    const wire = await wireTo(asterisk.ws);
    await use(wire);
    await wire.close();
  },
});

/** Noted beside the result, so that a report has the figures and not only that they were within the bounds. */
export function measured(what: string, value: number): void {
  base.info().annotations.push({ type: what, description: `${value.toFixed(0)} ms` });
}

/** Signed in by way of the wire, and talking to this number. */
export async function talkingTo(
  number: string,
  { launch, pbx, wire }: { launch: Launch; pbx: Parameters<Phone['user']['signIn']>[0]; wire: CuttableWire },
): Promise<Phone> {
  const phone = await launch();
  await phone.user.signIn({ ...pbx, server: byWire(pbx.server, wire) });
  await phone.user.dial(number);
  await phone.user.isTalking();
  return phone;
}

/** When the log last said something like this, ms since the epoch; 0: not yet. */
export async function lastSaid(phone: Pick<Phone, 'log'>, pattern: RegExp): Promise<number> {
  const line = (await phone.log()).split('\n').findLast((each) => pattern.test(each));
  return line === undefined ? 0 : Date.parse(line.split(' ')[0] ?? '');
}

/** Waits until the log says something like this after that time; resolves with when it did, ms since the epoch. */
export async function saysAfter(phone: Pick<Phone, 'log'>, at: number, pattern: RegExp, timeout = 30_000) {
  await expect
    .poll(() => lastSaid(phone, pattern), { message: `the log says ${String(pattern)}`, timeout })
    .toBeGreaterThanOrEqual(at);
  return lastSaid(phone, pattern);
}

/** The call was offered to the other side anew after that time, and taken: from then on its requests reach us. */
export async function isRenewed(phone: Pick<Phone, 'log'>, after: number): Promise<void> {
  const invited = await saysAfter(phone, after, /\[sip\] sent .*INVITE sip:/);
  await saysAfter(phone, invited, /\[sip\] sent .* ACK sip:/);
}

/** The word in the corner of the window, each time it changed, with when it did in ms since the epoch. */
export async function watchWord({ user }: Pick<Phone, 'user'>) {
  const handle = await user.state.evaluateHandle((button) => {
    const read = () => ({
      at: performance.timeOrigin + performance.now(),
      word: document.body.contains(button) ? (button.textContent ?? '').trim() : '',
    });
    const seen = [read()];
    new MutationObserver(() => {
      const now = read();
      if (now.word !== seen.at(-1)?.word) seen.push(now);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return seen;
  });
  return () => handle.jsonValue();
}

/** This process and all that descend from it, by /proc. */
async function familyOf(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // The name of the program, in parentheses, may hold anything.
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = Number(/^.*\) \S (\d+)/s.exec(stat)?.[1] ?? 0);
    parents.set(Number(name), parent);
  }
  const family = [pid];
  for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}

/** Stops every process of the phone, as sleep does. Resolves with what wakes it, and that with when it did. */
export async function suspend({ app }: Pick<Phone, 'app'>): Promise<() => number> {
  const family = await familyOf(app.process().pid ?? 0);
  for (const pid of family) process.kill(pid, 'SIGSTOP');
  return () => {
    const at = Date.now();
    for (const pid of family.toReversed()) process.kill(pid, 'SIGCONT');
    return at;
  };
}

/** The switch hangs up, and the phone hears of it. */
export async function theirHangUpArrives(
  { user }: Pick<Phone, 'user'>,
  { command }: { command(text: string): Promise<string> },
): Promise<void> {
  await command('channel request hangup all');
  await expect(user.call).toContainText(t('end.hung-up.them'), { timeout: 15_000 });
}
