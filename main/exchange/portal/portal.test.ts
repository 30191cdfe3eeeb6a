import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { TestPhone } from '../fakes/test-phone';
import { startExchange } from '../index';
import type { Api } from './api';
import { PortalClient, problemOf } from './fakes/portal-client';
import { startPractice } from './fakes/practice';
import { startPortal } from './index';

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'portal-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

const GETS = [
  '/branding',
  '/prov',
  '/phonebook',
  '/page/status',
  '/page/account',
  '/page/board',
  '/buttons',
  '/buttons?placement=agent',
  '/button/survey',
  '/form/ticket',
  '/form/survey',
  '/balance',
  '/payment/methods',
  '/campaigns',
  '/push/key',
];

it('every GET has an ETag, answers 304 to it, and is for who has signed in', { timeout: 30_000 }, async () => {
  const { user, stranger } = await startPractice();
  const client = await user();
  for (const path of GETS) {
    const first = await client.get(path);
    const tag = first.headers.get('etag') ?? '';
    expect([path, first.status, tag]).toEqual([path, 200, expect.stringMatching(/^".+"$/)]);
    const again = await client.get(path, { 'if-none-match': `"other", W/${tag}` });
    expect([path, again.status, again.text]).toEqual([path, 304, '']);
    expect((await client.get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    expect([path, (await stranger().get(path)).status]).toEqual([path, path === '/branding' ? 200 : 401]);
  }
});

it('a change of the configuration changes its ETag, and unknown keys go through', async () => {
  const { portal, user } = await startPractice();
  const client = await user();
  const tag = (await client.get('/prov')).headers.get('etag') ?? '';
  portal.provisioning.changes = { tomorrow: { kept: true } };
  const changed = await client.get<Api['Prov']>('/prov', { 'if-none-match': tag });
  expect([changed.status, changed.body['tomorrow']]).toEqual([200, { kept: true }]);
});

it.each(['a', 'b'] as const)('brand %s is shown before sign-in and in the configuration', async (brand) => {
  const { user, stranger } = await startPractice({ brand });
  const branding = (await stranger().get<Api['Branding']>('/branding')).body;
  const prov = await (await user()).prov();
  expect(prov).toMatchObject(branding);
  expect(branding.css).toMatch(/--brand: #[0-9a-f]{6}/);
  expect(prov.menu?.length).toBe(5);
});

it('gives 50,000 people, gzipped', { timeout: 60_000 }, async () => {
  const { portal, user } = await startPractice({ people: 50_000 });
  const { tokens } = await user();
  const headers = { authorization: `Bearer ${tokens?.accessToken ?? ''}` };
  const got = await fetch(`${portal.url}/api/softphone/phonebook`, { headers });
  const { entries } = (await got.json()) as Api['Phonebook'];
  expect([entries.length, new Set(entries.map(({ id }) => id)).size]).toEqual([50_004, 50_004]);
  expect(got.headers.get('content-encoding')).toBe('gzip');
});

it('gives pages as they are, and dynamic ones with what belongs to the user, harmless', async () => {
  const { portal, user } = await startPractice();
  const client = await user();
  expect((await client.get('/page/board')).text).toMatch(/^\s*<!-- no-container -->/);
  expect((await client.get('/page/account')).text).toContain('<dd>5.00 EUR</dd>');
  portal.pages.put('mine', '<p>{{currency}}{{nothing}}</p>', { dynamic: true });
  portal.provisioning.changes = { currency: '<b>' };
  expect((await client.get('/page/mine')).text).toBe('<p>&#60;B&#62;</p>');
  expect(problemOf(await client.get('/page/none'))).toBe('not-found');
});

it('has a button for every documented action, and a form that beats openForm', async () => {
  const { user } = await startPractice();
  const client = await user();
  const { buttons } = (await client.get<Api['Buttons']>('/buttons')).body;
  const actions = new Set<string>();
  for (const { id, form_id } of buttons) {
    const { __ } = (await client.post<Api['Envelope']>(`/button/${id}`)).body;
    if (__.action) actions.add(__.action.name);
    if (form_id) expect(__.formSchema?.map(({ name }) => name)).toContain('subject');
  }
  expect([...actions].sort()).toEqual(
    ['answerCall', 'endCall', 'makeCall', 'next', 'openForm', 'redirect', 'save', 'toggleMic'].sort(),
  );
  const call = { id: 'c', number: '+4930', direction: 'incoming', state: 'active' };
  const pressed = await client.post<Api['Envelope']>('/button/ticket', { call });
  expect(pressed.body.__.formData).toMatchObject({ subject: 'Call with +4930' });
  expect(problemOf(await client.post('/button/__proto__'))).toBe('not-found');
});

it('takes a form, or says what is wrong with each field', async () => {
  const { user } = await startPractice();
  const client = await user();
  const good = await client.post('/form/ticket', {
    formData: { subject: 'No sound', urgency: 'high', callback: true },
  });
  expect(good.body).toEqual({ __: { action: { name: 'save', params: ['Yes'] } } });
  const bad = await client.post<Api['Problem']>('/form/ticket', {
    formData: { urgency: 'soon', email: 'x', callback: 'y' },
  });
  expect([bad.status, bad.body.errors?.map(({ field }) => field)]).toEqual([
    422,
    ['subject', 'urgency', 'email', 'callback'],
  ]);
});

it('a payment is paid, refused or cancelled at the checkout page, and the money comes once', async () => {
  const { portal, user } = await startPractice();
  const client = await user();
  const begin = async () =>
    (
      await client.post<Api['Payment']>('/payment', {
        method: 'stripe',
        amount: 20,
        currency: 'eur',
        returnUrl: 'sidetone://payment',
      })
    ).body;
  const status = async (id: string) => (await client.get<Api['Payment']>(`/payment/${id}`)).body.status;
  const click = (url: string, outcome: string) =>
    fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }) });
  const payment = await begin();
  expect([payment.status, await status(payment.id)]).toEqual(['pending', 'pending']);
  expect(await (await fetch(payment.checkoutUrl)).text()).toContain('20.00 EUR');
  const page = await (await click(payment.checkoutUrl, 'paid')).text();
  expect(page).toContain(`sidetone://payment?payment=${payment.id}`);
  await click(payment.checkoutUrl, 'failed');
  expect(await status(payment.id)).toBe('paid');
  expect((await client.get<Api['Balance']>('/balance')).body.balance).toBe(25);
  const refused = await begin();
  await click(refused.checkoutUrl, 'failed');
  expect(await status(refused.id)).toBe('failed');
  const cancelled = await begin();
  portal.payments.settle(cancelled.id, 'cancelled');
  expect(await status(cancelled.id)).toBe('cancelled');
  expect((await client.get<Api['Balance']>('/balance')).body.balance).toBe(25);
  expect((await (await user('1002')).get(`/payment/${payment.id}`)).status).toBe(404);
});

