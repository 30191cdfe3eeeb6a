/** When the way of the sound needs an ICE restart, judged by ICE alone (RFC 8445, RFC 7675). Pure. */
export interface Path {
  /** Since when there is no working pair; null while there is. ms. */
  brokenSince: number | null;
  /** When a restart was last asked for; null since it worked. ms. */
  askedAt: number | null;
}

export interface PathSample {
  /** ms */
  at: number;
  /** ICE has a working pair, or is looking for one after a restart. */
  connected: boolean;
}

/** ms: short breaks heal by themselves. The same again until the next question: a restart may meet a dead network too. */
export const patience = 3000;

export function nextPath(path: Path, { at, connected }: PathSample): Path {
  if (connected) return { brokenSince: null, askedAt: null };
  const brokenSince = path.brokenSince ?? at;
  const due = at - Math.max(brokenSince, path.askedAt ?? brokenSince) >= patience;
  return { brokenSince, askedAt: due ? at : path.askedAt };
}
