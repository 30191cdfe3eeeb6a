import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { startPractice } from '../../main/exchange/portal/fakes/practice';
import type { Practice } from '../../main/exchange/portal/fakes/practice';
import type { IconTable } from '../operator/icons';
import { PortalError, type PortalFailure, type PortalPort } from '../operator/model';
import { createPortal } from './index';

const table = JSON.parse(readFileSync('node_modules/@iconify-json/mdi/icons.json', 'utf8')) as IconTable;

/** The client with what the surroundings do for it: the way, and the tokens. */
function clientOf({ portal }: Pick<Practice, 'portal'>): PortalPort {
  let token = '';
  return createPortal({
    now: () => 1,
    icons: () => Promise.resolve(table),
    fetch: async (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (token) headers.set('authorization', `Bearer ${token}`);
      const answer = await fetch(`${portal.url}/api/softphone${path}`, { ...init, headers, redirect: 'manual' });
      if (!answer.ok || !/^\/(session|register\/validate)$/.test(path) || init.method !== 'POST') return answer;
      const body = (await answer.json()) as { accessToken?: string; tokens?: { accessToken: string } };
      token = body.accessToken ?? body.tokens?.accessToken ?? '';
      return Response.json(body);
    },
  });
}

/** One answer to everything. */
function portalOf(answer: () => Response | Promise<Response>): PortalPort {
  return createPortal({ now: () => 1, icons: () => Promise.resolve(table), fetch: async () => answer() });
}

async function failureOf(asked: Promise<unknown>): Promise<PortalFailure> {
  const error: unknown = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof PortalError) return error.failure;
  throw new Error(`not a PortalError: ${String(error)}`);
}

