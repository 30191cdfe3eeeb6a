/**
 * The operator in a plain browser: the phone is served by Domain A itself, so its portal is the page's own origin, or there
 * is none. Tokens live as long as the page does.
 */
import { readDomain } from '../../preload/invitation';
import { createPortalSession, type PortalTokens } from '../../preload/portal-session';
import {
  failed,
  PAGE_HEADER,
  portalLimits,
  PORTAL_ROOT,
  readRequest,
  sizeLimitOf,
  type AskPortal,
} from '../../preload/portal-way';
import type { Host } from './host';

type Operator = NonNullable<Host['operator']>;

/** `request`: the page's own `fetch`. */
export function createBrowserOperator(window: Window, request: typeof fetch, limits = portalLimits): Operator {
  const { origin } = window.location;
  let tokens: PortalTokens | null = null;
  let known = { user: '', prov: '' };
  const ask = askOwnOrigin(window, request, limits);
  const session = createPortalSession(
    ask,
    {
      load: () => Promise.resolve(tokens),
      keep: (next) => (tokens = next),
      forget: () => (tokens = null),
    },
    Date.now,
  );

  /** The portal's branding; null: this page was served by something else. */
  async function branding(): Promise<string | null> {
    const answer = await session({
      path: '/branding',
      method: 'GET',
      headers: { accept: 'application/json' },
      body: null,
    });
    return answer.ok ? answer.text() : null;
  }

  return {
    async load() {
      const found = await branding();
      return {
        operator: found === null ? null : { origin, ...known, branding: found },
        signedIn: tokens !== null,
        storage: tokens && { kind: 'memory', why: 'browser' },
        // A page can ask no other, found or not.
        fixed: true,
        invitation: null,
        setAside: null,
      };
    },
    choose: (domain) =>
      readDomain(domain)?.domain === window.location.host
        ? Promise.resolve(origin)
        : Promise.reject(new Error('a page can ask its own origin only')),
    keep: (more) => {
      known = { user: more.user ?? known.user, prov: more.prov ?? known.prov };
      return Promise.resolve();
    },
    forget: () => {
      tokens = null;
      known = { user: '', prov: '' };
      return Promise.resolve();
    },
    onInvited: () => () => {},
    fetch: (path, init) => {
      const body = init?.body ?? null;
      const wanted =
        body === null || typeof body === 'string'
          ? readRequest(path, init?.method ?? 'GET', new Headers(init?.headers), body)
          : null;
      return wanted ? session(wanted, init?.signal ?? undefined) : Promise.resolve(new Response(null, { status: 404 }));
    },
  };
}

/** The way over the page's own `fetch`. */
function askOwnOrigin(window: Window, request: typeof fetch, limits: typeof portalLimits): AskPortal {
  return async ({ path, method, headers, body }, signal) => {
    const giveUp = new AbortController();
    const over = (): void => giveUp.abort(new Late());
    const given = (): void => giveUp.abort(signal?.reason);
    signal?.throwIfAborted();
    signal?.addEventListener('abort', given);
    const whole = setTimeout(over, limits.whole);
    let patience = setTimeout(over, limits.answer);
    try {
      const answer = await request(`${PORTAL_ROOT}${path}`, {
        method,
        headers: { ...headers, [PAGE_HEADER]: 'phone' },
        body,
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'manual',
        referrerPolicy: 'no-referrer',
        signal: giveUp.signal,
      });
      if (answer.type === 'opaqueredirect') return failed('redirected');
      const chunks = await read(answer, sizeLimitOf(path), () => {
        clearTimeout(patience);
        patience = setTimeout(over, limits.silence);
      });
      if (!chunks) return failed('too-large');
      const { status } = answer;
      return new Response([204, 205, 304].includes(status) ? null : new Blob(chunks), {
        status,
        headers: answer.headers,
      });
    } catch {
      signal?.throwIfAborted();
      if (giveUp.signal.reason instanceof Late) return failed('timeout');
      // A page is not told more.
      return failed(window.navigator.onLine ? 'unreachable' : 'offline');
    } finally {
      clearTimeout(whole);
      clearTimeout(patience);
      signal?.removeEventListener('abort', given);
      giveUp.abort();
    }
  };
}

class Late extends Error {}

/** The whole of it; null when it is too long. */
async function read(answer: Response, limit: number, alive: () => void): Promise<Uint8Array<ArrayBuffer>[] | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    alive();
    size += part.value.byteLength;
    if (size > limit) {
      await reader?.cancel();
      return null;
    }
    chunks.push(part.value);
  }
  return chunks;
}