it('a payment that is left alone expires', async () => {
  const { portal, clock, user } = await startPractice({ lifetimes: { access: 7200, refresh: 7200 } });
  const client = await user();
  const { id } = (await client.post<Api['Payment']>('/payment', { method: 'paypal', amount: 5, currency: 'EUR' })).body;
  clock.advance(30 * 60_000);
  portal.payments.settle(id, 'paid');
  expect((await client.get<Api['Payment']>(`/payment/${id}`)).body.status).toBe('expired');
});

it.each([
  [{ method: 'stripe', amount: 9.99, currency: 'EUR' }, 'amount-too-small', 'With Card, the least is 10.00 EUR.'],
  [{ method: 'paypal', amount: 10, currency: 'USD' }, 'currency-not-taken', 'PayPal takes EUR only.'],
  [{ method: 'toString', amount: 10, currency: 'USD' }, 'method-unknown', 'One cannot pay in this way here.'],
  [{ method: 'stripe', amount: -1, currency: 'EUR' }, 'invalid', 'amount: More than nothing, please.'],
  [
    { method: 'stripe', amount: 10, currency: 'EUR', returnUrl: 'javascript:1' },
    'invalid',
    'returnUrl: One cannot come back there.',
  ],
])('refuses %j', async (body, problem, detail) => {
  const { user } = await startPractice();
  const got = await (await user()).post<Api['Problem']>('/payment', body);
  expect([got.status, problemOf(got), got.body.detail]).toEqual([422, problem, detail]);
});

