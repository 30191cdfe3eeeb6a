/** Builds the messages of the corpus: a sound request as the raw material, and what is wrong with it as a change to its lines. */

/** Whom the messages are sent to. */
export interface Addressee {
  user: string;
  domain: string;
}

export interface Malformed {
  /** What is wrong, in words; with the section of RFC 4475 where it is from there. */
  name: string;
  text(to: Addressee): string;
}

export interface Parts {
  start: string;
  headers: string[];
  body: string;
}

let count = 0;

/** Unencrypted: whatever is wrong with the message, the phone must not ring for it. */
export const sdp =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n';

/** A sound request; its Call-ID and branch are never used twice. */
export function soundRequest(
  method: string,
  { user, domain }: Addressee,
  body = method === 'INVITE' ? sdp : '',
): Parts {
  count += 1;
  const id = String(count);
  return {
    start: `${method} sip:${user}@${domain} SIP/2.0`,
    headers: [
      `Via: SIP/2.0/WS 127.0.0.1:9;branch=z9hG4bKmalformed${id}`,
      'Max-Forwards: 70',
      `From: "Mallory" <sip:mallory@${domain}>;tag=m${id}`,
      `To: <sip:${user}@${domain}>`,
      `Call-ID: malformed-${id}@${domain}`,
      `CSeq: 1 ${method}`,
      `Contact: <sip:mallory@127.0.0.1:9;transport=ws>`,
      ...(body ? ['Content-Type: application/sdp'] : []),
      `Content-Length: ${String(Buffer.byteLength(body))}`,
    ],
    body,
  };
}

export const write = ({ start, headers, body }: Parts): string =>
  `${start}\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n${body}`;

/** Puts another line in the place of this header; null takes it out. */
export const replace = (parts: Parts, name: string, line: string | null): Parts => ({
  ...parts,
  headers: parts.headers.flatMap((header) =>
    header.toLowerCase().startsWith(`${name.toLowerCase()}:`) ? (line === null ? [] : [line]) : [header],
  ),
});

export const add = (parts: Parts, ...lines: string[]): Parts => ({ ...parts, headers: [...parts.headers, ...lines] });

/** A case that is a sound request with a change. */
export const broken = (name: string, method: string, change: (parts: Parts, to: Addressee) => Parts): Malformed => ({
  name,
  text: (to) => write(change(soundRequest(method, to), to)),
});
