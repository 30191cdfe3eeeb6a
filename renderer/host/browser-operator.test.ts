import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FAILURE_HEADER } from '../../preload/portal-way';
import { createBrowserOperator } from './browser-operator';

const tokens = {
  accessToken: 'the-access-token',
  refreshToken: 'the-refresh-token',
  expiresIn: 900,
  user: { username: '1001' },
};
const json = (value: unknown, status = 200) =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', etag: '"1"' } });

/** The page's fetch, answering by path below the root; without an answer it breaks as a browser's does. */
function setUp(answers: Record<string, () => Response | Promise<Response>>) {
  const asked: { path: string; init: RequestInit }[] = [];
  const request = vi.fn(async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const path = String(input as string).replace('/api/softphone', '');
    asked.push({ path, init });
    const answer = answers[path];
    if (!answer) throw new TypeError('Failed to fetch');
    return Promise.race([
      answer(),
      new Promise<never>((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      }),
    ]);
  });
  const limits = { answer: 100, silence: 50, whole: 1_000 } as never;
  return { operator: createBrowserOperator(window, request as typeof fetch, limits), asked };
}

const failureOf = (answer: Response) => answer.headers.get(FAILURE_HEADER);
const never = () => new Promise<Response>(() => {});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the operator in a browser', () => {
  it('is who serves the page, for good', async () => {
    const { operator } = setUp({ '/branding': () => json({ brandName: 'Northwind' }) });
    expect(await operator.load()).toEqual({
      operator: { origin: window.location.origin, user: '', branding: '{"brandName":"Northwind"}', prov: '' },
      signedIn: false,
      storage: null,
      fixed: true,
      invitation: null,
      setAside: null,
    });
    expect(await operator.choose(window.location.host)).toBe(window.location.origin);
    await expect(operator.choose('evil.example')).rejects.toThrow();
  });

  it.each([
    ['answers not', {}],
    ['has no portal', { '/branding': () => json({}, 404) }],
    [
      'answers with its page',
      { '/branding': () => new Response('<html>', { headers: { 'content-type': 'text/html' } }) },
    ],
  ])('is nobody where the server %s', async (_how, answers) => {
    expect((await setUp(answers).operator.load()).operator).toBeNull();
  });

  it('keeps tokens in memory alone, and shows none', async () => {
    const { operator, asked } = setUp({
      '/branding': () => json({ brandName: 'Northwind' }),
      '/session': () => json(tokens),
      '/prov': () => json({ brandName: 'Northwind' }),
    });
    const answer = await operator.fetch('/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Other': '1' },
      body: '{"username":"1001"}',
    });
    expect(await answer.json()).toEqual({ expiresIn: 900, user: { username: '1001' } });
    await operator.fetch('/prov', { headers: { 'if-none-match': '"0"' } });
    expect(asked.map(({ init }) => init.headers)).toEqual([
      { 'content-type': 'application/json', 'x-sidetone': 'phone' },
      { 'if-none-match': '"0"', authorization: 'Bearer the-access-token', 'x-sidetone': 'phone' },
    ]);
    expect(asked[1]?.init).toMatchObject({ credentials: 'omit', cache: 'no-store', redirect: 'manual', body: null });
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('token');
    await operator.keep({ user: '1001', prov: '{}' });
    expect(await operator.load()).toMatchObject({ operator: { user: '1001', prov: '{}' }, signedIn: true });
    await operator.forget();
    expect(await operator.load()).toMatchObject({ operator: { user: '', prov: '' }, signedIn: false });
    await operator.fetch('/prov');
    expect(asked.at(-1)?.init.headers).not.toHaveProperty('authorization');
  });

  it('asks for nothing that the portal could take for something else', async () => {
    const { operator, asked } = setUp({});
    for (const path of ['/../admin', '/session/refresh', 'prov']) expect((await operator.fetch(path)).status).toBe(404);
    expect((await operator.fetch('/form/x', { method: 'POST', body: new Blob(['x']) })).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it('says what became of the way', async () => {
    const body = (parts: number, end: 'closed' | 'open') =>
      new Response(
        new ReadableStream({
          start(controller) {
            for (let n = 0; n < parts; n++) controller.enqueue(new Uint8Array(1024 * 1024));
            if (end === 'closed') controller.close();
          },
        }),
        { headers: { 'content-type': 'application/json' } },
      );
    const { operator } = setUp({
      '/a': never,
      '/b': () => body(1, 'open'),
      '/c': () => body(17, 'closed'),
      '/phonebook': () => body(17, 'closed'),
    });
    const silent = operator.fetch('/a');
    await vi.advanceTimersByTimeAsync(101);
    expect(failureOf(await silent)).toBe('timeout');
    expect(failureOf(await operator.fetch('/c'))).toBe('too-large');
    expect((await (await operator.fetch('/phonebook')).arrayBuffer()).byteLength).toBe(17 * 1024 * 1024);
    expect(failureOf(await operator.fetch('/nowhere'))).toBe('unreachable');
    vi.spyOn(window.navigator, 'onLine', 'get').mockReturnValue(false);
    expect(failureOf(await operator.fetch('/nowhere'))).toBe('offline');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives up when it is told to', async () => {
    const { operator } = setUp({ '/a': never });
    const control = new AbortController();
    const asking = operator.fetch('/a', { signal: control.signal });
    control.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
    await expect(operator.fetch('/a', { signal: control.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});