it('a voucher is good for once; a low balance and a debt are told', async () => {
  const { portal, user } = await startPractice();
  const [first, second] = [await user('1001'), await user('1002')];
  expect((await first.post('/voucher', { code: 'talk more 10' })).body).toEqual({
    amount: 10,
    currency: 'EUR',
    balance: 15,
  });
  expect(problemOf(await second.post('/voucher', { code: 'TALK-MORE-10' }))).toBe('voucher-used');
  expect(problemOf(await second.post('/voucher', { code: 'LAST-SUMMER' }))).toBe('voucher-expired');
  portal.changeBalance('1002', -5.1);
  expect((await second.get('/balance')).body).toEqual({ balance: -0.1, currency: 'EUR', lowBelow: 2 });
  for (let count = 0; count < 5; count += 1)
    expect(problemOf(await first.post('/voucher', { code: `GUESS-${count}` }))).toBe('voucher-unknown');
  expect(problemOf(await first.post('/voucher', { code: 'TALK-MORE-25' }))).toBe('too-many-requests');
});

it('takes no money without the flag', async () => {
  const { user } = await startPractice({ brand: 'b' });
  const client = await user();
  expect(problemOf(await client.post('/voucher', { code: 'TALK-MORE-10' }))).toBe('not-offered');
  expect(problemOf(await client.get('/payment/methods'))).toBe('not-offered');
});

it('gives leads one at a time, to one agent each', async () => {
  const { user } = await startPractice();
  const [first, second] = [await user('1001'), await user('1002')];
  const next = (client: PortalClient) => client.post<Api['Lead']>('/campaigns/spring/next');
  const lead = (await next(first)).body;
  expect((await next(first)).body).toEqual(lead);
  expect((await next(second)).body.id).not.toBe(lead.id);
  expect((await second.post(`/leads/${lead.id}/skip`)).status).toBe(404);
  const corrected = await first.send<Api['Lead']>('PATCH', `/leads/${lead.id}`, { body: { email: 'new@example.org' } });
  expect(corrected.body).toEqual({ ...lead, email: 'new@example.org' });
  expect((await first.send('PATCH', `/leads/${lead.id}`, { body: {} })).status).toBe(422);
  expect((await first.post(`/leads/${lead.id}/disposition`, { disposition: 'BORED' })).status).toBe(422);
  expect((await first.post(`/leads/${lead.id}/disposition`, { disposition: 'LEFT THE COMPANY' })).status).toBe(204);
  const other = (await next(first)).body;
  expect((await first.post(`/leads/${other.id}/skip`)).status).toBe(204);
  for (let left = 2; left > 0; left -= 1) {
    const { id } = (await next(first)).body;
    await first.post(`/leads/${id}/disposition`, { disposition: 'CALL BACK', callBackAt: '2026-11-24T09:30:00Z' });
  }
  expect((await next(first)).status).toBe(204);
  expect(problemOf(await first.post('/campaigns/winter/next'))).toBe('campaign-inactive');
  expect(problemOf(await first.post('/campaigns/none/next'))).toBe('not-found');
});

it('keeps push subscriptions of the session', async () => {
  const { user } = await startPractice();
  const [first, second] = [await user('1001'), await user('1002')];
  const subscription = { endpoint: 'https://push.example/1', expirationTime: null, keys: { p256dh: 'a', auth: 'b' } };
  const { status, body } = await first.post<Api['PushId']>('/push', subscription);
  expect(status).toBe(201);
  expect((await second.send('DELETE', `/push/${body.id}`)).status).toBe(404);
  expect((await first.send('DELETE', `/push/${body.id}`)).status).toBe(204);
  expect((await first.post('/push', { ...subscription, endpoint: 'http://push.example' })).status).toBe(422);
});

