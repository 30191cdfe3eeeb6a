/** What answers at which number; the same as the test numbers of the Asterisk that the interop tests use. */
import { acceptedTone, DTMF_DIGITS, dtmfTones, greetingTone, holdMusic, ringTone, testTone } from '../media/tones';
import type { Behaviour, Desk } from './behaviour';
import { ECHO_CODECS, type IncomingCall } from './incoming';
import { signallingNumbers } from './signalling-numbers';

const RING_TIME = 30_000;
const SHORT_CALL = 2000;
const EARLY_MEDIA_TIME = 5000;
const CALL_BACK_AFTER = 5000;
const DTMF_SILENCE = 8000;
const DTMF_LIMIT = 20;

export const numbers: Readonly<Record<string, Behaviour>> = {
  ...signallingNumbers,
  /** Echo. */
  '600': async (call) => {
    await call.answer({ source: 'echo', codecs: ECHO_CODECS });
  },
  /** A tone of 1004 Hz. */
  '601': async (call) => {
    await call.answer({ source: testTone });
  },
  /** Rings and is not answered. */
  '602': async (call) => {
    call.ring();
    if (await call.wait(RING_TIME)) call.reject(480);
  },
  '603': (call) => {
    call.reject(486);
  },
  '604': (call) => {
    call.reject(404);
  },
  /** Answers and hangs up. */
  '605': async (call) => {
    if ((await call.answer()) && (await call.wait(SHORT_CALL))) call.hangup();
  },
  /** Reads keys until # or 8 s of silence, and plays them back. */
  '606': async (call, desk) => {
    const reading = readDigits(call, desk);
    if (!(await call.answer())) return;
    const digits = await reading();
    desk.dtmfRead(call, digits);
    if (await call.play(dtmfTones(digits))) call.hangup();
  },
  /** Sends keys. */
  '607': async (call) => {
    if (!(await call.answer()) || !(await call.wait(1000))) return;
    call.sendDtmf('147*#');
    if (await call.wait(3000)) call.hangup();
  },
  /** Music, two tones in turn. */
  '608': async (call) => {
    await call.answer({ source: holdMusic });
  },
  '609': (call) => {
    call.reject(403);
  },
  /** Something to hear before an answer that does not come. */
  '610': async (call) => {
    if ((await call.progress({ source: ringTone })) && (await call.wait(EARLY_MEDIA_TIME))) call.reject(480);
  },
  '611': (call) => {
    call.reject(503);
  },
  /** Costs more than anybody has. */
  '652': (call) => {
    call.reject(402);
  },
  /** Calls back. */
  '650': async (call, desk) => {
    if (!(await call.answer())) return;
    await mediaUp(call);
    if (await call.play(acceptedTone)) call.hangup();
    desk.after(CALL_BACK_AFTER, () => {
      const back = desk.call(call.user, {
        name: 'Practice call-back',
        number: '650',
        media: 'silence',
        codecs: ['PCMU', 'PCMA'],
      });
      back.on('connected', () => {
        void back.play(greetingTone).then((alive) => alive && back.play('echo'));
      });
    });
  },
};

/** What becomes of a call to a number of the exchange that is made by the exchange itself: nobody hears it. */
export const outcomeOf = (number: string): number => OUTCOMES[number] ?? 200;

const OUTCOMES: Readonly<Record<string, number>> = {
  '602': 480,
  '603': 486,
  '604': 404,
  '609': 403,
  '610': 480,
  '611': 503,
  '652': 402,
  '644': 415,
  '645': 606,
  '646': 488,
};

function mediaUp(call: IncomingCall): Promise<unknown> {
  if (call.stats()?.connectedAt) return Promise.resolve();
  return Promise.race([call.once('connected'), call.once('ended')]);
}

/** Listens from now on; the function it returns waits until the digits are complete. */
function readDigits(call: IncomingCall, desk: Desk): () => Promise<string> {
  let digits = '';
  let onkey: () => void = () => {};
  call.on('dtmf', (digit) => {
    if (digits.endsWith('#') || !DTMF_DIGITS.includes(digit)) return;
    digits += digit;
    onkey();
  });
  return () =>
    new Promise((resolve) => {
      let stopTimer: () => void = () => {};
      const complete = () => {
        onkey = () => {};
        stopTimer();
        resolve(digits.replace('#', ''));
      };
      onkey = () => {
        stopTimer();
        stopTimer = desk.after(DTMF_SILENCE, complete);
        if (digits.endsWith('#') || digits.length >= DTMF_LIMIT) complete();
      };
      call.on('ended', complete);
      onkey();
    });
}
