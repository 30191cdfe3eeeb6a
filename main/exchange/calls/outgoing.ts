import { MediaSession, type Source } from '../media/session';
import type { Codec } from '../media/sdp';
import { testTone } from '../media/tones';
import { Fork, type ForkTarget } from '../sip/fork';
import type { HeaderList } from '../sip/headers';
import { token, type SipResponse } from '../sip/message';
import { Call } from './call';
import { ECHO_CODECS, TONE_CODECS } from './incoming';
import type { Surroundings } from './surroundings';

export interface OutgoingOptions {
  /** Display name of the caller. */
  name?: string;
  /** The caller's number. */
  number?: string;
  /** What the phone hears once it has answered; a 1004 Hz tone unless given. */
  media?: 'tone' | 'echo' | 'silence' | Source;
  /** More headers of the INVITE, for example Call-Info with answer-after. */
  headers?: HeaderList;
  /** In order of preference. */
  codecs?: readonly Codec[];
  /** An INVITE without SDP: the phone makes the offer in its 200. */
  withoutOffer?: boolean;
}

/** A call from a number of the exchange to all phones of a user. */
export class OutgoingCall extends Call {
  readonly direction = 'to-phone';
  /** Display name of the caller. */
  readonly callerName: string;
  private readonly fork: Fork;
  private readonly options: OutgoingOptions;

  constructor(surroundings: Surroundings, user: string, options: OutgoingOptions) {
    const { name = 'Practice call', number = '650' } = options;
    const quoted = name ? `"${name.replace(/[\\"]/g, '\\$&')}" ` : '';
    super(surroundings, user, number, `${token()}@${surroundings.domain}`, {
      local: `${quoted}<sip:${encodeURIComponent(number)}@${surroundings.domain}>`,
      remote: `<sip:${encodeURIComponent(user)}@${surroundings.domain}>`,
    });
    this.options = options;
    this.callerName = name;
    this.fork = new Fork(surroundings.transactions, {
      provisional: (response) => {
        if (this.state === 'calling') this.state = 'ringing';
        this.emit('ringing', response.status);
      },
      success: (response, target) => {
        void this.succeed(response, target);
      },
      failure: (status, response) => {
        this.finish({ by: 'phone', status, reason: response?.headers.get('Reason') ?? null });
      },
    });
  }

  async start(targets: readonly ForkTarget[]): Promise<void> {
    const source = this.options.media === 'tone' || this.options.media === undefined ? testTone : this.options.media;
    const session = new MediaSession(source, this.options.codecs ?? (source === 'echo' ? ECHO_CODECS : TONE_CODECS));
    this.watchMedia(session);
    // Also without an offer nothing happens before the caller of `call()` can listen.
    const body = await (this.options.withoutOffer ? Promise.resolve('') : session.offer());
    if (this.end) return;
    this.localSequence = 1;
    const type: HeaderList = body ? [['Content-Type', 'application/sdp']] : [];
    const headers = this.requestHeaders('INVITE', this.localSequence, [...(this.options.headers ?? []), ...type]);
    this.fork.start(targets, { method: 'INVITE', headers, body });
  }

  hangup(options: { reason?: string } = {}): void {
    if (this.end) return;
    if (this.state === 'answered') this.bye(options.reason);
    else this.cancel(options);
  }

  /** Gives up; the phones stop ringing. `reason`: a Reason header (RFC 3326). */
  cancel({ reason }: { reason?: string } = {}): void {
    if (this.end || this.state === 'answered') return;
    this.fork.cancel(reason ? [['Reason', reason]] : []);
    this.finish({ by: 'exchange', status: 487, reason: reason ?? null });
  }

  private async succeed(response: SipResponse, target: ForkTarget): Promise<void> {
    for (const contact of response.contacts) this.surroundings.flows.learn(contact.uri, target.link);
    if (this.end || this.state === 'answered') {
      this.decline(response);
      return;
    }
    this.adopt(response);
    this.state = 'answered';
    try {
      if (this.options.withoutOffer) this.acknowledgeWith((await this.media?.answer(response.body)) ?? '');
      else {
        this.acknowledge(this.localSequence);
        await this.media?.applyAnswer(response.body);
      }
      this.emit('answered');
    } catch {
      this.hangup({ reason: 'SIP;cause=488' });
    }
  }

  private acknowledgeWith(sdp: string): void {
    const link = this.surroundings.flows.find(this.remoteTarget);
    const headers = this.requestHeaders('ACK', this.localSequence, [['Content-Type', 'application/sdp']]);
    const request = { method: 'ACK', uri: this.remoteTarget, headers, body: sdp };
    if (link) this.surroundings.transactions.sendStateless(link, request);
  }

  /** A second phone answered at the same moment, or one after we gave up: ACK, then BYE (RFC 3261, section 13.2.2.4). */
  private decline(response: SipResponse): void {
    const uri = response.contacts[0]?.uri ?? '';
    const link = this.surroundings.flows.find(uri);
    if (!link) return;
    const to = response.headers.get('To') ?? '';
    const ack = this.requestHeaders('ACK', 1, []).set('To', to);
    this.surroundings.transactions.sendStateless(link, { method: 'ACK', uri, headers: ack, body: '' });
    const bye = this.requestHeaders('BYE', 2, [['Reason', 'SIP;cause=200;text="Call completed elsewhere"']]).set(
      'To',
      to,
    );
    this.surroundings.transactions.send(link, { method: 'BYE', uri, headers: bye, body: '' }, () => {});
  }
}
