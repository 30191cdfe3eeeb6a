/** Responses to requests that the phone never sent, and responses that are none. */
import type { Malformed } from './message';

const response = (name: string, start: string, ...lines: string[]): Malformed => ({
  name,
  text: ({ user, domain }) =>
    [
      start,
      ...(lines.length > 0
        ? lines
        : [
            'Via: SIP/2.0/WS nowhere.invalid;branch=z9hG4bKneversent',
            `From: <sip:${user}@${domain}>;tag=never`,
            `To: <sip:600@${domain}>;tag=x`,
            'Call-ID: never-sent',
            'CSeq: 1 INVITE',
          ]),
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n'),
});

export const responses: readonly Malformed[] = [
  response('a 200 to nothing', 'SIP/2.0 200 OK'),
  response('a 180 to nothing', 'SIP/2.0 180 Ringing'),
  response('a 401 to nothing', 'SIP/2.0 401 Unauthorized'),
  response('status 0', 'SIP/2.0 0 Nothing'),
  response('status 99', 'SIP/2.0 99 Less'),
  response('status 700', 'SIP/2.0 700 More'),
  response('status 4294967301', 'SIP/2.0 4294967301 better not break the receiver'),
  response('status in words', 'SIP/2.0 OK'),
  response('a negative status', 'SIP/2.0 -200 OK'),
  response('no phrase and no space', 'SIP/2.0 200'),
  response('another version', 'SIP/7.0 200 OK'),
  response('no headers at all', 'SIP/2.0 200 OK', 'X-Nothing: 1'),
  response(
    'no Via',
    'SIP/2.0 200 OK',
    'From: <sip:a@b>;tag=1',
    'To: <sip:c@d>;tag=2',
    'Call-ID: x',
    'CSeq: 1 REGISTER',
  ),
  response(
    'a CSeq of words',
    'SIP/2.0 200 OK',
    'Via: SIP/2.0/WS x;branch=z9hG4bKy',
    'From: <sip:a@b>;tag=1',
    'To: <sip:c@d>',
    'Call-ID: x',
    'CSeq: first REGISTER',
  ),
  response(
    'a REGISTER answer with a broken Contact',
    'SIP/2.0 200 OK',
    'Via: SIP/2.0/WS x;branch=z9hG4bKy',
    'From: <sip:a@b>;tag=1',
    'To: <sip:c@d>',
    'Call-ID: x',
    'CSeq: 1 REGISTER',
    'Contact: <<<',
  ),
  response(
    'a challenge without a realm',
    'SIP/2.0 401 Unauthorized',
    'Via: SIP/2.0/WS x;branch=z9hG4bKy',
    'From: <sip:a@b>;tag=1',
    'To: <sip:c@d>',
    'Call-ID: x',
    'CSeq: 1 REGISTER',
    'WWW-Authenticate: Digest',
  ),
];
