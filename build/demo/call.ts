/** One call of the demonstration: its signalling and its sound, measured while it lives. */
import type { Page } from '@playwright/test';
import { listen, type Tone } from '../../e2e/fixtures/tone';
import { figures, type CallFigures } from '../measure/peers';

export interface Sound extends CallFigures {
  /** The loudest moment of what came back. */
  tone: Tone;
  /** percent of the packets that should have come */
  loss: number;
}

/** Talks for `duration` ms and measures. Rejects when the call has no sound path. */
export async function talk(page: Page, duration: number): Promise<Sound> {
  await page.waitForFunction(() => {
    const element = document.querySelector<HTMLAudioElement>('audio[data-call]');
    return element?.srcObject instanceof MediaStream;
  });
  const tone = await listen(page, duration);
  const measured = await figures(page);
  if (!measured) throw new Error('the call has no connection for its sound');
  const expected = measured.packetsReceived + measured.packetsLost;
  return { ...measured, tone, loss: expected > 0 ? (100 * measured.packetsLost) / expected : 100 };
}
