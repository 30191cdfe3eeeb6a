import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock, startExchange, type Exchange, type ExchangeOptions } from '../index';
import { TestPhone } from '../fakes/test-phone';

let exchange: Exchange;
const clock = new ManualClock();

async function start(options: ExchangeOptions = {}): Promise<Exchange> {
  exchange = await startExchange({ clock, ...options });
  return exchange;
}

afterEach(async () => {
  await exchange.close();
});

describe('registration', () => {
  beforeEach(() => start({ minExpires: 60, maxExpires: 600 }));

  it('challenges with both algorithms, the stronger on top', async () => {
    const phone = await TestPhone.connect(exchange, '1001');
    phone.sendRegister({});
    const response = await phone.response('REGISTER');
    expect(response.status).toBe(401);
    const challenges = response.headers.all('WWW-Authenticate');
    expect(challenges.map((value) => /algorithm=([\w-]+)/.exec(value)?.[1])).toEqual(['SHA-256', 'MD5']);
    expect(challenges.every((value) => value.includes('qop="auth"') && !value.includes('stale'))).toBe(true);
  });

  it('takes the right password and lists the contact with its lifetime', async () => {
    const phone = await TestPhone.connect(exchange, '1001');
    const registered = exchange.once('registered');
    const response = await phone.register({ expires: 300 });
    expect(response.status).toBe(200);
    expect(response.headers.get('Contact')).toBe(`${phone.contact};expires=300`);
    expect(response.headers.get('Server')).toContain('for trying out and tests only');
    expect((await registered)[0].user).toBe('1001');
    expect(exchange.registrations()).toHaveLength(1);
  });

  it('refuses a wrong password, an unknown user and the account of another', async () => {
    const phone = await TestPhone.connect(exchange, '1001');
    expect((await phone.register({ password: 'wrong' })).status).toBe(401);
    const unknown = await TestPhone.connect(exchange, 'nobody');
    expect((await unknown.register({ password: '' })).status).toBe(401);
    expect(exchange.registrations()).toEqual([]);
  });

  it('asks for more than a lifetime that is too short', async () => {
    const phone = await TestPhone.connect(exchange, '1001');
    const response = await phone.register({ expires: 30 });
    expect([response.status, response.headers.get('Min-Expires')]).toEqual([423, '60']);
    expect(exchange.registrations()).toEqual([]);
  });

  it('shortens a lifetime that is too long, and prefers that of the Contact', async () => {
    const phone = await TestPhone.connect(exchange, '1001');
    expect((await phone.register({ expires: 9999 })).headers.get('Contact')).toContain(';expires=600');
    const own = await phone.register({ expires: 500, contact: `${phone.contact};expires=120` });
    expect(own.headers.get('Contact')).toContain(';expires=120');
  });

  it('forgets a registration that was not refreshed', async () => {
    const phone = await TestPhone.ready(exchange, '1001');
    const gone = exchange.once('unregistered');
    clock.advance(599_000);
    expect(exchange.registrations()).toHaveLength(1);
    clock.advance(1000);
    expect((await gone)[1]).toBe('expired');
    expect(exchange.registrations()).toEqual([]);
    phone.close();
  });

  it('takes a refresh with the next nonce count, and a repeated one as stale', async () => {
    const phone = await TestPhone.ready(exchange, '1001');
    const refreshed = exchange.once('registered');
    phone.sendRegister({});
    expect((await phone.response('REGISTER')).status).toBe(200);
    expect((await refreshed)[1]).toBe(true);
    // The same credentials a second time, as SIP.js sends them.
    phone.repeatCredentials = true;
    phone.sendRegister({});
    const replayed = await phone.response('REGISTER');
    expect(replayed.status).toBe(401);
    expect(replayed.headers.get('WWW-Authenticate')).toContain('stale=true');
  });

  it('calls an old nonce stale', async () => {
    const phone = await TestPhone.ready(exchange, '1001');
    clock.advance(301_000);
    phone.sendRegister({});
    const response = await phone.response('REGISTER');
    expect([response.status, response.headers.get('WWW-Authenticate')?.includes('stale=true')]).toEqual([401, true]);
    expect((await phone.register()).status).toBe(200);
  });

  it('unregisters one contact, then all', async () => {
    const first = await TestPhone.ready(exchange, '1001');
    const second = await TestPhone.ready(exchange, '1001');
    expect(exchange.registrations()).toHaveLength(2);
    const answer = await second.register();
    expect(answer.headers.all('Contact')).toHaveLength(2);
    expect((await first.register({ expires: 0 })).headers.all('Contact')).toHaveLength(1);
    const all = await first.register({ expires: 0, contact: '*' });
    expect([all.status, all.headers.all('Contact')]).toEqual([200, []]);
    expect(exchange.registrations()).toEqual([]);
  });

  it('refuses `Contact: *` with a lifetime', async () => {
    const phone = await TestPhone.ready(exchange, '1001');
    expect((await phone.register({ expires: 60, contact: '*' })).status).toBe(400);
    expect(exchange.registrations()).toHaveLength(1);
  });

  it('takes a query without Contact', async () => {
    const phone = await TestPhone.ready(exchange, '1001');
    const response = await phone.register({ contact: '' });
    expect([response.status, response.headers.all('Contact').length]).toEqual([200, 1]);
  });

  it('ends a registration with its WebSocket', async () => {
    const phone = await TestPhone.ready(exchange, '1001');
    const gone = exchange.once('unregistered');
    phone.close();
    expect((await gone)[1]).toBe('disconnected');
  });

  it('replaces the contact of the same device', async () => {
    const instance = ';+sip.instance="<urn:uuid:0b30d6a5-2b37-4f4e-9a2c-5d0b1d5e8e11>"';
    const old = await TestPhone.connect(exchange, '1001');
    await old.register({ contact: old.contact + instance });
    exchange.pauseSockets('1001');
    const gone = exchange.once('unregistered');
    const back = await TestPhone.connect(exchange, '1001');
    await back.register({ contact: back.contact + instance });
    expect((await gone)[1]).toBe('replaced');
    expect(exchange.registrations().map(({ contact }) => `<${contact}>`)).toEqual([back.contact]);
  });
});

