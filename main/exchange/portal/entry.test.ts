import { expect, it } from 'vitest';
import { TestPhone } from '../fakes/test-phone';
import type { Api } from './api';
import { problemOf, type PortalClient } from './fakes/portal-client';
import { startPractice } from './fakes/practice';

const EMAIL = 'lena@example.org';
type Registered = Api['Registered'];

async function asked(client: PortalClient, email = EMAIL): Promise<string> {
  const { status, body } = await client.post<Api['Registration']>('/register', { email, displayName: 'Lena Hartmann' });
  expect(status).toBe(202);
  return body.id;
}

it('signs in by user or e-mail, and out', async () => {
  const { exchange, stranger, user } = await startPractice();
  const client = await user('1001');
  expect(client.tokens?.user).toMatchObject({ username: '1001', displayName: 'Practice 1001' });
  const [account] = exchange.accounts;
  await stranger().signIn(`1001@${exchange.domain}`, account?.password ?? '');
  expect((await client.send('DELETE', '/session')).status).toBe(204);
  const after = await client.get('/prov');
  expect([after.status, problemOf(after), after.headers.get('www-authenticate')]).toEqual([
    401,
    'unauthorized',
    'Bearer',
  ]);
});

it.each([
  ['a wrong password', { username: '1001', password: 'x' }, 401, 'wrong-credentials'],
  ['nobody', { username: 'nobody', password: 'x' }, 401, 'wrong-credentials'],
  ['nothing', {}, 422, 'invalid'],
  ['a list', [], 422, 'invalid'],
])('refuses %s', async (_what, body, status, problem) => {
  const { stranger } = await startPractice();
  const got = await stranger().post('/session', body);
  expect([got.status, problemOf(got)]).toEqual([status, problem]);
});

it('says in words how long to wait after five wrong passwords', async () => {
  const { exchange, clock, stranger } = await startPractice();
  const client = stranger();
  for (let count = 0; count < 5; count += 1) await client.post('/session', { username: '1001', password: 'x' });
  const right = { username: '1001', password: exchange.accounts[0]?.password };
  const got = await client.post<Api['Problem']>('/session', right);
  expect(got.body).toMatchObject({ status: 429, detail: 'Too many tries. Please wait 5 minutes.', retryAfter: 300 });
  expect(got.headers.get('retry-after')).toBe('300');
  clock.advance(300_000);
  expect((await client.post('/session', right)).status).toBe(200);
});

it('does not let in whom the operator restricts', async () => {
  const { exchange, portal, stranger } = await startPractice();
  portal.restricted.add('1001');
  const got = await stranger().post('/session', { username: '1001', password: exchange.accounts[0]?.password });
  expect([got.status, problemOf(got)]).toEqual([403, 'login-restricted']);
});

it('asks for a one-time code where flagged', async () => {
  const { exchange, portal, stranger, clock } = await startPractice();
  portal.provisioning.changes = { flags: ['OTP_LOGIN'] };
  const client = stranger();
  const body = { username: '1001', password: exchange.accounts[0]?.password };
  const first = await client.post<Api['Problem']>('/session', body);
  expect([problemOf(first), first.body.codeLength]).toEqual(['code-required', 6]);
  expect(first.body.detail).toBe('We have sent a code to 1•••@practice.invalid.');
  const code = portal.outbox.at(-1)?.code ?? '';
  const wrong = code === '000000' ? '000001' : '000000';
  expect(problemOf(await client.post('/session', { ...body, code: wrong }))).toBe('wrong-code');
  expect((await client.post('/session', { ...body, code })).status).toBe(200);
  expect(problemOf(await client.post('/session', { ...body, code }))).toBe('code-used');
  await client.post('/session', body);
  clock.advance(600_000);
  expect(problemOf(await client.post('/session', { ...body, code: portal.outbox.at(-1)?.code }))).toBe('code-expired');
});

it('renews tokens once, and ends a session whose old token comes again', async () => {
  const { clock, user } = await startPractice();
  const client = await user();
  const old = client.tokens;
  clock.advance(900_000);
  expect((await client.get('/prov')).status).toBe(401);
  const renewed = await client.post<Api['Tokens']>('/session/refresh', { refreshToken: old?.refreshToken });
  client.tokens = renewed.body;
  expect((await client.get('/prov')).status).toBe(200);
  expect((await client.post('/session/refresh', { refreshToken: old?.refreshToken })).status).toBe(401);
  expect((await client.get('/prov')).status).toBe(401);
});

