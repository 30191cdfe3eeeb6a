import type { Logger } from 'sip.js/lib/core/log/logger.js';
import type { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import { IncomingResponseMessage } from 'sip.js/lib/core/messages/incoming-response-message.js';
import { Parser } from 'sip.js/lib/core/messages/parser.js';
import { utf8Length } from 'sip.js/lib/core/messages/utils.js';
import type { UserAgentCore } from 'sip.js/lib/core/user-agent-core/user-agent-core.js';
import type { LogPort, TracePort } from '../phone/ports';
import { keepStrongestChallenge } from './challenge';
import { readChallenges } from './digest';
import { ALLOW } from './headers';
import { legible, withTelAgain } from './legible';
import { callIdOf, forLog, forTrace } from './message-log';

/** Nothing that a phone is sent comes near this; whatever is longer is not looked at. In characters. */
export const LONGEST_MESSAGE = 256 * 1024;

export interface WireOptions {
  /** Id of the account, for the trace. */
  line: string;
  log: LogPort;
  trace: TracePort | null;
  logger: Logger;
  core: UserAgentCore;
  /** Handles requests that SIP.js's core would refuse; true when it did. */
  request: (message: IncomingRequestMessage) => boolean;
  /** Sees each response before SIP.js takes it. */
  response: (message: IncomingResponseMessage) => void;
  /** A lone CRLF or CRLFCRLF (RFC 5626, section 3.5.1). */
  keepAlive: (kind: 'ping' | 'pong') => void;
}

/**
 * Between the transport and SIP.js's core. Everything that arrives is text until it was parsed here; whatever it is,
 * nothing is thrown, and the next message is read as if this one had not been there.
 */
export class Wire {
  constructor(private readonly options: WireOptions) {}

  receive(data: string): void {
    const { log } = this.options;
    if (data.length > LONGEST_MESSAGE) {
      log.warn('sip', `Dropped a message of ${data.length} characters`);
      return;
    }
    if (/^[\r\n\0 ]*$/.test(data)) {
      if (/[\0 ]/.test(data)) log.warn('sip', `Took a message of ${data.length} blanks for a keep-alive`);
      this.options.keepAlive(data === '\r\n\r\n' ? 'ping' : 'pong');
      return;
    }
    // RFC 3261, section 7.5: empty lines before the start line are ignored.
    const text = data.replace(/^[\r\n]+/, '');
    this.record('received', text);
    try {
      this.parsed(text);
    } catch (error) {
      log.warn('sip', `Dropped a malformed message: ${describe(error)}`);
    }
  }

  /** What leaves: SIP.js writes its own list of methods into each message. */
  outgoing(message: string): string {
    const end = endOfHeaders(message);
    const head = withTelAgain(message.slice(0, end)).replace(/^Allow:.*$/gm, `Allow: ${ALLOW}`);
    const text = head + message.slice(end);
    this.record('sent', text);
    return text;
  }

  /** In log and trace, once the message is dealt with: a 180 does not wait for what is written about its INVITE. */
  private record(way: 'received' | 'sent', text: string): void {
    const { log, trace, line } = this.options;
    const at = Date.now();
    queueMicrotask(() => {
      log.debug('sip', `${way}\n${forLog(text)}`);
      if (trace?.on) trace.add({ at, way, line, callId: callIdOf(text), text: forTrace(text) });
    });
  }

  private parsed(text: string): void {
    const message = Parser.parseMessage(legible(keepStrongestChallenge(withoutControls(text))), this.options.logger);
    if (message === undefined) {
      this.options.log.warn('sip', 'Dropped a message that is not SIP');
      return;
    }
    for (const name of ['from', 'to', 'call-id', 'cseq', 'via']) {
      if (!message.hasHeader(name)) throw new Error(`no ${name}`);
    }
    if (!message.callId || !message.fromTag || !Number.isInteger(message.cseq))
      throw new Error('no From tag, Call-ID or CSeq');
    if (message instanceof IncomingResponseMessage) this.response(message);
    else this.request(message);
  }

  private request(message: IncomingRequestMessage): void {
    const core = this.options.core;
    // A request cannot be answered 400 statelessly when it is itself an ACK.
    const refuse = (statusCode: number, extraHeaders?: string[]) => {
      if (message.method !== 'ACK') core.replyStateless(message, { statusCode, ...(extraHeaders && { extraHeaders }) });
    };
    if (bodyIsShort(message)) {
      refuse(400);
      return;
    }
    const named = /^\s*\d+\s+([\w-]+)\s*$/.exec(message.getHeader('cseq') ?? '')?.[1];
    if (named !== message.method) {
      refuse(400);
      return;
    }
    // RFC 3261, section 8.2.2.2: our own request has come back to us.
    if (!message.toTag && message.callId.startsWith(core.configuration.sipjsId)) {
      refuse(482);
      return;
    }
    try {
      if (!this.options.request(message)) core.receiveIncomingRequestFromTransport(message);
    } catch (error) {
      this.options.log.warn('sip', `Refused a ${message.method} that cannot be handled: ${describe(error)}`);
      refuse(400);
    }
  }

  private response(message: IncomingResponseMessage): void {
    const core = this.options.core;
    if (message.getHeaders('via').length !== 1) throw new Error('more than one Via');
    if (message.via.host !== core.configuration.viaHost) throw new Error('not an answer to us');
    if (bodyIsShort(message)) throw new Error('body shorter than its Content-Length');
    readChallenges(message);
    this.options.response(message);
    core.receiveIncomingResponseFromTransport(message);
  }
}

function bodyIsShort(message: IncomingRequestMessage | IncomingResponseMessage): boolean {
  const length = message.getHeader('content-length');
  return length !== undefined && utf8Length(message.body) < Number(length);
}

/**
 * Some switches pass on whatever a caller put into a display name. RFC 3261 (section 25.1) has no bare control
 * characters in a quoted string, and a call must not be lost over one; a blank keeps the escapes around it whole.
 */
function withoutControls(text: string): string {
  const end = endOfHeaders(text);
  return text.slice(0, end).replace(/(?![\t\r\n\x80-\x9f])\p{Cc}/gu, ' ') + text.slice(end);
}

function endOfHeaders(message: string): number {
  const end = message.indexOf('\r\n\r\n');
  return end < 0 ? message.length : end;
}

const describe = (error: unknown) => (error instanceof Error ? error.message : String(error));