describe('options', () => {
  it('offers MD5 alone when asked to', async () => {
    await start({ algorithms: ['MD5'] });
    const phone = await TestPhone.connect(exchange, '1001');
    phone.sendRegister({});
    const response = await phone.response('REGISTER');
    expect(response.headers.all('WWW-Authenticate')).toHaveLength(1);
    expect((await phone.register()).status).toBe(200);
  });

  it('lets a test answer with Retry-After, keep silent, and change what goes out', async () => {
    await start();
    const phone = await TestPhone.connect(exchange, '1001');
    exchange.faults = { request: () => ({ kind: 'respond', status: 503, headers: [['Retry-After', '7']] }) };
    const response = await phone.register();
    expect([response.status, response.headers.get('Retry-After')]).toEqual([503, '7']);
    exchange.faults = { outgoing: (text) => text.replace(/^Contact: .*\r\n/m, '') };
    expect((await phone.register()).headers.has('Contact')).toBe(false);
    exchange.faults = { request: () => ({ kind: 'delay', ms: 5000 }) };
    const seen = exchange.once('message', ({ direction }) => direction === 'in');
    phone.sendRegister({});
    await seen;
    expect(phone.inbox).toEqual([]);
    clock.advance(5000);
    expect((await phone.response('REGISTER')).status).toBe(200);
  });

  it('makes new passwords for each start', async () => {
    await start();
    const other = await startExchange();
    expect(new Set([...exchange.accounts, ...other.accounts].map(({ password }) => password)).size).toBe(8);
    await other.close();
  });
});