describe('the practice portal', { timeout: 30_000 }, () => {
  it('gives its brand, the configuration, and nothing when nothing changed', async () => {
    const practice = await startPractice();
    const client = clientOf(practice);
    const branding = await client.branding();
    expect(branding).toMatchObject({
      changed: true,
      value: { name: 'Northwind Telecom', tokens: { brand: '#2f5be0' } },
    });
    expect(await failureOf(client.prov())).toMatchObject({ kind: 'problem', status: 401, type: 'unauthorized' });
    const { password = '' } = practice.exchange.accounts.find(({ user }) => user === '1001') ?? {};
    expect(await client.signIn('1001', password)).toMatchObject({ username: '1001' });
    const prov = await client.prov();
    if (!prov.changed || !branding.changed) throw new Error('nothing came');
    expect(prov.value.provisioned.account).toMatchObject({ user: '1001', domain: practice.exchange.domain });
    expect(prov.value.provisioned.menu.map(({ key }) => key)).toEqual([
      'home',
      'dialpad',
      'history',
      'contacts',
      'custom-status',
    ]);
    expect(prov.value.provisioned.menu[4]?.icon).toMatch(/^M/);
    expect(prov.value.provisioned.password).toBe(password);
    expect(prov.value.text).not.toContain(JSON.stringify(password));
    expect(await client.prov(prov.tag)).toEqual({ changed: false });
    expect(await client.branding(branding.tag)).toEqual({ changed: false });
    practice.portal.provisioning.brandName = 'b';
    expect(await client.prov(prov.tag)).toMatchObject({ changed: true });
  });

  it('asks for a code, refuses in its own words, and says how long to wait', async () => {
    const practice = await startPractice();
    const client = clientOf(practice);
    practice.portal.provisioning.changes = { flags: ['OTP_LOGIN'] };
    const { password = '' } = practice.exchange.accounts.find(({ user }) => user === '1002') ?? {};
    expect(await failureOf(client.signIn('1002', 'wrong'))).toMatchObject({
      kind: 'problem',
      type: 'wrong-credentials',
      detail: 'The username or the password is not right.',
    });
    expect(await failureOf(client.signIn('1002', password))).toMatchObject({
      type: 'code-required',
      problem: { codeLength: 6, expiresIn: expect.any(Number) as number },
    });
    expect(await failureOf(client.signIn('1002', password, '0000'))).toMatchObject({
      type: 'wrong-code',
      problem: { triesLeft: 4 },
    });
    const code = practice.portal.outbox.at(-1)?.code ?? '';
    expect(await client.signIn('1002', password, code)).toMatchObject({ username: '1002' });
    for (let tries = 0; tries < 5; tries += 1) await failureOf(client.signIn('1003', 'wrong'));
    expect(await failureOf(client.signIn('1003', 'wrong'))).toMatchObject({
      type: 'too-many-requests',
      retryAfter: expect.any(Number) as number,
    });
  });

  it('registers somebody, who is then signed in', async () => {
    const practice = await startPractice();
    const client = clientOf(practice);
    const registering = await client.register('lena@example.org', 'Lena');
    expect(registering).toMatchObject({ codeLength: 6 });
    const code = practice.portal.outbox.at(-1)?.code ?? '';
    const registered = await client.validate(registering.id, code, 'correct horse battery');
    expect(registered).toMatchObject({ credit: { amount: 5, currency: 'EUR' } });
    expect(registered.successHtml).toContain('Welcome');
    const prov = await client.prov();
    expect(prov).toMatchObject({ changed: true, value: { provisioned: { balance: 5 } } });
  });

  it('has directory, pages, buttons, forms, balance, payments and vouchers', async () => {
    const practice = await startPractice();
    const client = clientOf(practice);
    const { password = '' } = practice.exchange.accounts.find(({ user }) => user === '1001') ?? {};
    await client.signIn('1001', password);
    const book = await client.phonebook();
    expect(book.changed && book.value.length).toBeGreaterThan(30);
    expect(book.changed && (await client.phonebook(book.tag))).toEqual({ changed: false });
    const page = await client.page('status');
    expect(page.changed && page.value).toContain('<');
    expect(await failureOf(client.page('nowhere'))).toMatchObject({ status: 404, type: 'not-found' });
    const [button] = await client.buttons();
    expect(button).toMatchObject({ label: expect.any(String) as string });
    expect((await client.form('ticket')).__.formSchema?.length).toBeGreaterThan(0);
    expect(await client.press(button?.id ?? '', {})).toHaveProperty('__');
    expect(await failureOf(client.submitForm('ticket', {}, {}))).toMatchObject({ status: 422, type: 'invalid' });
    expect(await client.balance()).toMatchObject({ currency: 'EUR', at: 1 });
    // A browser has nowhere to come back to.
    expect(await client.pay('stripe', 20, 'EUR', '')).toMatchObject({ status: 'pending' });
    const payment = await client.pay('stripe', 20, 'EUR', 'sidetone://payment');
    expect(await client.payment(payment.id)).toMatchObject({ status: 'pending', amount: 20 });
    expect(await failureOf(client.pay('stripe', 1, 'EUR', 'sidetone://payment'))).toMatchObject({
      type: 'amount-too-small',
    });
    expect(await failureOf(client.redeem('NO-SUCH-CODE'))).toMatchObject({ kind: 'problem', status: 404 });
    await client.signOut();
    expect(await failureOf(client.balance())).toMatchObject({ status: 401 });
  });

  it('gives campaigns and their leads, takes corrections, skips and dispositions', async () => {
    const practice = await startPractice();
    const client = clientOf(practice);
    const { password = '' } = practice.exchange.accounts.find(({ user }) => user === '1001') ?? {};
    await client.signIn('1001', password);
    const [spring, winter] = await client.campaigns();
    expect(spring).toMatchObject({ id: 'spring', state: 'active', flags: ['Transfer'] });
    expect(await failureOf(client.nextLead(winter?.id ?? ''))).toMatchObject({
      status: 409,
      type: 'campaign-inactive',
    });
    const lead = await client.nextLead('spring');
    const id = lead?.id ?? '';
    expect(await client.correctLead(id, { city: 'London' })).toEqual({ ...lead, city: 'London' });
    expect(await failureOf(client.setDisposition(id, { disposition: 'BORED' }))).toMatchObject({ status: 422 });
    await client.skipLead(id);
    expect(await failureOf(client.skipLead(id))).toMatchObject({ status: 404 });
    for (let next = await client.nextLead('spring'); next; next = await client.nextLead('spring'))
      await client.setDisposition(next.id, { disposition: 'BUSY', comments: 'x' });
  });
});