it('registers: e-mail, code, success, credit; the new user registers over SIP', async () => {
  const { exchange, portal, stranger } = await startPractice();
  const client = stranger();
  const id = await asked(client);
  expect(portal.outbox).toEqual([{ to: EMAIL, kind: 'register', code: expect.stringMatching(/^\d{6}$/) as string }]);
  const { status, body } = await client.post<Registered>('/register/validate', { id, code: portal.outbox[0]?.code });
  expect(status).toBe(201);
  expect(body).toMatchObject({ credit: { amount: 5, currency: 'EUR' }, tokens: { user: { username: '2001' } } });
  expect(body.successHtml).toContain('Welcome');
  client.tokens = body.tokens;
  const { sipUser, balance } = await client.prov();
  expect(sipUser).toMatchObject({ username: '2001', displayName: 'Lena Hartmann', wsServer: exchange.url });
  expect(balance).toBe(5);
  const phone = await TestPhone.connect(exchange, sipUser.username);
  expect((await phone.register({ password: sipUser.password })).status).toBe(200);
  expect((await phone.register({ password: 'another' })).status).not.toBe(200);
  phone.close();
});

it('tells wrong, repeated, replaced and expired codes apart', async () => {
  const { portal, clock, stranger } = await startPractice();
  const client = stranger();
  const id = await asked(client);
  const code = portal.outbox[0]?.code ?? '';
  const wrong = code === '111111' ? '222222' : '111111';
  const first = await client.post<Api['Problem']>('/register/validate', { id, code: wrong });
  expect([first.body.detail, first.body.triesLeft]).toEqual([
    'This is not the code that we have sent. 4 tries are left.',
    4,
  ]);
  expect((await client.post('/register/validate', { id, code })).status).toBe(201);
  expect(problemOf(await client.post('/register/validate', { id, code }))).toBe('code-used');

  expect(problemOf(await client.post('/register', { email: EMAIL }))).toBe('too-many-requests');
  clock.advance(30_000);
  const replaced = await asked(client);
  clock.advance(30_000);
  const latest = await asked(client);
  expect(problemOf(await client.post('/register/validate', { id: replaced, code: portal.outbox[1]?.code }))).toBe(
    'code-expired',
  );
  clock.advance(600_000);
  expect(problemOf(await client.post('/register/validate', { id: latest, code: portal.outbox[2]?.code }))).toBe(
    'code-expired',
  );
  expect(problemOf(await client.post('/register/validate', { id: 'never', code: '123456' }))).toBe('not-found');
});

it('voids a code after five wrong ones', async () => {
  const { portal, stranger } = await startPractice();
  const client = stranger();
  const id = await asked(client);
  const code = portal.outbox[0]?.code ?? '';
  const wrong = code === '111111' ? '222222' : '111111';
  for (let count = 0; count < 5; count += 1) await client.post('/register/validate', { id, code: wrong });
  expect(problemOf(await client.post('/register/validate', { id, code }))).toBe('code-expired');
});

it('brings a known address back into its account, with another SIP password, and ends its other sessions', async () => {
  const { exchange, portal, clock, stranger } = await startPractice();
  const client = stranger();
  const password = 'correct horse battery';
  const code = () => portal.outbox.at(-1)?.code;
  client.tokens = (
    await client.post<Registered>('/register/validate', { id: await asked(client), code: code(), password })
  ).body.tokens;
  expect((await client.prov()).sipUser.password).toBe(password);
  await stranger().signIn(EMAIL, password);
  clock.advance(30_000);
  const other = stranger();
  const back = await other.post<Registered>('/register/validate', {
    id: await asked(other, EMAIL.toUpperCase()),
    code: code(),
  });
  expect([back.status, back.body.tokens.user.username, back.body.credit]).toEqual([200, '2001', undefined]);
  expect((await client.get('/prov')).status).toBe(401);
  other.tokens = back.body.tokens;
  const { sipUser } = await other.prov();
  const phone = await TestPhone.connect(exchange, '2001');
  expect((await phone.register({ password })).status).not.toBe(200);
  expect((await phone.register({ password: sipUser.password })).status).toBe(200);
  phone.close();
});

it('registers nobody without the flag', async () => {
  const { portal, stranger } = await startPractice();
  portal.provisioning.changes = { flags: [] };
  expect(problemOf(await stranger().post('/register', { email: EMAIL }))).toBe('not-offered');
});

it('limits how often a code is asked for', async () => {
  const { clock, stranger } = await startPractice();
  for (let count = 0; count < 3; count += 1) {
    await asked(stranger());
    clock.advance(30_000);
  }
  const got = await stranger().post<Api['Problem']>('/register', { email: EMAIL });
  expect([got.status, got.body.detail]).toEqual([429, 'Too many tries. Please wait 9 minutes.']);
});
