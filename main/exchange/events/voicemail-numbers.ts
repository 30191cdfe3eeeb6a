import type { Behaviour } from '../calls/behaviour';
import { acceptedTone, greetingTone } from '../media/tones';
import type { Mailboxes } from './mailboxes';

/** Where a phone listens to its messages: Message-Account of RFC 3842. */
export const VOICEMAIL_NUMBER = '621';

/** A message to oneself, and listening to it. */
export function voicemailNumbers(mailboxes: Mailboxes): Readonly<Record<string, Behaviour>> {
  return {
    /** Plays the tone after which one speaks; the message is there once the caller has hung up. */
    '620': async (call) => {
      if (!(await call.answer())) return;
      call.on('ended', () => {
        mailboxes.leave(call.user);
      });
      await call.play(acceptedTone);
    },
    /** Makes new messages old ones, and a second time clears them; hangs up after a tone. */
    [VOICEMAIL_NUMBER]: async (call) => {
      if (!(await call.answer())) return;
      mailboxes.listen(call.user);
      if (await call.play(greetingTone)) call.hangup();
    },
  };
}
