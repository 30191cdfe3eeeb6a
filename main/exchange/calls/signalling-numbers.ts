/**
 * Numbers that answer in the ways of switches: progress, branches, redirects, session timers, callers with their headers.
 * The table of all is in ../README.md.
 */
import { MediaSession } from '../media/session';
import { ringTone, testTone } from '../media/tones';
import type { HeaderList } from '../sip/headers';
import { ECHO_CODECS, TONE_CODECS, type IncomingCall } from './incoming';
import type { Behaviour, Desk } from './behaviour';
import type { OutgoingOptions } from './outgoing';

const STEP = 1500;
const CALL_BACK_AFTER = 1500;
/** Seconds: the shortest that RFC 4028 allows. */
const SESSION = 90;

/** These statuses one after the other, without sound, and then the answer. */
const answeringAfter =
  (...statuses: readonly number[]): Behaviour =>
  async (call) => {
    for (const status of statuses) {
      call.respond(status);
      if (!(await call.wait(STEP))) return;
    }
    await call.answer({ source: testTone });
  };

const redirecting =
  (...contacts: readonly string[]): Behaviour =>
  (call, { domain }) => {
    const headers = contacts.map((contact): [string, string] => ['Contact', contact.replace('@-', `@${domain}`)]);
    call.reject(302, { headers });
  };

const callingBack =
  (options: (domain: string) => OutgoingOptions): Behaviour =>
  (call, desk) => {
    call.reject(480, { reason: 'Calling Back' });
    desk.after(CALL_BACK_AFTER, () => {
      desk.call(call.user, { number: call.number, media: 'tone', ...options(desk.domain) });
    });
  };

const withHeaders = (headers: (domain: string) => HeaderList) =>
  callingBack((domain) => ({ name: 'Practice caller', headers: headers(domain) }));

export const signallingNumbers: Readonly<Record<string, Behaviour>> = {
  '612': answeringAfter(181, 180),
  '613': answeringAfter(182),
  '614': answeringAfter(183),
  /** One branch is heard and ends (199), another rings and answers. */
  '615': async (call) => {
    if (!(await call.progress({ source: ringTone, toTag: 'first' })) || !(await call.wait(STEP))) return;
    call.respond(199, { toTag: 'first', headers: [['Reason', 'SIP;cause=480']] });
    call.respond(180, { toTag: 'second' });
    if (await call.wait(STEP)) await call.answer({ source: testTone, toTag: 'second', fresh: true });
  },
  /** Two far ends answer one offer at the same moment, without early media. */
  '616': async (call) => {
    const second = new MediaSession(testTone, TONE_CODECS, true);
    call.on('ended', () => {
      second.close();
    });
    const body = await second.answer(call.request.body);
    if (await call.answer({ source: testTone })) call.respond(200, { body, toTag: 'other' });
  },
  /** Rings reliably (RFC 3262), and answers some time after the PRACK. */
  '617': async (call) => {
    const acknowledged = call.once('request', ({ method }) => method === 'PRACK');
    call.respond(180, {
      headers: [
        ['Require', '100rel'],
        ['RSeq', '1'],
      ],
    });
    await Promise.race([acknowledged, call.once('ended')]);
    if (await call.wait(STEP)) await call.answer({ source: testTone });
  },
  /** The exchange refreshes the session by UPDATE. */
  '618': async (call, desk) => {
    if (!(await call.answer({ source: testTone, headers: session('uas') }))) return;
    refresh(call, desk);
  },
  /** The phone has to refresh the session; the exchange hangs up when it does not. */
  '619': async (call) => {
    let refreshed = true;
    call.on('request', ({ method }) => {
      if (method === 'UPDATE' || method === 'INVITE') refreshed = true;
    });
    if (!(await call.answer({ source: testTone, headers: session('uac') }))) return;
    while (refreshed) {
      refreshed = false;
      if (!(await call.wait((SESSION - SESSION / 3) * 1000))) return;
    }
    call.hangup({ reason: 'SIP;cause=408;text="session not refreshed"' });
  },
  '640': redirecting('<sip:600@->'),
  '641': redirecting('<sip:600@elsewhere.invalid>'),
  '642': redirecting('<sip:602@->;q=0.2', '<sip:601@->;q=0.9', '<tel:+49301234567>;q=0.5'),
  '643': redirecting('<sip:643@->'),
  '644': (call) => {
    call.reject(415, { headers: [['Accept', 'application/isup']] });
  },
  '645': (call) => {
    call.reject(606);
  },
  '646': (call) => {
    call.reject(488);
  },
  /** The other side changes: the switch connects the call with somebody else. */
  '647': async (call, { domain }) => {
    if (!(await call.answer({ source: 'echo', codecs: ECHO_CODECS })) || !(await call.wait(STEP))) return;
    call.tellIdentity(`"Practice colleague" <sip:2007@${domain}>`);
  },
  '630': withHeaders((domain) => [
    ['P-Asserted-Identity', `"Practice asserted" <sip:2001@${domain}>`],
    ['Diversion', `"Practice desk" <sip:2000@${domain}>;reason=no-answer`],
  ]),
  '631': withHeaders((domain) => [
    ['History-Info', `<sip:2000@${domain}?Reason=SIP%3Bcause%3D302>;index=1, <sip:2010@${domain}>;index=1.1;mp=1`],
  ]),
  '632': withHeaders(() => [['Alert-Info', '<http://practice.invalid>;info=alert-internal']]),
  '633': withHeaders(() => [['Alert-Info', '<urn:alert:priority:high>']]),
  '634': withHeaders(() => [['Call-Info', '<sip:practice.invalid>;answer-after=0']]),
  '635': withHeaders(() => [['Alert-Info', '<http://practice.invalid>;info=alert-autoanswer;delay=2']]),
  '636': withHeaders(() => [['Answer-Mode', 'Auto']]),
  '637': callingBack((domain) => ({
    name: 'Anonymous',
    number: 'anonymous',
    headers: [
      ['P-Asserted-Identity', `<sip:2001@${domain}>`],
      ['Privacy', 'id'],
    ],
  })),
};

const session = (refresher: 'uac' | 'uas'): HeaderList => [
  ['Session-Expires', `${SESSION};refresher=${refresher}`],
  ['Require', 'timer'],
];

function refresh(call: IncomingCall, desk: Desk): void {
  void call.wait((SESSION / 2) * 1000).then((alive) => {
    if (!alive) return;
    call.refresh(SESSION);
    refresh(call, desk);
  });
}
