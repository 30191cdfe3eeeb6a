import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js/lib/api/session-description-handler.js';
import type { Session } from 'sip.js/lib/api/session.js';
import type { CallAudio } from '../phone/ports';

const SDP = 'application/sdp';

/**
 * SIP.js's session description handler over `CallAudio`, for the first offer and answer of a call; later ones are
 * `Renegotiation`'s. Descriptions are applied one after the other: early media must be in place before the final answer.
 */
export class AudioHandler implements SessionDescriptionHandler {
  private offered: string | null = null;
  private prepared: string | null = null;
  private remote: string | null = null;
  private last: Promise<unknown> = Promise.resolve();
  /** Why the media could not do what was asked of it. */
  failure: unknown = null;

  constructor(readonly audio: CallAudio) {}

  /** The offer; a second time it is the same one, for an INVITE that has to be sent again (422). */
  async offer(): Promise<string> {
    return (this.offered ??= await this.audio.offer());
  }

  /** An answer that was made ahead: the next `getDescription` gives it. */
  setPrepared(answer: string): void {
    this.prepared = answer;
  }

  /** Their sound before the call is answered. A fork's answer replaces the one before; the 200's comes last (fault 1). */
  early(answer: string): Promise<void> {
    return this.queue(() => this.audio.applyAnswer(answer, 'pranswer'));
  }

  getDescription(): Promise<BodyAndContentType> {
    return this.queue(async () => {
      const body = this.prepared ?? (this.remote === null ? await this.offer() : await this.audio.answer(this.remote));
      return { body, contentType: SDP };
    });
  }

  setDescription(sdp: string): Promise<void> {
    return this.queue(async () => {
      if (this.offered !== null) await this.audio.applyAnswer(sdp, 'answer');
      else this.remote = sdp;
    });
  }

  hasDescription(contentType: string): boolean {
    return contentType.toLowerCase().startsWith(SDP);
  }

  rollbackDescription(): Promise<void> {
    return this.queue(() => this.audio.rollback());
  }

  sendDtmf(tones: string): boolean {
    return this.audio.sendDtmf(tones);
  }

  /** The call closes its audio itself. */
  close(): void {}

  private queue<T>(work: () => Promise<T>): Promise<T> {
    const run = this.last.then(work, work);
    this.last = run.catch((error: unknown) => {
      this.failure ??= error;
    });
    return run;
  }
}

/** The handler of a session: a call puts its own into `data` before SIP.js asks for one. */
export function handlerOf(session: Session): AudioHandler {
  if (session.data instanceof AudioHandler) return session.data;
  throw new Error('A session without audio');
}
