/** This machine gets another address in the middle of a call through a real Asterisk: for how long the sound is missing. */
import { expect } from '@playwright/test';
import { startAsterisk } from '../e2e/fixtures/asterisk';
import type { Desk } from '../e2e/fixtures/desk';
import { noFarNetwork, openFarNetwork } from '../e2e/fixtures/far-network';
import { recordSound } from '../e2e/fixtures/gaps';
import { asteriskPbx } from '../e2e/fixtures/pbx';
import { launchPhone } from '../e2e/fixtures/running-phone';
import { User } from '../e2e/fixtures/user';
import { t } from '../e2e/fixtures/words';
import { median, type Figure } from './figure';

/** Asterisk keeps the registration of each old address until it expires, and takes five of them (max_contacts). */
const rounds = 4;
/** ms. A line that breaks within 10 s of its last coming back counts on, and waits longer each time. */
const between = 10_500;

/** Without figures where no network of our own can be made, which is told. */
export async function measureNetwork(desk: Desk, say: (text: string) => void): Promise<Figure[]> {
  const why = await noFarNetwork();
  if (why !== null) {
    say(`left out: the sound on a change of network, ${why}`);
    return [];
  }
  const network = await openFarNetwork();
  try {
    const asterisk = await startAsterisk(network);
    try {
      const pbx = asteriskPbx(asterisk, 'ws');
      const running = await launchPhone(desk, {
        args: [`--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE ${network.address}`],
      });
      try {
        const user = new User(running.window);
        await user.signIn(pbx);
        await user.dial('601');
        await user.isTalking();
        const missing: number[] = [];
        for (let round = 0; round < rounds; round += 1) {
          await expect(user.state).toContainText(t('state.on-call'), { timeout: 20_000 });
          await new Promise((resolve) => setTimeout(resolve, between));
          const sound = await recordSound(running.window);
          await sound.sounding();
          await network.changeAddress();
          await sound.silent();
          await sound.sounding();
          missing.push((await sound.stop()).reduce((sum, { from, to }) => sum + to - from, 0));
        }
        return [
          {
            name: 'sound missing when the address changes',
            unit: 'ms',
            value: median(missing),
            limit: 3_000,
            samples: rounds,
          },
        ];
      } finally {
        await running.quit();
      }
    } finally {
      await asterisk.stop();
    }
  } finally {
    await network.close();
  }
}
