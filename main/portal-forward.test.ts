import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FAILURE_HEADER, PORTAL_ROOT, type AskPortal } from '../preload/portal-way';
import { createCredentials } from './credentials';
import { startPractice } from './exchange/portal/fakes/practice';
import { fakeLog } from './fakes/log';
import { emptyOperator, openOperatorFile } from './operator-file';
import { createForward } from './portal-forward';
import { createTokenKeeper } from './portal-tokens';

vi.mock('electron', () => ({ protocol: {} }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-forward-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Node's own way, in place of Chromium's. */
const wayTo =
  (origin: string): AskPortal =>
  ({ path, method, headers, body }) =>
    fetch(`${origin}${PORTAL_ROOT}${path}`, { method, headers: { ...headers }, body });

async function setUp(origin: string | null, askOf = wayTo) {
  const log = fakeLog();
  const file = openOperatorFile(folder, log);
  if (origin !== null) await file.change(() => emptyOperator(origin));
  const secrets = new Map<string, string>();
  const keyring = {
    getPassword: async (_service: string, name: string) => secrets.get(name) ?? null,
    setPassword: async (_service: string, name: string, secret: string) => void secrets.set(name, secret),
    deletePassword: async (_service: string, name: string) => secrets.delete(name),
  };
  const credentials = createCredentials({ loadKeyring: () => Promise.resolve(keyring), log });
  const tokens = createTokenKeeper(credentials, file);
  const forward = createForward({ file, tokens, askOf, now: Date.now, log });
  const send = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
    forward(
      new Request(`app://sidetone${PORTAL_ROOT}${path}`, {
        ...init,
        headers: { 'x-sidetone': 'phone', ...init.headers },
      }),
    );
  const post = (path: string, body: unknown) =>
    send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { forward, send, post, file, log, secrets, tokens };
}

describe('against the practice portal', () => {
  it('signs in, asks with a token, renews it, signs out; the page sees no token', async () => {
    const { portal, exchange, clock } = await startPractice();
    const { send, post, secrets, tokens } = await setUp(portal.url);
    const branding = await send('/branding');
    expect(await branding?.json()).toMatchObject({ brandName: 'Northwind Telecom' });
    expect((await send('/prov'))?.status).toBe(401);

    const [account] = exchange.accounts;
    const signedIn = await post('/session', { username: account?.user, password: account?.password });
    const shown = await signedIn?.text();
    expect(JSON.parse(shown ?? '')).toMatchObject({ user: { username: '1001' } });
    await tokens.settled();
    const kept = JSON.parse([...secrets.values()].join()) as { access: string; refresh: string };
    expect(shown).not.toContain(kept.access);
    expect(shown).not.toContain(kept.refresh);

    const prov = await send('/prov');
    expect(await prov?.json()).toMatchObject({ sipUser: { username: '1001' } });
    const tag = prov?.headers.get('etag') ?? '';
    expect((await send('/prov', { headers: { 'if-none-match': tag } }))?.status).toBe(304);

    // Void at the portal, which the phone learns by being refused.
    clock.advance(901_000);
    expect((await send('/balance'))?.status).toBe(200);
    await tokens.settled();
    expect([...secrets.values()].join()).not.toContain(kept.access);

    expect((await send('/session', { method: 'DELETE' }))?.status).toBe(204);
    await tokens.settled();
    expect(secrets.size).toBe(0);
    expect((await send('/prov'))?.status).toBe(401);
  });

  it('registers, and is signed in', async () => {
    const { portal } = await startPractice();
    const { send, post } = await setUp(portal.url);
    const letter = portal.once('letter');
    const registering = (await (await post('/register', { email: 'lena@example.org' }))?.json()) as { id: string };
    const [{ code }] = await letter;
    const answer = await post('/register/validate', { id: registering.id, code });
    expect(answer?.status).toBe(201);
    expect(await answer?.text()).not.toMatch(/accessToken|refreshToken/);
    expect((await send('/prov'))?.status).toBe(200);
  });
});

describe('who may ask what', () => {
  const never: AskPortal = () => Promise.reject(new Error('asked'));
  const sealed = () => setUp('https://phone.example.com', () => never);

  it.each([
    ['without our header', '/prov', { headers: { 'x-sidetone': undefined } }],
    ['from another origin', '/prov', { headers: { origin: 'app://page' } }],
    ['from nowhere', '/prov', { headers: { origin: 'null' } }],
    ['from another site', '/prov', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['by a navigation', '/page/x', { headers: { 'sec-fetch-site': 'none' } }],
  ])('not %s', async (_who, path, { headers }) => {
    const { forward, log } = await sealed();
    const given = Object.entries({ 'x-sidetone': 'phone', ...headers }).filter(([, value]) => value !== undefined);
    const request = new Request(`app://sidetone${PORTAL_ROOT}${path}`);
    // A Request does not take some of these names, which Chromium sets itself.
    const headersOf = new Headers(given as [string, string][]);
    Object.defineProperty(request, 'headers', { value: headersOf });
    expect((await forward(request))?.status).toBe(403);
    expect(log.lines).toHaveLength(1);
  });

  it.each([
    ['PUT', '/prov'],
    ['OPTIONS', '/prov'],
    ['POST', '/session/refresh'],
    ['GET', '/page/..%2f..%2fadmin'],
  ])('not %s %s', async (method, path) => {
    const { send } = await sealed();
    expect((await send(path, { method }))?.status).toBe(404);
  });

  it('not with a body of more than 1 MiB', async () => {
    const { send } = await sealed();
    expect((await send('/form/x', { method: 'POST', body: 'x'.repeat(1_100_000) }))?.status).toBe(413);
  });

  it.each([
    'app://sidetone/index.html',
    'app://sidetone/api/softphone',
    'app://sidetone/api/softphone/../../index.html',
    'app://sidetone/api/other/prov',
    'app://page/api/softphone/prov',
    'app://sidetone.evil/api/softphone/prov',
  ])('leaves %s to others', async (address) => {
    const { forward } = await sealed();
    expect(forward(new Request(address, { headers: { 'x-sidetone': 'phone' } }))).toBeNull();
  });

  it('asks nobody where there is no operator', async () => {
    const { send } = await setUp(null, () => never);
    expect((await send('/branding'))?.headers.get(FAILURE_HEADER)).toBe('unreachable');
  });
});

describe('what comes back', () => {
  it('can never be a page or a script of ours', async () => {
    const evil: AskPortal = async () =>
      new Response('<script>parent.host.invoke("account.load")</script>', { headers: { 'content-type': 'text/html' } });
    const { send } = await setUp('https://phone.example.com', () => evil);
    const answer = await send('/page/x');
    expect(answer?.headers.get('content-security-policy')).toMatch(/default-src 'none'; sandbox;/);
    expect(answer?.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer?.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('is asked of the operator of the moment, with its own tokens', async () => {
    const asked: string[] = [];
    const askOf =
      (origin: string): AskPortal =>
      async ({ path, headers }) => {
        asked.push(`${origin}${path} ${headers['authorization'] ?? '-'}`);
        if (path !== '/session') return Response.json({});
        return Response.json({ accessToken: 'secret-of-one', refreshToken: 'r', expiresIn: 900 });
      };
    const { send, post, file } = await setUp('https://one.example', askOf);
    await post('/session', {});
    await send('/prov');
    await file.change(() => emptyOperator('https://two.example'));
    await send('/prov');
    expect(asked).toEqual([
      'https://one.example/session -',
      'https://one.example/prov Bearer secret-of-one',
      'https://two.example/prov -',
    ]);
  });
});
