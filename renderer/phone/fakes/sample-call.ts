import type { Call } from '../phone-api';
import { sampleNow } from './samples';

/** An answered call with Ada, as the rest of the program sees it. */
export const sampleCall: Call = {
  id: 'c',
  direction: 'incoming',
  party: { name: 'Ada', number: '1', uri: 'sip:1@a.test' },
  startedAt: sampleNow - 64_000,
  state: {
    kind: 'active',
    since: sampleNow - 60_000,
    hold: { local: false, remote: false },
    media: { kind: 'flowing' },
    transfer: { kind: 'none' },
  },
  muted: false,
  digits: '',
  autoAnswered: false,
  answerAfter: null,
  line: 'a',
  via: null,
  called: '',
  ring: 'normal',
  waitingDigits: '',
  consultFor: null,
  conference: null,
  referral: null,
  quality: null,
};
