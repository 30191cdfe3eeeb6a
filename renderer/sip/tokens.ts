/** A random token of letters and digits, for tags, branches and nonces that must not be guessed. */
export function token(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => (byte % 32).toString(32)).join('');
}
