import type { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import type { Watch } from '../phone/ports';
import type { LineContext } from './context';
import { ALLOW } from './headers';

/** What a line does beside calls: subscriptions (RFC 6665) and messages (RFC 3428). */
export class LineEvents {
  constructor(private readonly context: LineContext) {}

  watch(watch: Watch, _expires: number): void {
    this.context.tell((sink) => {
      sink.watch(watch.id, { kind: 'refused', status: 501, retryAfter: 0 });
    });
  }

  unwatch(_id: string): void {}

  sendMessage(id: string, _target: string, _text: string): void {
    this.context.tell((sink) => {
      sink.messageSent(id, 501);
    });
  }

  /** A request that is not of a call, before SIP.js takes it; true: it has been answered here. */
  onRequest(message: IncomingRequestMessage): boolean {
    if (message.method !== 'MESSAGE') return false;
    this.context.core.replyStateless(message, { statusCode: 405, extraHeaders: [`Allow: ${ALLOW}`] });
    return true;
  }

  /** The connection is gone: answers to what is under way will not come. */
  connectionLost(): void {}

  close(): void {}
}
