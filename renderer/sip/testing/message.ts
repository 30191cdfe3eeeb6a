/** SIP messages as text, for a scripted server: no parser of ours, only what a test needs to look at. */

export interface ResponseParts {
  phrase?: string;
  toTag?: string;
  headers?: readonly string[];
  sdp?: string | undefined;
}

/** First value of a header; empty where there is none. */
export function header(message: string, name: string): string {
  return headers(message, name)[0] ?? '';
}

export function headers(message: string, name: string): string[] {
  const head = message.split('\r\n\r\n', 1)[0] ?? '';
  return [...head.matchAll(new RegExp(`^${name}[ \\t]*:[ \\t]*(.*)$`, 'gim'))].map(([, value = '']) => value);
}

export const body = (message: string) => message.slice(message.indexOf('\r\n\r\n') + 4);
export const startLine = (message: string) => message.split('\r\n', 1)[0] ?? '';
export const method = (message: string) => /^([A-Z]+) /.exec(message)?.[1] ?? '';
export const status = (message: string) => Number(/^SIP\/2\.0 (\d{3})/.exec(message)?.[1] ?? 0);
export const cseq = (message: string) => Number.parseInt(header(message, 'CSeq'), 10);
export const tag = (value: string) => /;\s*tag=([^;\s]+)/.exec(value)?.[1] ?? '';

export function compose(start: string, lines: readonly string[], sdp = ''): string {
  const typed = sdp === '' ? [] : ['Content-Type: application/sdp'];
  const length = new TextEncoder().encode(sdp).length;
  return [start, ...lines, ...typed, `Content-Length: ${length}`, '', sdp].join('\r\n');
}

/** A response to a request that was received. */
export function response(request: string, code: number, parts: ResponseParts = {}): string {
  const to = header(request, 'To');
  const tagged = code === 100 || tag(to) !== '' ? to : `${to};tag=${parts.toTag ?? 'server'}`;
  return compose(
    `SIP/2.0 ${code} ${parts.phrase ?? 'Whatever'}`,
    [
      ...headers(request, 'Via').map((via) => `Via: ${via}`),
      `From: ${header(request, 'From')}`,
      `To: ${tagged}`,
      `Call-ID: ${header(request, 'Call-ID')}`,
      `CSeq: ${header(request, 'CSeq')}`,
      ...(parts.headers ?? []),
    ],
    parts.sdp,
  );
}

export const REMOTE_CONTACT = 'Contact: <sip:peer@10.0.0.9;transport=ws>';