it('keeps all of it on disk over a new start, and no secret as it is', async () => {
  const data = await folder();
  const exchange = await startExchange();
  const lines: string[] = [];
  const options = { exchange, data, log: (line: string) => lines.push(line) };
  const portal = await startPortal(options);
  await expect(startPortal(options)).rejects.toThrow('Another practice portal');
  const client = new PortalClient(portal);
  const { id } = (await client.post<Api['Registration']>('/register', { email: 'ada@example.org' })).body;
  const code = portal.outbox[0]?.code ?? '';
  const password = 'correct horse battery';
  client.tokens = (await client.post<Api['Registered']>('/register/validate', { id, code, password })).body.tokens;
  await client.post('/voucher', { code: 'TALK-MORE-25' });
  await portal.close();
  await exchange.close();

  const kept = readdirSync(data).map((name) => readFileSync(path.join(data, name), 'latin1'));
  const { accessToken, refreshToken } = client.tokens;
  for (const secret of [accessToken, refreshToken, password, 'TALK-MORE-25', 'TALKMORE25'])
    expect([...kept, ...lines].some((text) => text.includes(secret))).toBe(false);
  expect(kept.some((text) => text.includes('ada@example.org'))).toBe(true);

  const { portal: next, exchange: nextExchange } = await startPractice({ data });
  const again = new PortalClient(next);
  again.tokens = (await again.post<Api['Tokens']>('/session/refresh', { refreshToken })).body;
  const { sipUser, balance } = await again.prov();
  expect([sipUser.username, sipUser.password, balance]).toEqual(['2001', password, 30]);
  const phone = await TestPhone.connect(nextExchange, '2001');
  expect((await phone.register({ password })).status).toBe(200);
  phone.close();
});

it('takes over the folder of one that was killed', async () => {
  const data = await folder();
  const { mkdirSync, writeFileSync } = await import('node:fs');
  mkdirSync(path.join(data, 'portal.db.lock'));
  writeFileSync(path.join(data, 'portal.pid'), '4194304999');
  const { user } = await startPractice({ data });
  expect((await (await user()).get('/balance')).status).toBe(200);
});

it('listens on the loopback only, and answers to its own names only', async () => {
  const { portal, exchange } = await startPractice();
  await expect(startPortal({ exchange, host: '0.0.0.0' })).rejects.toThrow('this machine only');
  await expect(startPortal({ exchange, port: Number(new URL(portal.url).port) })).rejects.toThrow('EADDRINUSE');
  const status = await new Promise((resolve) => {
    http.get(`${portal.url}/api/softphone/branding`, { headers: { host: 'evil.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
  });
  expect(status).toBe(421);
});

it.each([
  ['POST', '/branding', {}, 405, 'method-not-allowed'],
  ['GET', '/nowhere', undefined, 404, 'not-found'],
  ['POST', '/session', { username: 'x'.repeat(70_000), password: 'x' }, 413, 'too-large'],
])('%s %s', async (method, path, body, status, problem) => {
  const { stranger } = await startPractice();
  const got = await stranger().send(method, path, { body });
  expect([got.status, problemOf(got), got.headers.get('content-type')]).toEqual([
    status,
    problem,
    'application/problem+json',
  ]);
});

it('takes no form of another page for JSON, and no half JSON', async () => {
  const { portal } = await startPractice();
  const post = async (type: string, body: string) =>
    (await fetch(`${portal.url}/api/softphone/session`, { method: 'POST', headers: { 'content-type': type }, body }))
      .status;
  expect(await post('text/plain', '{"username":"1","password":"2"}')).toBe(415);
  expect(await post('application/json', '{"username":')).toBe(400);
});
