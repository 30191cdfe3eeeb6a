import type { OutgoingRequestMessage } from 'sip.js/lib/core/messages/outgoing-request-message.js';
import type { UserAgentCore } from 'sip.js/lib/core/user-agent-core/user-agent-core.js';

/**
 * A request inside a dialog is about to be sent again with credentials, under the next CSeq: the dialog must count that
 * one too, or its next request repeats it (FACTS, fault 6). SIP.js does so for re-INVITE only.
 */
export function countRetry(core: UserAgentCore, request: OutgoingRequestMessage): void {
  if (request.toTag === undefined || request.toTag === '' || request.method === 'INVITE') return;
  const dialog = core.dialogs.get(request.callId + request.fromTag + request.toTag);
  if (dialog?.localSequenceNumber === undefined) return;
  dialog.incrementLocalSequenceNumber();
  // SIP.js adds one to the CSeq of the request itself.
  request.cseq = dialog.localSequenceNumber - 1;
}
