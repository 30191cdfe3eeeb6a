import { expect, it } from 'vitest';
import { startPractice } from './fakes/practice';
import type { PortalFault } from './index';

const ORDERED: [PortalFault, (response: Response) => unknown][] = [
  [
    { type: 'html' },
    async (response) => {
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html']);
      expect(await response.text()).toContain('<html>');
    },
  ],
  [{ type: 'status', status: 503 }, (response) => expect(response.status).toBe(503)],
  [
    { type: 'redirect', to: 'http://other.example/' },
    (response) => expect([response.status, response.headers.get('location')]).toEqual([302, 'http://other.example/']),
  ],
  [
    { type: 'body', text: '{"brandName":7}' },
    async (response) => expect(await response.text()).toBe('{"brandName":7}'),
  ],
  [{ type: 'cut' }, async (response) => expect(response.text()).rejects.toThrow()],
];

it.each(ORDERED)('%j', async (fault, check) => {
  const { portal } = await startPractice();
  const asked: string[] = [];
  portal.faults.request = (method, path) => {
    asked.push(`${method} ${path}`);
    return fault;
  };
  await check(await fetch(`${portal.url}/api/softphone/branding`, { redirect: 'manual' }));
  expect(asked).toEqual(['GET /branding']);
});

it('answers without end as long as somebody reads', async () => {
  const { portal } = await startPractice();
  portal.faults.request = () => ({ type: 'endless' });
  const gone = portal.once('answered');
  const response = await fetch(`${portal.url}/api/softphone/phonebook`);
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > 5_000_000) break;
  }
  expect(size).toBeGreaterThan(5_000_000);
  await gone;
});

it('answers late, and not at all', async () => {
  const { portal, clock, stranger } = await startPractice();
  const ordered = (fault: PortalFault) =>
    new Promise<void>((resolve) => {
      portal.faults.request = () => {
        resolve();
        return fault;
      };
    });
  const asked = ordered({ type: 'slow', ms: 60_000 });
  let done = false;
  const answer = stranger()
    .get('/branding')
    .finally(() => (done = true));
  await asked;
  // One that is not slow has come and gone meanwhile.
  portal.faults = {};
  await stranger().get('/branding');
  expect(done).toBe(false);
  clock.advance(60_000);
  expect((await answer).status).toBe(200);

  const silent = ordered({ type: 'silent' });
  const abort = new AbortController();
  const never = fetch(`${portal.url}/api/softphone/branding`, { signal: abort.signal });
  await silent;
  abort.abort();
  await expect(never).rejects.toThrow('abort');
});
