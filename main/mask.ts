/** Secrets that must never reach a log, by the shapes they have in SIP, HTTP, JSON and addresses. */
const rules: readonly [RegExp, string][] = [
  // Header lines: everything after the scheme is an answer to a challenge or a token.
  [/\b((?:proxy-)?authorization\s*[:=]\s*"?\s*[a-z-]+)\s+[^\r\n]*/gi, '$1 •••'],
  [/\b((?:set-)?cookie\s*:)[^\r\n]*/gi, '$1 •••'],
  // A digest response may stand in a line without its header's name.
  [/\b((?:response|cnonce|nonce)\s*=\s*)"[^"]*"/gi, '$1"•••"'],
  [/\b(bearer|basic)\s+[a-z0-9._~+/=-]{6,}/gi, '$1 •••'],
  // user:password@ of any address, sip: included (RFC 3261, section 19.1.1). The host may not hold a slash or an @.
  [/\b((?:sips?:|[a-z][a-z0-9+.-]*:\/\/)[^\s:@/<>"']+):[^\s@<>"']+@/gi, '$1:•••@'],
  // "password": "x", password=x, token: x, whatever the quoting, escaped quotes in the value included.
  [
    /((?:[a-z0-9]*[_-]?(?:passw(?:or)?d|passwd|secret|token|api[_-]?key|credentials?)|pwd)\\?["']?\s*[:=]\s*)(?:\\?"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^\s,;&}\])]+)/gi,
    '$1•••',
  ],
];

/** The text with passwords, Authorization headers, tokens and passwords within addresses taken out. */
export function mask(text: string): string {
  return rules.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}
