import { describe, expect, it, vi } from 'vitest';
import { createPortalSession, type PortalTokens } from './portal-session';
import { failed, FAILURE_HEADER, type AskPortal, type PortalRequest } from './portal-way';

const json = (value: unknown, status = 200) => Response.json(value, { status });
const tokensOf = (n: number, expiresIn = 900) => ({
  accessToken: `access-${n}`.padEnd(16, '.'),
  refreshToken: `refresh-${n}`.padEnd(16, '.'),
  tokenType: 'Bearer',
  expiresIn,
  refreshExpiresIn: 2_592_000,
  user: { username: '1001', displayName: 'Lena' },
});
const access = (n: number) => `Bearer ${tokensOf(n).accessToken}`;

/** A portal that knows the nth tokens, and a page's way to it. */
function setUp(answer?: (request: PortalRequest) => Response | undefined) {
  let given = 0;
  let held: PortalTokens | null = null;
  let time = 1_000_000;
  const asked: string[] = [];
  const ask = vi.fn<AskPortal>(async (request) => {
    const { method, path, headers, body } = request;
    asked.push(`${method} ${path} ${headers['authorization'] ?? '-'}`);
    await Promise.resolve();
    const other = answer?.(request);
    if (other) return other;
    if (path === '/session' && method === 'POST') return json(tokensOf((given += 1)));
    if (path === '/session/refresh') {
      const { refreshToken } = JSON.parse(body ?? '') as { refreshToken: string };
      return refreshToken === tokensOf(given).refreshToken ? json(tokensOf((given += 1))) : json({}, 401);
    }
    if (path === '/branding') return json({ brandName: 'Northwind' });
    if (path === '/session') return new Response(null, { status: 204 });
    return headers['authorization'] === access(given) ? json({ path }) : json({ type: 'unauthorized' }, 401);
  });
  const shelf = {
    load: () => Promise.resolve(held),
    keep: vi.fn((next: PortalTokens) => void (held = next)),
    forget: vi.fn(() => void (held = null)),
  };
  const session = createPortalSession(ask, shelf, () => time);
  const send = (method: PortalRequest['method'], path: string, body: string | null = null) =>
    session({ method, path, headers: { accept: 'application/json' }, body });
  return {
    asked,
    shelf,
    send,
    get: (path: string) => send('GET', path),
    signIn: () => send('POST', '/session', '{"username":"1001","password":"x"}'),
    pass: (ms: number) => (time += ms),
    /** The portal has other tokens now, as after a restart of it. */
    void: () => (given += 10),
    get held() {
      return held;
    },
  };
}

describe('signing in', () => {
  it('keeps the tokens and shows the page the rest', async () => {
    const at = setUp();
    const answer = await at.signIn();
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ expiresIn: 900, user: { username: '1001' } });
    expect(text).not.toMatch(/access-1|refresh-1/);
    expect(at.held).toEqual({
      access: tokensOf(1).accessToken,
      refresh: tokensOf(1).refreshToken,
      renewAt: 1_000_000 + 840_000,
      until: 1_000_000 + 900_000,
    });
    expect(await (await at.get('/prov')).json()).toEqual({ path: '/prov' });
    expect(at.asked).toEqual(['POST /session -', `GET /prov ${access(1)}`]);
  });

  it('does the same after registering', async () => {
    const at = setUp(({ path }) =>
      path === '/register/validate'
        ? json({ tokens: tokensOf(1), successHtml: '<p>Hi</p>', credit: { amount: 5, currency: 'EUR' } }, 201)
        : undefined,
    );
    const answer = await at.send('POST', '/register/validate', '{}');
    expect(answer.status).toBe(201);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ successHtml: '<p>Hi</p>', tokens: { user: { username: '1001' } } });
    expect(text).not.toMatch(/access-1|refresh-1/);
    expect(at.held?.access).toBe(tokensOf(1).accessToken);
  });

  it.each([
    ['no tokens', { user: { username: '1001' } }],
    ['half of them', { ...tokensOf(1), refreshToken: undefined }],
    ['a token that would be two headers', { ...tokensOf(1), accessToken: 'a\r\nx-evil: 1' }],
    ['no time', { ...tokensOf(1), expiresIn: 'soon' }],
    ['a list', [tokensOf(1)]],
  ])('passes nothing on of an answer with %s', async (_what, body) => {
    const at = setUp(({ path }) => (path === '/session' ? json(body) : undefined));
    const answer = await at.signIn();
    expect([answer.status, answer.headers.get(FAILURE_HEADER)]).toEqual([502, 'not-json']);
    expect(await answer.text()).toBe('');
    expect(at.held).toBeNull();
  });

  it('passes a refusal on as it is', async () => {
    const at = setUp(({ path }) => (path === '/session' ? json({ detail: 'Wrong.' }, 401) : undefined));
    const answer = await at.signIn();
    expect([answer.status, await answer.json()]).toEqual([401, { detail: 'Wrong.' }]);
    expect(at.asked).toHaveLength(1);
  });

  it.each(['/branding', '/register'])('sends no token to %s', async (path) => {
    const at = setUp(() => undefined);
    await at.signIn();
    await at.send(path === '/branding' ? 'GET' : 'POST', path);
    expect(at.asked.at(-1)).toBe(`${path === '/branding' ? 'GET' : 'POST'} ${path} -`);
  });
});

