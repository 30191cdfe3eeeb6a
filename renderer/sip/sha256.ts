/**
 * SHA-256 (FIPS 180-4) of a text's UTF-8 bytes, in hex. SIP.js computes a digest answer synchronously, which Web Crypto
 * cannot; the texts are a few hundred bytes.
 */
export function sha256(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const blocks = new DataView(new ArrayBuffer((((bytes.length + 8) >> 6) + 1) << 6));
  bytes.forEach((byte, at) => {
    blocks.setUint8(at, byte);
  });
  blocks.setUint8(bytes.length, 0x80);
  blocks.setUint32(blocks.byteLength - 4, bytes.length * 8);

  const hash = Uint32Array.from(INITIAL);
  const w = new Uint32Array(64);
  for (let block = 0; block < blocks.byteLength; block += 64) {
    for (let t = 0; t < 64; t++) {
      w[t] =
        t < 16
          ? blocks.getUint32(block + t * 4)
          : small1(at(w, t - 2)) + at(w, t - 7) + small0(at(w, t - 15)) + at(w, t - 16);
    }
    const s = Uint32Array.from(hash);
    for (let t = 0; t < 64; t++) {
      const [a, b, c, e, f, g] = [at(s, 0), at(s, 1), at(s, 2), at(s, 4), at(s, 5), at(s, 6)];
      const t1 = at(s, 7) + big1(e) + ((e & f) ^ (~e & g)) + at(ROUND, t) + at(w, t);
      const t2 = big0(a) + ((a & b) ^ (a & c) ^ (b & c));
      s.copyWithin(1, 0, 7);
      s[4] = at(s, 4) + t1;
      s[0] = t1 + t2;
    }
    hash.forEach((value, i) => {
      hash[i] = value + at(s, i);
    });
  }
  return Array.from(hash, (word) => word.toString(16).padStart(8, '0')).join('');
}

const at = (words: Uint32Array, index: number) => words[index] ?? 0;
const rotate = (x: number, by: number) => (x >>> by) | (x << (32 - by));
const big0 = (x: number) => rotate(x, 2) ^ rotate(x, 13) ^ rotate(x, 22);
const big1 = (x: number) => rotate(x, 6) ^ rotate(x, 11) ^ rotate(x, 25);
const small0 = (x: number) => rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
const small1 = (x: number) => rotate(x, 17) ^ rotate(x, 19) ^ (x >>> 10);

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}

/** First 32 bits of the fractional part. */
const fraction = (x: number) => Math.floor((x - Math.floor(x)) * 2 ** 32);
const ROUND = Uint32Array.from(primes(64), (p) => fraction(Math.cbrt(p)));
const INITIAL = Uint32Array.from(primes(8), (p) => fraction(Math.sqrt(p)));
