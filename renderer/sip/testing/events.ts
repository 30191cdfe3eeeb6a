import * as sip from './message';

let branches = 0;

export interface NotifyParts {
  cseq?: number;
  /** Subscription-State; empty: without. */
  state?: string;
  event?: string;
  type?: string;
  body?: string;
  /** The notifier's tag: another than that of the 2xx is another fork's. */
  fromTag?: string;
  toTag?: string;
  headers?: readonly string[];
}

/** A NOTIFY for the SUBSCRIBE. */
export function notify(subscribe: string, parts: NotifyParts = {}): string {
  const { cseq = 1, state = 'active;expires=600', body = '', fromTag = 'server', headers = [] } = parts;
  const event = parts.event ?? sip.header(subscribe, 'Event');
  const type = parts.type ?? sip.header(subscribe, 'Accept');
  return withBody(
    `NOTIFY ${/<([^>]*)>/.exec(sip.header(subscribe, 'Contact'))?.[1] ?? ''} SIP/2.0`,
    [
      `Via: SIP/2.0/WSS pbx.test;branch=z9hG4bKn${++branches}`,
      `From: ${sip.header(subscribe, 'To').replace(/;tag=.*/, '')};tag=${fromTag}`,
      `To: ${sip.header(subscribe, 'From').replace(/;tag=.*/, '')};tag=${parts.toTag ?? sip.tag(sip.header(subscribe, 'From'))}`,
      `Call-ID: ${sip.header(subscribe, 'Call-ID')}`,
      `CSeq: ${cseq} NOTIFY`,
      'Contact: <sip:notifier@10.0.0.9;transport=ws>',
      `Event: ${event}`,
      ...(state === '' ? [] : [`Subscription-State: ${state}`]),
      ...headers,
    ],
    type,
    body,
  );
}

/** A request to the phone, outside any dialog, with a body of any type. */
export function outsideWith(
  method: string,
  type: string,
  body: string,
  headers: readonly string[] = [],
  user = '1001',
): string {
  return withBody(
    `${method} sip:${user}@pbx.test SIP/2.0`,
    [
      `Via: SIP/2.0/WSS pbx.test;branch=z9hG4bKo${++branches}`,
      'From: "Bob" <sip:1002@pbx.test>;tag=caller',
      'To: <sip:1001@pbx.test>',
      `Call-ID: o${branches}@pbx.test`,
      `CSeq: 1 ${method}`,
      'Max-Forwards: 70',
      ...headers,
    ],
    type,
    body,
  );
}

function withBody(start: string, lines: readonly string[], type: string, body: string): string {
  const typed = body === '' || type === '' ? [] : [`Content-Type: ${type}`];
  const length = new TextEncoder().encode(body).length;
  return [start, ...lines, ...typed, `Content-Length: ${length}`, '', body].join('\r\n');
}
