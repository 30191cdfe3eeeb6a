import { Dialog } from 'sip.js/lib/core/dialogs/dialog.js';
import type { SessionDialog } from 'sip.js/lib/core/dialogs/session-dialog.js';
import type { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import { NameAddrHeader } from 'sip.js/lib/grammar/name-addr-header.js';
import { UserAgentClient } from 'sip.js/lib/core/user-agents/user-agent-client.js';
import { NonInviteClientTransaction } from 'sip.js/lib/core/transactions/non-invite-client-transaction.js';
import type { URI } from 'sip.js/lib/grammar/uri.js';
import type { CallAudio } from '../phone/ports';
import type { LineContext } from './context';
import { ALLOW, lists, sdpBody, sdpOf, seconds } from './headers';
import type { Renegotiation } from './renegotiation';
import { agree, MIN_SE, parseSessionExpires, sessionExpiresHeaders, type SessionTimer } from './session-timer';

/** UPDATE (RFC 3311), which SIP.js answers with 405 (FACTS, fault 7): it has no part of its core for it. */

/** SIP.js keeps the state of a dialog protected; a subclass may reach it. */
class Reach extends Dialog {
  static retarget(dialog: Dialog, target: URI): void {
    (dialog as Reach).dialogState.remoteTarget = target;
  }
}

/** Checks and counts the CSeq of a request that SIP.js did not see; answers and gives false where it is not in order. */
function inSequence(context: LineContext, dialog: Dialog, message: IncomingRequestMessage): boolean {
  if (dialog.remoteSequenceNumber !== undefined && message.cseq <= dialog.remoteSequenceNumber) {
    context.core.replyStateless(message, { statusCode: 500 });
    return false;
  }
  // SessionDialog's own version goes on to answer 501.
  Dialog.prototype.receiveRequest.call(dialog, message);
  const contact: unknown = message.parseHeader('contact');
  if (contact instanceof NameAddrHeader) Reach.retarget(dialog, contact.uri);
  return true;
}

export async function answerUpdate(
  context: LineContext,
  dialog: SessionDialog,
  message: IncomingRequestMessage,
  audio: CallAudio,
  renegotiation: Renegotiation,
  timer: SessionTimer,
): Promise<void> {
  if (!inSequence(context, dialog, message)) return;
  const reply = (statusCode: number, extraHeaders: string[] = [], sdp?: string) => {
    context.core.replyStateless(message, {
      statusCode,
      extraHeaders,
      ...(sdp !== undefined && { body: sdpBody(sdp) }),
    });
  };
  const asked = parseSessionExpires(message.getHeader('session-expires'));
  const theyCanRefresh = lists(message, 'supported', 'timer');
  if (asked && theyCanRefresh && asked.interval < MIN_SE) {
    reply(422, [`Min-SE: ${MIN_SE}`]);
    return;
  }
  const agreed = agree(asked, theyCanRefresh);
  const headers = [
    `Contact: ${context.core.configuration.contact.toString()}`,
    `Allow: ${ALLOW}`,
    ...sessionExpiresHeaders(agreed),
  ];
  const theirs = sdpOf(message);
  if (theirs === undefined) {
    reply(200, headers);
    timer.agreed(agreed, 'uas');
    return;
  }
  if (renegotiation.busy) {
    reply(491);
    return;
  }
  const answer = await renegotiation
    .answer(() => audio.answer(theirs))
    .catch((error: unknown) => {
      context.log.warn('sip', `Cannot answer an UPDATE: ${String(error)}`);
      return undefined;
    });
  if (answer === undefined) {
    reply(488);
    return;
  }
  reply(200, headers, answer);
  timer.agreed(agreed, 'uas');
  renegotiation.readRemoteHold();
}

/**
 * Their UPDATE before the call is answered: a new Contact or name of the other side is fine; a new offer is not before
 * the first one has its answer (RFC 3311, section 5.2).
 */
export function answerEarlyUpdate(context: LineContext, dialog: Dialog, message: IncomingRequestMessage): void {
  if (sdpOf(message) !== undefined) {
    context.core.replyStateless(message, { statusCode: 500, extraHeaders: ['Retry-After: 1'] });
    return;
  }
  if (!inSequence(context, dialog, message)) return;
  const contact = `Contact: ${context.core.configuration.contact.toString()}`;
  context.core.replyStateless(message, { statusCode: 200, extraHeaders: [contact, `Allow: ${ALLOW}`] });
}

/** A session refresh without a description. `refused` is told the status of a failure. */
export function sendRefresh(
  context: LineContext,
  dialog: SessionDialog,
  timer: SessionTimer,
  refused: (status: number) => void,
): void {
  const message = dialog.createOutgoingRequestMessage('UPDATE', {
    extraHeaders: [`Contact: ${context.core.configuration.contact.toString()}`, `Allow: ${ALLOW}`, ...timer.header()],
  });
  new UserAgentClient(NonInviteClientTransaction, context.core, message, {
    onAccept: (response) => {
      timer.agreed(parseSessionExpires(response.message.getHeader('session-expires')), 'uac');
    },
    onReject: (response) => {
      const status = response.message.statusCode ?? 0;
      if (status === 422) {
        timer.lengthen(seconds(response.message, 'min-se') ?? MIN_SE);
        sendRefresh(context, dialog, timer, refused);
      } else {
        refused(status);
      }
    },
  });
}
