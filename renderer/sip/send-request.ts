import type { IncomingResponseMessage } from 'sip.js/lib/core/messages/incoming-response-message.js';
import type { OutgoingRequestMessage } from 'sip.js/lib/core/messages/outgoing-request-message.js';
import type { UserAgentCore } from 'sip.js/lib/core/user-agent-core/user-agent-core.js';
import { isMadeUp } from './headers';

/**
 * Sends a request that belongs to no call. A challenge is answered; `done` hears the final answer once, null when there
 * was none. Returns a function that gives up: then nothing more is heard.
 */
export function sendRequest(
  core: UserAgentCore,
  request: OutgoingRequestMessage,
  done: (response: IncomingResponseMessage | null) => void,
): () => void {
  let over = false;
  const finish = ({ message }: { message: IncomingResponseMessage }) => {
    if (over) return;
    over = true;
    done(isMadeUp(message) ? null : message);
  };
  const client = core.request(request, { onAccept: finish, onReject: finish, onRedirect: finish });
  return () => {
    if (over) return;
    over = true;
    client.dispose();
    // SIP.js forgets a request only when its transaction ends, which a disposed one never does.
    const { userAgentClients } = core;
    for (const [id, other] of userAgentClients) if (other === client) userAgentClients.delete(id);
  };
}
