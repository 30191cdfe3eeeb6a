/** The connection to the switch breaks in the middle of a call: how long until registered again, and whether the sound goes on. */
import { expect } from '@playwright/test';
import { cuttableWire } from '../e2e/fixtures/cuttable';
import type { Desk } from '../e2e/fixtures/desk';
import { longest, recordSound, type Gap } from '../e2e/fixtures/gaps';
import { launchPhone } from '../e2e/fixtures/running-phone';
import { User } from '../e2e/fixtures/user';
import { t } from '../e2e/fixtures/words';
import type { Exchange, ExchangeAccount } from '../main/exchange/index';
import { median, type Figure } from './figure';
import { nextRegistration } from './registered';

const rounds = 9;
/** ms. A line that breaks within 10 s of its last coming back counts on, and waits longer each time. */
const between = 10_500;
/** Silence longer than this counts, ms: two packets, which no jitter buffer hides. */
const least = 40;

export async function measureOutage(desk: Desk, exchange: Exchange, account: ExchangeAccount): Promise<Figure[]> {
  const { hostname, port } = new URL(exchange.url);
  const wire = await cuttableWire({ host: hostname, port: Number(port) });
  const running = await launchPhone(desk);
  try {
    const user = new User(running.window);
    const server = `ws://127.0.0.1:${String(wire.port)}`;
    await user.signIn({ server, domain: exchange.domain, user: account.user, password: account.password });
    await user.dial('601');
    await user.isTalking();
    const sound = await recordSound(running.window);
    await sound.sounding();
    const times: number[] = [];
    const outages: Gap[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, between));
      const registered = nextRegistration(exchange);
      const cutAt = performance.timeOrigin + performance.now();
      wire.cut();
      times.push((await registered) - cutAt);
      // The call is restored too before the next cut.
      await expect(user.state).toContainText(t('state.on-call'), { timeout: 20_000 });
      await sound.sounding();
      outages.push({ from: cutAt, to: performance.timeOrigin + performance.now() });
    }
    const gaps = await sound.stop(least);
    const during = longest(gaps.filter((gap) => outages.some(({ from, to }) => gap.to > from && gap.from < to)));
    const otherwise = longest(gaps.filter((gap) => !outages.some(({ from, to }) => gap.to > from && gap.from < to)));
    return [
      { name: 'outage → registered', unit: 'ms', value: median(times), limit: 1_000, samples: rounds },
      {
        name: 'sound missing when the signalling is lost, the most',
        unit: 'ms',
        value: during,
        limit: 0,
        // A machine that is busy with something else makes gaps too.
        ...(otherwise > 0 && { baseline: { name: 'with the connection up', value: otherwise } }),
        samples: rounds,
      },
    ];
  } finally {
    await running.quit();
    await wire.close();
  }
}
