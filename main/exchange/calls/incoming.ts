import { MediaSession, type Source } from '../media/session';
import { IncompatibleError, type Codec } from '../media/sdp';
import type { HeaderList } from '../sip/headers';
import type { SipRequest } from '../sip/message';
import type { ServerTransaction } from '../sip/transactions';
import { Call } from './call';
import type { Surroundings } from './surroundings';

export interface MediaChoice {
  /** What the phone hears; silence unless given. */
  source?: Source;
  /** In order of preference; PCMU first unless given, since tones are PCMU. */
  codecs?: readonly Codec[];
  /** Tag of our To in this answer: another than before makes another dialog of a forked call. */
  toTag?: string;
  /** A media session of its own, with other keys and ports, as another phone would have. */
  fresh?: boolean;
  /** More headers of the 200. */
  headers?: HeaderList;
}

export const TONE_CODECS: readonly Codec[] = ['PCMU', 'PCMA', 'opus', 'G722'];
export const ECHO_CODECS: readonly Codec[] = ['opus', 'G722', 'PCMU', 'PCMA'];

/** A call of a phone to a number of the exchange. */
export class IncomingCall extends Call {
  readonly direction = 'from-phone';
  private extraHeaders: HeaderList = [];

  constructor(
    surroundings: Surroundings,
    private readonly transaction: ServerTransaction,
    number: string,
  ) {
    const { request } = transaction;
    super(surroundings, request.from.user, number, request.callId, {
      local: request.headers.get('To') ?? '',
      remote: (request.headers.get('From') ?? '').replace(/;\s*tag=[^;]*/i, ''),
    });
    this.localTag = transaction.toTag;
    this.adopt(request);
    transaction.oncancel = (reason) => {
      transaction.respond(487, { toTag: this.localTag });
      this.finish({ by: 'phone', status: 487, reason: reason ?? null });
    };
  }

  /** The INVITE. */
  get request(): SipRequest {
    return this.transaction.request;
  }

  ring(): void {
    this.respond(180);
  }

  /** 183 with SDP: the phone hears something before the call is answered. False where nothing fits; 488 was sent. */
  async progress(media: MediaChoice & { status?: number } = {}): Promise<boolean> {
    const session = this.prepare(media);
    try {
      const body = await session.answer(this.request.body);
      if (this.end) return false;
      this.respond(media.status ?? 183, { body, toTag: this.localTag });
      return true;
    } catch (error) {
      this.reject(error instanceof IncompatibleError ? 488 : 500);
      return false;
    }
  }

  /** False where nothing fits, or the caller has given up meanwhile. */
  async answer(media: MediaChoice = {}): Promise<boolean> {
    if (this.end || this.state === 'answered') return false;
    this.extraHeaders = media.headers ?? [];
    const session = this.prepare(media);
    if (!(await this.describe(this.transaction, session, this.localTag))) {
      this.finish({ by: 'exchange', status: this.transaction.final, reason: null });
      return false;
    }
    this.state = 'answered';
    this.emit('answered');
    return true;
  }

  reject(status: number, options: { reason?: string; headers?: HeaderList } = {}): void {
    if (this.end || this.state === 'answered') return;
    this.respond(status, options);
    this.finish({ by: 'exchange', status, reason: options.reason ?? null });
  }

  /** Any answer, with any tag: for scripts that play a switch's odd ways. */
  respond(
    status: number,
    options: { reason?: string; headers?: HeaderList; body?: string; toTag?: string } = {},
  ): void {
    const { headers = [], toTag = this.localTag, ...rest } = options;
    if (status > 100 && status < 200) {
      this.state = 'ringing';
      this.emit('ringing', status);
    }
    const contact: HeaderList = status > 100 && status < 300 ? this.answerHeaders() : [];
    this.transaction.respond(status, { ...rest, toTag, headers: [...contact, ...headers] });
  }

  protected override answerHeaders(): HeaderList {
    return [...super.answerHeaders(), ...this.extraHeaders];
  }

  hangup(options: { reason?: string } = {}): void {
    if (this.end) return;
    if (this.state === 'answered') this.bye(options.reason);
    else this.reject(480);
  }

  private prepare({
    source = 'silence',
    codecs = TONE_CODECS,
    toTag = this.localTag,
    fresh = false,
  }: MediaChoice): MediaSession {
    this.localTag = toTag;
    if (this.media && !fresh) {
      void this.media.play(source);
      return this.media;
    }
    this.media?.close();
    const session = new MediaSession(source, codecs, fresh);
    this.watchMedia(session);
    return session;
  }
}
