/** The phone itself under the benchmark: signed in through its own page. */
import { expect } from '@playwright/test';
import { launchPhone, type RunningPhone } from '../e2e/fixtures/running-phone';
import type { Desk } from '../e2e/fixtures/desk';
import { User } from '../e2e/fixtures/user';
import { answer, dial, hangUp, ringing } from '../build/measure/hands';
import type { Exchange, ExchangeAccount } from '../main/exchange/index';
import type { Phone } from './calls';
import { heapOf } from './heap';

export async function startSidetone(
  desk: Desk,
  exchange: Exchange,
  account: ExchangeAccount,
): Promise<{ running: RunningPhone; phone: Phone }> {
  const running = await launchPhone(desk);
  const page = running.window;
  const user = new User(page);
  await user.fillIn({ server: exchange.url, domain: exchange.domain, user: account.user }, account.password);
  await user.isReady();
  return {
    running,
    phone: { ...phoneOf(user, account.user), heap: await heapOf(page), cardShownAt: await watchCard(running) },
  };
}

/** Main stamps each showing of the card; the answer waits for one that has not been asked for yet. */
async function watchCard({ app, card }: RunningPhone): Promise<() => Promise<number>> {
  await card();
  const shown = await app.evaluateHandle(({ BrowserWindow }) => {
    const times: number[] = [];
    const found = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('/card.html'));
    found?.on('show', () => times.push(performance.timeOrigin + performance.now()));
    return times;
  });
  return async () => {
    let at: number | undefined;
    await expect.poll(async () => (at = await shown.evaluate((times) => times.shift()))).toBeDefined();
    return at ?? Number.NaN;
  };
}

function phoneOf(person: User, user: string): Omit<Phone, 'heap'> {
  const { page } = person;
  const zero = page.evaluate(() => performance.timeOrigin);
  return {
    user,
    dial: async (number) => (await zero) + (await dial(page, number)),
    answer: async () => {
      await ringing(page).waitFor();
      return (await zero) + (await answer(page));
    },
    hangUp: async () => void (await hangUp(page)),
    async idle() {
      await expect(page.locator('audio[data-call]')).toHaveCount(0);
      // Away from the result of the last call, which stays for a while.
      await person.open('dialpad');
    },
  };
}
