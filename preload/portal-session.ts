/**
 * The tokens of the portal (RFC 6750), for both surroundings: added to what is asked, renewed before they are old and when
 * the portal says so, taken out of answers. The page sees none.
 */
import * as v from 'valibot';
import { failed, type AskPortal, type PortalRequest } from './portal-way';

export const TokensSchema = v.object({
  access: v.string(),
  refresh: v.string(),
  /** ms since the epoch: from when on to renew, and when it is void. */
  renewAt: v.number(),
  until: v.number(),
});
export type PortalTokens = v.InferOutput<typeof TokensSchema>;

/** Where they are kept; what is kept is there at once for `load`. */
export interface TokenShelf {
  load(): Promise<PortalTokens | null>;
  keep(tokens: PortalTokens): void;
  forget(): void;
}

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(8192), v.regex(/^[\x21-\x7e]+$/));
/** `Tokens` of docs/portal-api.yaml, as far as it is needed here. */
const Answered = v.looseObject({ accessToken: text, refreshToken: text, expiresIn: v.pipe(v.number(), v.minValue(1)) });
const Registered = v.looseObject({ tokens: Answered });
type Answered = v.InferOutput<typeof Answered>;

/** ms before it is void that a token is renewed; of one that lives shortly, the last quarter of its life. */
const MARGIN_MS = 60_000;

/** `ask`: the way to one portal. The result is as `ask`, with tokens. */
export function createPortalSession(ask: AskPortal, shelf: TokenShelf, now: () => number): AskPortal {
  let renewing: Promise<PortalTokens | (() => Response)> | null = null;

  function keep({ accessToken, refreshToken, expiresIn }: Answered): PortalTokens {
    const life = expiresIn * 1_000;
    const until = now() + life;
    const tokens = {
      access: accessToken,
      refresh: refreshToken,
      renewAt: until - Math.min(MARGIN_MS, life / 4),
      until,
    };
    shelf.keep(tokens);
    return tokens;
  }

  /** New ones for these, once for all who want them; else what the portal answered. */
  async function renew(old: PortalTokens): Promise<PortalTokens | (() => Response)> {
    const current = await shelf.load();
    if (current && current.refresh !== old.refresh) return current;
    return (renewing ??= askForNew(old).finally(() => (renewing = null)));
  }

  async function askForNew(old: PortalTokens): Promise<PortalTokens | (() => Response)> {
    const answer = await ask({
      path: '/session/refresh',
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ refreshToken: old.refresh }),
    });
    const body = await answer.text();
    const mine = (await shelf.load())?.refresh === old.refresh;
    const read = answer.ok ? v.safeParse(v.pipe(v.string(), v.parseJson(), Answered), body) : null;
    // Signed out, or signed in anew, in the meantime: these are of no use to anybody.
    if (read?.success) return mine ? keep(read.output) : () => refusal();
    if (answer.ok) return () => failed('not-json');
    if (mine && isVoid(answer.status)) shelf.forget();
    const { status, headers } = answer;
    return () => new Response(body, { status, headers });
  }

  async function enter(request: PortalRequest, signal?: AbortSignal): Promise<Response> {
    const answer = await ask(request, signal);
    if (!answer.ok) return answer;
    const { status, headers } = answer;
    const read = (await answer.json().catch(() => null)) as unknown;
    const flat = v.safeParse(Answered, read);
    const nested = v.safeParse(Registered, read);
    const brought = flat.success ? flat.output : nested.success ? nested.output.tokens : null;
    if (!brought) return failed('not-json');
    keep(brought);
    const shown = nested.success ? { ...nested.output, tokens: withoutTokens(brought) } : withoutTokens(brought);
    return Response.json(shown, {
      status,
      headers: { 'content-type': headers.get('content-type') ?? 'application/json' },
    });
  }

  async function askAsUser(request: PortalRequest, signal?: AbortSignal): Promise<Response> {
    const withToken = ({ access }: PortalTokens) =>
      ask({ ...request, headers: { ...request.headers, authorization: `Bearer ${access}` } }, signal);
    let tokens = await shelf.load();
    if (!tokens) return ask(request, signal);
    if (now() >= tokens.renewAt) {
      const renewed = await renew(tokens);
      // While the old one still counts, a portal that does not renew now will another time.
      if (typeof renewed !== 'function') tokens = renewed;
      else if (now() >= tokens.until || (await shelf.load()) === null) return renewed();
    }
    const answer = await withToken(tokens);
    if (answer.status !== 401) return answer;
    const renewed = await renew(tokens);
    if (typeof renewed !== 'function') return withToken(renewed);
    return (await shelf.load()) === null ? answer : renewed();
  }

  return async (request, signal) => {
    if (isWithoutToken(request)) {
      const brings = request.path !== '/branding' && request.path !== '/register';
      return checked(request, await (brings ? enter(request, signal) : ask(request, signal)));
    }
    try {
      return checked(request, await askAsUser(request, signal));
    } finally {
      // Whatever the portal says of it, or cannot.
      if (request.method === 'DELETE' && request.path === '/session') shelf.forget();
    }
  };
}

/** `security: []` in docs/portal-api.yaml. */
function isWithoutToken({ method, path }: PortalRequest): boolean {
  if (method === 'GET') return path === '/branding';
  return method === 'POST' && ['/session', '/register', '/register/validate'].includes(path);
}

/** A page to log in to a network, or a web server that is no portal, answers with HTML. */
function checked({ path }: PortalRequest, answer: Response): Response {
  if (!answer.ok || answer.status === 204 || path.startsWith('/page/')) return answer;
  return /\bjson\b/i.test(answer.headers.get('content-type') ?? '') ? answer : failed('not-json');
}

/** The portal knows the refresh token no longer; anything else may pass. */
const isVoid = (status: number): boolean => [400, 401, 403, 422].includes(status);

const refusal = (): Response => new Response(null, { status: 401 });

function withoutTokens(tokens: Answered): object {
  return Object.fromEntries(
    Object.entries(tokens).filter(([name]) => name !== 'accessToken' && name !== 'refreshToken'),
  );
}
