/** Push subscriptions are kept, with the session; nothing is ever pushed from here. */
import { generateKeyPairSync } from 'node:crypto';
import * as v from 'valibot';
import type { Api } from './api';
import { notFound } from './problem';
import { randomId } from './secrets';
import type { Session } from './sessions';
import type { Store } from './store';

const key = v.pipe(v.string(), v.nonEmpty('This is needed.'));
export const PushSubscription = v.object({
  endpoint: v.pipe(v.string(), v.url('This is not an address.'), v.startsWith('https://', 'Only https, please.')),
  expirationTime: v.optional(v.nullable(v.number())),
  keys: v.object({ p256dh: key, auth: key }),
});

export class Push {
  private readonly publicKey = newPublicKey();

  constructor(private readonly store: Store) {}

  key(): Api['PushKey'] {
    return { publicKey: this.publicKey };
  }

  add({ id: session }: Session, subscription: v.InferOutput<typeof PushSubscription>): Api['PushId'] {
    const id = randomId();
    this.store.run('INSERT INTO push VALUES (?, ?, ?)', [id, session, JSON.stringify(subscription)]);
    return { id };
  }

  remove(id: string, { id: session }: Session): void {
    if (this.store.run('DELETE FROM push WHERE id = ? AND session = ?', [id, session]) === 0)
      throw notFound('subscription');
  }
}

/** RFC 8292, section 3.2: an uncompressed point, base64url. */
function newPublicKey(): string {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  const point = [x, y].map((half) => Buffer.from(half, 'base64url'));
  return Buffer.concat([Buffer.from([4]), ...point]).toString('base64url');
}
