import type { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import type { ResponseOptions } from 'sip.js/lib/core/messages/outgoing-response.js';
import { utf8Length } from 'sip.js/lib/core/messages/utils.js';
import type { LineContext } from './context';
import { mediaType } from './event-headers';
import { ALLOW } from './headers';
import { sendRequest } from './send-request';
import { targetUri } from './uri';

/** In bytes of UTF-8. RFC 3428 (section 8) is about packets; a WebSocket has none, but nobody types more than this. */
export const LONGEST_TEXT = 16 * 1024;

/** The text of a MESSAGE (RFC 3428), or why it is refused. */
export function messageText(message: IncomingRequestMessage): { text: string } | { refusal: ResponseOptions } {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(message.getHeader('content-type') ?? '')?.[1];
  const encoding = message.getHeader('content-encoding') ?? message.getHeader('e') ?? 'identity';
  const readable =
    mediaType(message) === 'text/plain' &&
    /^(utf-?8|us-ascii)$/i.test(charset ?? 'utf-8') &&
    /^\s*identity\s*$/i.test(encoding);
  if (!readable && message.body !== '') {
    return {
      refusal: { statusCode: 415, extraHeaders: ['Accept: text/plain;charset=utf-8', 'Accept-Encoding: identity'] },
    };
  }
  if (utf8Length(message.body) > LONGEST_TEXT) return { refusal: { statusCode: 413 } };
  return { text: plain(message.body) };
}

/** Lines end in LF, and of the control characters only those that shape a text are left. */
const plain = (text: string) => text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, '');

/** MESSAGEs of ours that wait for their answer. */
export class OutgoingMessages {
  private readonly waiting = new Map<string, () => void>();

  constructor(private readonly context: LineContext) {}

  send(id: string, target: string, text: string): void {
    const { account, core } = this.context;
    const uri = targetUri(target, account.domain);
    if (uri === undefined) this.tell(id, 484);
    else if (utf8Length(text) > LONGEST_TEXT) this.tell(id, 413);
    else {
      const body = { contentDisposition: 'render', contentType: 'text/plain;charset=utf-8', content: text };
      const request = core.makeOutgoingRequestMessage(
        'MESSAGE',
        uri,
        core.configuration.aor,
        uri,
        {},
        [`Allow: ${ALLOW}`],
        body,
      );
      this.context.sign(request);
      this.waiting.set(
        id,
        sendRequest(core, request, (response) => {
          this.waiting.delete(id);
          this.tell(id, response?.statusCode ?? 408);
        }),
      );
    }
  }

  /** Whether they arrived cannot be known any more. */
  connectionLost(): void {
    for (const [id, abandon] of this.waiting) {
      abandon();
      this.tell(id, 408);
    }
    this.waiting.clear();
  }

  private tell(id: string, status: number): void {
    this.context.tell((sink) => {
      sink.messageSent(id, status);
    });
  }
}
