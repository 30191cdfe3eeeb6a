/**
 * Secrets that must never reach a log, by the shapes they have in SIP, HTTP, JSON and addresses.
 * Repetitions are bounded where a pattern can begin anywhere: the text comes from outside and may be made to be slow.
 */
const rules: readonly [RegExp, string][] = [
  // Header lines: everything after the scheme is an answer to a challenge or a token.
  [/\b((?:proxy-)?authorization["']?\s{0,8}[:=]\s{0,8}["']?[a-z-]{1,32})\s[^\r\n]*/gi, '$1 •••'],
  [/\b((?:set-)?cookie["']?\s{0,8}:)[^\r\n]*/gi, '$1 •••'],
  // A digest response may stand in a line without its header's name.
  [/\b((?:response|c?nonce)\s{0,8}=\s{0,8})"[^"]*"?/gi, '$1"•••"'],
  [/\b(bearer|basic)\s{1,8}[a-z0-9._~+/=-]{6,}/gi, '$1 •••'],
  // user:password@ of any address, sip: included (RFC 3261, section 19.1.1). Up to the last @: a password may hold one.
  [/((?:\bsips?:|:\/\/)[^\s:@/<>"']{1,256}):[^\s<>"']{1,512}@/gi, '$1:•••@'],
  // "password": "x", password=x, access_token: x, whatever the quoting, escaped quotes in the value included.
  [
    /((?:passw(?:or)?d|passwd|secret|token|api[_-]?key|credentials?|pwd)\\?["']?\s{0,8}[:=]\s{0,8})(?:\\?"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^\s,;&}\])]+)/gi,
    '$1•••',
  ],
];

/** The text with passwords, Authorization headers, tokens and passwords within addresses taken out. */
export function mask(text: string): string {
  return rules.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
}
