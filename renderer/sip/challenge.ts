/** Digest challenges as text (RFC 7616, section 3.3; RFC 8760): which one we answer, in a form SIP.js can read. */

export type Algorithm = 'MD5' | 'MD5-sess' | 'SHA-256' | 'SHA-256-sess';

export interface Challenge {
  realm: string;
  nonce: string;
  opaque: string | undefined;
  algorithm: Algorithm;
  /** `auth` where the server offers it; undefined is the old form of RFC 2069. */
  qop: 'auth' | undefined;
  stale: boolean;
}

const STRENGTH: readonly Algorithm[] = ['SHA-256', 'SHA-256-sess', 'MD5', 'MD5-sess'];

/** All challenges of one header value; several may share a line. Those that we cannot answer are left out. */
export function parseChallenges(value: string): Challenge[] {
  const schemes: { scheme: string; params: Map<string, string> }[] = [];
  const part = /(?:([A-Za-z][\w-]*)[ \t]+)?([A-Za-z][\w-]*)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;
  for (const [, scheme, name = '', quoted, token = ''] of value.matchAll(part)) {
    if (scheme !== undefined) schemes.push({ scheme: scheme.toLowerCase(), params: new Map() });
    schemes.at(-1)?.params.set(name.toLowerCase(), quoted === undefined ? token : quoted.replace(/\\(.)/g, '$1'));
  }
  return schemes.flatMap(({ scheme, params }) => {
    const realm = params.get('realm');
    const nonce = params.get('nonce');
    const named = (params.get('algorithm') ?? 'MD5').toUpperCase();
    const algorithm = STRENGTH.find((known) => known.toUpperCase() === named);
    const offered = params
      .get('qop')
      ?.toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean);
    if (scheme !== 'digest' || realm === undefined || !nonce || algorithm === undefined) return [];
    // auth-int alone would need the body in the digest; no SIP server is known to ask for that.
    if (offered?.length && !offered.includes('auth')) return [];
    const qop = offered?.length ? ('auth' as const) : undefined;
    return [
      {
        realm,
        nonce,
        opaque: params.get('opaque'),
        algorithm,
        qop,
        stale: params.get('stale')?.toLowerCase() === 'true',
      },
    ];
  });
}

export function strongest(challenges: readonly Challenge[]): Challenge | undefined {
  return STRENGTH.flatMap((algorithm) => challenges.filter((challenge) => challenge.algorithm === algorithm))[0];
}

/**
 * Leaves one challenge per kind in a 401 or 407: SIP.js reads the last header only, refuses anything but MD5 there, and
 * drops the whole message when its grammar does not take one of them (FACTS, fault 5).
 */
export function keepStrongestChallenge(response: string): string {
  if (!/^SIP\/2\.0 40[17] /.test(response)) return response;
  const end = response.indexOf('\r\n\r\n');
  if (end < 0) return response;
  let head = response.slice(0, end);
  for (const name of ['WWW-Authenticate', 'Proxy-Authenticate']) {
    const line = new RegExp(`\\r\\n${name}[ \\t]*:(.*(?:\\r\\n[ \\t].*)*)`, 'gi');
    const found = [...head.matchAll(line)].flatMap(([, value = '']) =>
      parseChallenges(value.replace(/\r\n[ \t]+/g, ' ')),
    );
    head = head.replace(line, '');
    const best = strongest(found);
    if (best) head += `\r\n${name}: ${write(best)}`;
  }
  return head + response.slice(end);
}

function write({ realm, nonce, opaque, algorithm, qop, stale }: Challenge): string {
  const parts = [`realm=${quote(realm)}`, `nonce=${quote(nonce)}`, `algorithm=${algorithm}`];
  if (opaque !== undefined) parts.push(`opaque=${quote(opaque)}`);
  if (qop) parts.push('qop="auth"');
  if (stale) parts.push('stale=true');
  return `Digest ${parts.join(', ')}`;
}

export const quote = (text: string) => `"${text.replace(/[\\"]/g, '\\$&')}"`;
