import type { Exchange } from '../main/exchange/index';
import { within } from './within';

/** When the next phone registers, in ms since the epoch; rejects after 30 s. */
export function nextRegistration(exchange: Exchange): Promise<number> {
  const done = new Promise<number>((resolve) => {
    const off = exchange.on('registered', () => {
      off();
      resolve(performance.timeOrigin + performance.now());
    });
  });
  return within('registered', 30_000, done);
}
