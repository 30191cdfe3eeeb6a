/**
 * What the page asks below `/api/softphone` of its own origin goes on to the operator's portal, with a token that the page
 * never sees.
 */
import { createPortalSession } from '../preload/portal-session';
import { failed, PAGE_HEADER, PORTAL_ROOT, readRequest, type AskPortal } from '../preload/portal-way';
import { ORIGIN } from './app-protocol';
import type { Log } from './log';
import type { OperatorFile } from './operator-file';
import type { TokenKeeper } from './portal-tokens';

const MAX_BODY = 1024 * 1024;

export interface ForwardParts {
  file: OperatorFile;
  tokens: TokenKeeper;
  /** The way to this origin. */
  askOf: (origin: string) => AskPortal;
  now: () => number;
  log: Log;
}

/** Answers requests of the page; null: it is not for the portal. */
export type Forward = (request: Request) => Promise<Response> | null;

export function createForward({ file, tokens, askOf, now, log }: ForwardParts): Forward {
  let current: { origin: string; ask: AskPortal } | null = null;

  async function portal(): Promise<AskPortal | null> {
    const origin = (await file.read())?.operator.origin;
    if (origin === undefined) return null;
    if (current?.origin !== origin) {
      current = { origin, ask: createPortalSession(askOf(origin), tokens.shelf(origin), now) };
    }
    return current.ask;
  }

  async function forward(request: Request, path: string): Promise<Response> {
    if (!isOurPage(request.headers)) return refused(log, 403, 'not asked by the page');
    const body = request.body ? await bodyOf(request) : null;
    if (body === undefined) return refused(log, 413, 'too long');
    const wanted = readRequest(path, request.method, request.headers, body);
    if (!wanted) return refused(log, 404, 'nothing that may be asked');
    const ask = await portal();
    return guarded(ask ? await ask(wanted) : failed('unreachable'));
  }

  return (request) => {
    const { pathname, search, protocol, host } = new URL(request.url);
    if (`${protocol}//${host}` !== ORIGIN || !pathname.startsWith(`${PORTAL_ROOT}/`)) return null;
    return forward(request, `${pathname.slice(PORTAL_ROOT.length)}${search}`);
  };
}

/** The header alone is proof; what Chromium says of the sender, where it does, must not speak against it. */
function isOurPage(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  return (
    headers.get(PAGE_HEADER) !== null &&
    (site === null || site === 'same-origin') &&
    (origin === null || origin === ORIGIN)
  );
}

async function bodyOf(request: Request): Promise<string | undefined> {
  const bytes = await request.arrayBuffer();
  return bytes.byteLength > MAX_BODY ? undefined : new TextDecoder().decode(bytes);
}

function refused(log: Log, status: number, why: string): Response {
  log.warn('portal', `refused: ${why}`);
  return guarded(new Response(null, { status }));
}

/** It is somebody else's text on our origin: it must never become a page or a script of ours. */
function guarded(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
  headers.set('x-content-type-options', 'nosniff');
  headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('cache-control', 'no-store');
  return new Response(response.body, { status: response.status, headers });
}
