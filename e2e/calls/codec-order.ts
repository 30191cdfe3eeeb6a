/** The sound formats that a description offers, in their order. */
export function codecOrder(sdp: string): string[] {
  const types = /^m=audio \d+ \S+ (.*)$/m.exec(sdp)?.[1]?.trim().split(' ') ?? [];
  return types.flatMap((type) => new RegExp(`^a=rtpmap:${type} (opus|G722|PCMU|PCMA)/`, 'm').exec(sdp)?.[1] ?? []);
}