describe('renewing', () => {
  it('renews before a token is old, once for all who ask', async () => {
    const at = setUp();
    await at.signIn();
    at.pass(840_000);
    const answers = await Promise.all(['/prov', '/balance', '/buttons'].map(at.get));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(at.asked.filter((line) => line.includes('refresh'))).toEqual(['POST /session/refresh -']);
    expect(at.asked.slice(-3).every((line) => line.endsWith(access(2)))).toBe(true);
  });

  it('renews when the portal says that it is void, and asks again, once for all', async () => {
    let isVoid = false;
    const at = setUp(({ headers }) => (isVoid && headers['authorization'] === access(1) ? json({}, 401) : undefined));
    await at.signIn();
    isVoid = true;
    const answers = await Promise.all(['/prov', '/balance'].map(at.get));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(at.asked.filter((line) => line.includes('refresh'))).toHaveLength(1);
  });

  it('forgets them when the portal does not know them any more', async () => {
    const at = setUp();
    await at.signIn();
    at.void();
    expect((await at.get('/prov')).status).toBe(401);
    expect(at.held).toBeNull();
    const before = at.asked.length;
    expect((await at.get('/prov')).status).toBe(401);
    expect(at.asked.slice(before)).toEqual(['GET /prov -']);
  });

  it.each([
    ['no way to it', () => failed('offline'), 502],
    ['it is out of order', () => json({ detail: 'Later.' }, 503), 503],
    ['too many ask', () => json({}, 429), 429],
  ])('keeps them when renewing fails because of the moment: %s', async (_why, answer, status) => {
    let broken = false;
    const at = setUp(({ path }) => (broken && path === '/session/refresh' ? answer() : undefined));
    await at.signIn();
    broken = true;
    at.pass(850_000);
    // It counts for a while yet.
    expect((await at.get('/prov')).status).toBe(200);
    at.pass(100_000);
    expect((await at.get('/prov')).status).toBe(status);
    expect(at.held).not.toBeNull();
    broken = false;
    expect((await at.get('/prov')).status).toBe(200);
  });

  it('renews one that lives shortly in the last quarter of its life', async () => {
    const at = setUp(({ path, method }) =>
      path === '/session' && method === 'POST' ? json(tokensOf(0, 8)) : undefined,
    );
    await at.signIn();
    expect(at.held).toMatchObject({ renewAt: 1_006_000, until: 1_008_000 });
  });

  it('does not bring tokens back that were thrown away in the meantime', async () => {
    const at = setUp(({ path }) => {
      if (path === '/session/refresh') at.shelf.forget();
      return undefined;
    });
    await at.signIn();
    at.pass(950_000);
    expect((await at.get('/prov')).status).toBe(401);
    expect(at.held).toBeNull();
  });
});

describe('signing out', () => {
  it.each([
    ['the portal agrees', undefined],
    ['it cannot be reached', () => failed('offline')],
    ['it fails', () => json({}, 500)],
  ])('throws them away when %s', async (_how, answer) => {
    const at = setUp(({ method }) => (method === 'DELETE' ? answer?.() : undefined));
    await at.signIn();
    await at.send('DELETE', '/session');
    expect(at.held).toBeNull();
    expect(at.asked.at(-1)).toBe(`DELETE /session ${access(1)}`);
  });
});

describe('what is not JSON', () => {
  const page = () => new Response('<html>Log in to the hotel</html>', { headers: { 'content-type': 'text/html' } });

  it.each(['/branding', '/prov', '/phonebook'])('is no answer of the portal: %s', async (path) => {
    const at = setUp(({ method }) => (method === 'GET' ? page() : undefined));
    await at.signIn();
    expect((await at.get(path)).headers.get(FAILURE_HEADER)).toBe('not-json');
  });

  it('is one of a page, and of a refusal', async () => {
    const at = setUp(({ path }) => (path === '/page/status' ? page() : undefined));
    await at.signIn();
    expect(await (await at.get('/page/status')).text()).toContain('hotel');
    const broken = setUp(
      () => new Response('<h1>Bad gateway</h1>', { status: 500, headers: { 'content-type': 'text/html' } }),
    );
    expect((await broken.get('/prov')).status).toBe(500);
  });
});
