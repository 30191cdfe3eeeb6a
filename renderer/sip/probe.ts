import type { ServerProbe } from '../operator/probes';

/** How long the server may take to open the connection, and to answer, ms each. */
const LIMIT = 8_000;

/** Opens a WebSocket to a SIP server and asks it what it can (OPTIONS, RFC 3261, section 11). Signs in nowhere. */
export async function probeServer(address: string, domain: string, signal: AbortSignal): Promise<ServerProbe> {
  const began = performance.now();
  const since = () => Math.round(performance.now() - began);
  let socket: WebSocket;
  try {
    socket = new WebSocket(address, 'sip');
  } catch {
    return { openedMs: null, speaksSip: false, answer: null };
  }
  const over = AbortSignal.any([signal, AbortSignal.timeout(2 * LIMIT)]);
  try {
    const opened = await happens(socket, 'open', LIMIT, over);
    if (opened === null) return { openedMs: null, speaksSip: false, answer: null };
    const openedMs = since();
    const speaksSip = socket.protocol === 'sip';
    const asked = performance.now();
    socket.send(options(domain));
    const event = await happens(socket, 'message', LIMIT, over);
    const text = event instanceof MessageEvent && typeof event.data === 'string' ? event.data : '';
    const status = /^SIP\/2\.0 (\d{3})/.exec(text)?.[1];
    const server = /^(?:server|user-agent)[ \t]*:[ \t]*(.{1,80})/im.exec(text)?.[1]?.trim() ?? '';
    const ms = Math.round(performance.now() - asked);
    return { openedMs, speaksSip, answer: status === undefined ? null : { ms, status: Number(status), server } };
  } finally {
    socket.close();
  }
}

/** The event; null when the connection ended, the time was up, or nobody waits any more. */
function happens(
  socket: WebSocket,
  name: 'open' | 'message',
  limit: number,
  signal: AbortSignal,
): Promise<Event | null> {
  return new Promise((resolve) => {
    const done = (event: Event | null) => {
      clearTimeout(timer);
      resolve(event);
    };
    const nothing = () => {
      done(null);
    };
    const timer = setTimeout(nothing, limit);
    socket.addEventListener(name, done, { once: true });
    socket.addEventListener('close', nothing, { once: true });
    signal.addEventListener('abort', nothing, { once: true });
    if (signal.aborted) nothing();
  });
}

/** By hand: a dialog, a transaction and a user agent are not needed to knock. */
function options(domain: string): string {
  const token = () => crypto.randomUUID().slice(0, 12);
  const here = `${token()}.invalid`;
  return [
    `OPTIONS sip:${domain} SIP/2.0`,
    `Via: SIP/2.0/WSS ${here};branch=z9hG4bK${token()}`,
    'Max-Forwards: 70',
    `From: <sip:check@${here}>;tag=${token()}`,
    `To: <sip:${domain}>`,
    `Call-ID: ${token()}@${here}`,
    'CSeq: 1 OPTIONS',
    'Accept: application/sdp',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
