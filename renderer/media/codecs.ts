/** The codecs we offer, best first (RFC 7874 asks for Opus and G.711; G.722 is what desk phones call HD). */
const order = ['audio/opus', 'audio/g722', 'audio/pcmu', 'audio/pcma', 'audio/telephone-event'] as const;

interface Codec {
  mimeType: string;
}

/** In our order; comfort noise, redundancy and anything unknown are left out. */
export function preferredCodecs<T extends Codec>(capabilities: readonly T[]): T[] {
  return order.flatMap((name) => capabilities.filter((codec) => codec.mimeType.toLowerCase() === name));
}
