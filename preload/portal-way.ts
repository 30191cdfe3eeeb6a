/**
 * The way from the page to the portal, for both surroundings: what is asked, what may come back, and how it is told that
 * nothing came.
 */

/** Below which the portal answers, and the page asks its own origin. */
export const PORTAL_ROOT = '/api/softphone';

/** Only a page of this origin can set it: a link, a form, a frame or another origin's page cannot. */
export const PAGE_HEADER = 'x-sidetone';
/** Why there is no answer of the portal, on an answer 502 that is ours. */
export const FAILURE_HEADER = 'x-sidetone-failure';

export type WayFailure =
  | 'offline'
  | 'no-such-name'
  | 'unreachable'
  | 'timeout'
  | 'too-large'
  | 'redirected'
  | 'not-json'
  | `certificate:${'expired' | 'wrong-name' | 'unknown-issuer' | 'other'}`;

export function failed(reason: WayFailure): Response {
  return new Response(null, { status: 502, headers: { [FAILURE_HEADER]: reason } });
}

/** ms: until the answer begins, between two parts of it, and for all of it. */
export const portalLimits = { answer: 20_000, silence: 20_000, whole: 180_000 } as const;

const MIB = 1024 * 1024;

/** Bytes of an answer, unpacked, that are read at most; docs/portal-api.yaml. */
export function sizeLimitOf(path: string): number {
  return (path === '/phonebook' || path.startsWith('/phonebook?') ? 64 : 16) * MIB;
}

/** Below the root. */
export interface PortalRequest {
  path: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string | null;
}

/** Never rejects but for an aborted signal: what goes wrong on the way is an answer of `failed`. */
export type AskPortal = (request: PortalRequest, signal?: AbortSignal) => Promise<Response>;

const methods: readonly string[] = ['GET', 'POST', 'PATCH', 'DELETE'] satisfies PortalRequest['method'][];

/** What the page wants to ask; null when it may not be asked. The tokens are not for the page to renew. */
export function readRequest(
  path: string,
  method: string,
  headers: { get(name: string): string | null },
  body: string | null,
): PortalRequest | null {
  if (!isMethod(method) || !/^\/[\w.~!$&'()*+,;=:@%/-]*(?:\?[^#\\\s]*)?$/.test(path)) return null;
  // Nothing that a server could take for another path than we do.
  if (/(?:^|\/)(?:\.|%2e){1,2}(?:[/?]|$)|%2f|%5c|%00/i.test(path) || /^\/session\/refresh\b/.test(path)) return null;
  const wanted: Record<string, string> = {};
  for (const name of ['accept', 'accept-language', 'content-type', 'if-none-match']) {
    const value = headers.get(name);
    if (value !== null && value !== '') wanted[name] = value;
  }
  return { path, method, headers: wanted, body };
}

function isMethod(method: string): method is PortalRequest['method'] {
  return methods.includes(method);
}