describe('what is no answer', () => {
  it.each([
    ['offline', { kind: 'offline' }],
    ['no-such-name', { kind: 'no-such-name' }],
    ['timeout', { kind: 'timeout' }],
    ['too-large', { kind: 'too-large' }],
    ['redirected', { kind: 'redirected' }],
    ['certificate:expired', { kind: 'certificate', problem: 'expired' }],
    ['certificate:unknown-issuer', { kind: 'certificate', problem: 'unknown-issuer' }],
    ['something new', { kind: 'unreachable' }],
  ])('comes from the way: %s', async (said, failure) => {
    const client = portalOf(() => new Response(null, { status: 502, headers: { 'x-sidetone-failure': said } }));
    expect(await failureOf(client.branding())).toEqual(failure);
    expect(await failureOf(client.page('x'))).toEqual(failure);
  });

  it('is a page in the place of JSON', async () => {
    const html = () => new Response('<html>Please sign in</html>', { headers: { 'content-type': 'text/html' } });
    expect(await failureOf(portalOf(html).branding())).toEqual({ kind: 'not-json' });
    const lies = () => new Response('<html>', { headers: { 'content-type': 'application/json' } });
    expect(await failureOf(portalOf(lies).prov())).toEqual({ kind: 'not-json' });
  });

  it('is JSON that breaks off, or a connection', async () => {
    const half = () => new Response('{"brandName":"N', { headers: { 'content-type': 'application/json' } });
    expect(await failureOf(portalOf(half).branding())).toEqual({ kind: 'not-json' });
    const cut = () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.error(new Error('cut'));
          },
        }),
      );
    expect(await failureOf(portalOf(cut).branding())).toEqual({ kind: 'unreachable' });
    expect(await failureOf(portalOf(() => Promise.reject(new TypeError('x'))).branding())).toEqual({
      kind: 'unreachable',
    });
  });

  it('is a document that is not what the definition says', async () => {
    const broken = portalOf(() => Response.json({ brandName: 'N', sipUser: { username: 7 } }));
    expect(await failureOf(broken.prov())).toEqual({
      kind: 'broken',
      path: '$.sipUser.username',
      reason: 'must be a string, not a number',
    });
    expect(await failureOf(broken.balance())).toEqual({ kind: 'broken', path: '$.balance', reason: 'is missing' });
  });

  it('is a refusal without a problem, or with half a one', async () => {
    const bare = portalOf(() => new Response('Something went wrong', { status: 500 }));
    expect(await failureOf(bare.balance())).toEqual({
      kind: 'problem',
      status: 500,
      type: '',
      detail: '',
      retryAfter: null,
      problem: {},
    });
    const half = portalOf(() =>
      Response.json(
        {
          type: 'about:blank',
          detail: 'No\u202e entry',
          status: 'x',
          retryAfter: -1,
          errors: [{ field: 1 }],
          triesLeft: 2,
        },
        { status: 403, headers: { 'retry-after': '12' } },
      ),
    );
    expect(await failureOf(half.balance())).toEqual({
      kind: 'problem',
      status: 403,
      type: '',
      detail: 'No entry',
      retryAfter: 12,
      problem: { status: 403, detail: 'No entry', triesLeft: 2 },
    });
  });
});

describe('answers that are used in part', () => {
  it('are a directory with broken entries', async () => {
    const entries = [
      { id: '1', name: 'A', numbers: [] },
      null,
      { id: '2' },
      { id: '3', name: 'C', numbers: [{ number: '1' }] },
    ];
    const read = await portalOf(() => Response.json({ entries })).phonebook();
    expect(read.changed && read.value.map(({ id }) => id)).toEqual(['1', '3']);
  });

  it('are buttons of unknown places', async () => {
    const button = { id: 'a', label: 'A', type: 'button', placement: 'menu', sort_order: 1 };
    const buttons = [button, { ...button, id: 'b', placement: 'ceiling' }, { ...button, id: '../c' }];
    expect((await portalOf(() => Response.json({ buttons })).buttons()).map(({ id }) => id)).toEqual(['a']);
  });

  it('are campaigns with a broken one, and a lead with empty columns', async () => {
    const campaign = { id: 'a', name: 'A', type: 'preview', script: '', state: 'active', notes: null };
    const good = { ...campaign, sourceStatus: [], dispositions: [], flags: [] };
    const campaigns = [good, campaign, { ...good, id: '../b' }];
    expect((await portalOf(() => Response.json({ campaigns })).campaigns()).map(({ id }) => id)).toEqual(['a']);
    const lead = { id: '1', campaign: 'a', phone_number: '600', title: null };
    expect(await portalOf(() => Response.json(lead)).nextLead('a')).toEqual({
      id: '1',
      campaign: 'a',
      phone_number: '600',
    });
  });

  it('lets others run while a large directory is looked at, and gives up when told', async () => {
    const entries = Array.from({ length: 5_000 }, (_, id) => ({
      id: String(id),
      name: 'N',
      numbers: [{ number: '1' }],
    }));
    const giveUp = new AbortController();
    const other = vi.fn();
    setTimeout(other);
    const reading = portalOf(() => Response.json({ entries })).phonebook();
    expect((await reading).changed).toBe(true);
    expect(other).toHaveBeenCalled();
    const given = portalOf(() => Response.json({ entries })).phonebook('', giveUp.signal);
    giveUp.abort();
    expect(await failureOf(given)).toEqual({ kind: 'unreachable' });
  });

  it('is a configuration whose icons cannot be read', async () => {
    const sipUser = { username: '1', password: 'p', wsServer: 'wss://s.example', realm: 's.example' };
    const client = createPortal({
      now: () => 1,
      icons: () => Promise.reject(new Error('gone')),
      fetch: () => Promise.resolve(Response.json({ brandName: 'N', sipUser, menu: [{ id: 'x', icon: 'mdi-pulse' }] })),
    });
    expect(await client.prov()).toMatchObject({ value: { provisioned: { menu: [{ key: 'custom-x' }] } } });
  });
});

it('asks for nothing but what it is told: ids stay in their place', async () => {
  const asked: string[] = [];
  const client = createPortal({
    now: () => 1,
    icons: () => Promise.resolve(table),
    fetch: (path) => {
      asked.push(path);
      return Promise.resolve(new Response(null, { status: 404 }));
    },
  });
  await failureOf(client.page('../prov?x#y'));
  await failureOf(client.payment('a/b'));
  expect(asked).toEqual(['/page/..%2Fprov%3Fx%23y', '/payment/a%2Fb']);
});
