import type { OutgoingRequest } from 'sip.js/lib/core/messages/outgoing-request.js';
import type { IncomingResponseMessage } from 'sip.js/lib/core/messages/incoming-response-message.js';
import type { UserAgentCore } from 'sip.js/lib/core/user-agent-core/user-agent-core.js';
import { URI } from 'sip.js/lib/grammar/uri.js';
import type { NameAddrHeader } from 'sip.js/lib/grammar/name-addr-header.js';
import type { LineSignal } from '../phone/line';
import type { LineCause } from '../phone/reasons';
import { isAnswerable, type Credentials } from './digest';
import { ALLOW, isMadeUp, seconds } from './headers';
import { token } from './tokens';

export interface RegistrationOptions {
  core: UserAgentCore;
  credentials: Credentials;
  /** RFC 5626: one instance per run of the program, so that a new connection replaces the binding of the old. */
  instance: string;
  emit: (signal: LineSignal) => void;
}

/**
 * REGISTER, one request at a time, on command (RFC 3261, section 10.2). It speaks to SIP.js's core and not to its
 * `Registerer`: that one keeps a state and timers of its own beside the line machine's, answers a 423 without telling,
 * stays stuck after a 200 without Contact, and repeats a used Authorization (FACTS, faults 2, 4, 5).
 */
export class Registration {
  private readonly callId = token(24);
  private readonly fromTag = token(10);
  private cseq = 0;
  private pending: OutgoingRequest | null = null;

  constructor(private readonly options: RegistrationOptions) {}

  register(expires: number): void {
    this.send(expires, (response) => {
      this.options.emit({ kind: 'registered', expires: granted(response, this.options.core, expires) });
    });
  }

  unregister(): void {
    this.send(0, () => {
      this.options.emit({ kind: 'unregistered' });
    });
  }

  /** The connection is gone: an answer that still comes does not count. */
  reset(): void {
    const pending = this.pending;
    if (pending === null) return;
    this.pending = null;
    this.cseq = pending.message.cseq;
    pending.dispose();
    // SIP.js forgets a request only when its transaction ends, which a disposed one never does.
    const { userAgentClients } = this.options.core;
    for (const [id, client] of userAgentClients) if (client === pending) userAgentClients.delete(id);
  }

  private send(expires: number, accepted: (response: IncomingResponseMessage) => void): void {
    this.reset();
    const { core, credentials, instance, emit } = this.options;
    const { aor, contact } = core.configuration;
    const registrar = new URI('sip', '', aor.host, aor.port);
    const request = core.makeOutgoingRequestMessage(
      'REGISTER',
      registrar,
      aor,
      aor,
      { callId: this.callId, fromTag: this.fromTag, cseq: ++this.cseq },
      [
        `Contact: ${contact.toString({ register: true })};reg-id=1;+sip.instance="<urn:uuid:${instance}>";expires=${expires}`,
        `Expires: ${expires}`,
        `Allow: ${ALLOW}`,
      ],
    );
    credentials.signAhead(request);
    const finish = (report: (response: IncomingResponseMessage) => void) => {
      return ({ message }: { message: IncomingResponseMessage }) => {
        if (this.pending !== sent) return;
        this.pending = null;
        this.cseq = request.cseq;
        report(message);
      };
    };
    const refused = finish((response) => {
      if (expires === 0) emit({ kind: 'unregistered' });
      else emit(failure(response, isAnswerable(response)));
    });
    const sent = core.register(request, { onAccept: finish(accepted), onReject: refused, onRedirect: refused });
    this.pending = sent;
  }
}

/** Seconds that the registrar grants: from our Contact, else Expires, else what we asked for (fault 4). */
function granted(response: IncomingResponseMessage, core: UserAgentCore, asked: number): number {
  const ours = core.configuration.contact.uri;
  const contacts = response.getHeaders('contact').length;
  for (let index = 0; index < contacts; index++) {
    const contact = response.parseHeader('contact', index) as NameAddrHeader | undefined;
    const expires = Number(contact?.getParam('expires') ?? NaN);
    if (contact?.uri.user === ours.user && Number.isFinite(expires) && expires > 0) return expires;
  }
  const expires = seconds(response, 'expires');
  return expires === undefined || expires === 0 ? asked : expires;
}

function failure(response: IncomingResponseMessage, wrongPassword: boolean): LineSignal {
  const status = response.statusCode ?? 0;
  const retryAfter = seconds(response, 'retry-after');
  const minExpires = status === 423 ? seconds(response, 'min-expires') : undefined;
  return {
    kind: 'register-failed',
    status,
    cause: causeOf(response, status, wrongPassword),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(minExpires !== undefined && { minExpires }),
  };
}

function causeOf(response: IncomingResponseMessage, status: number, wrongPassword: boolean): LineCause {
  if (isMadeUp(response)) return status === 408 ? { kind: 'timeout' } : { kind: 'lost' };
  if (status === 401 || status === 407)
    return wrongPassword ? { kind: 'wrong-password' } : { kind: 'rejected', status };
  if (status === 403) return { kind: 'forbidden' };
  if (status === 404) return { kind: 'unknown-user' };
  if (status === 408) return { kind: 'timeout' };
  return status >= 500 && status < 600 ? { kind: 'server-error', status } : { kind: 'rejected', status };
}
