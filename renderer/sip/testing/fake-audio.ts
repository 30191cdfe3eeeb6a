import { IncompatibleError, type CallAudio, type MediaPort, type MediaStats } from '../../phone/ports';

/** A session description as the fakes write it: enough to tell one from another and to see who holds. */
export const sdp = (name: string, direction = 'sendrecv') =>
  [
    'v=0',
    `o=${name} 1 1 IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    `a=${direction}`,
    '',
  ].join('\r\n');

/** What was done with an audio, in order, such as `offer` or `answer peer`. */
export class FakeAudio implements CallAudio {
  readonly did: string[] = [];
  remoteHold = false;
  onflow: ((flowing: boolean) => void) | null = null;
  onfailed: (() => void) | null = null;
  onrestart: (() => void) | null = null;
  /** What the next offer or answer fails with. */
  failsWith: Error | null = null;
  /** Offers and answers wait for it. */
  gate: Promise<void> = Promise.resolve();
  telephoneEvents = true;
  closed = false;
  muted = false;
  held = false;
  private count = 0;

  constructor(
    readonly iceServers: unknown,
    readonly id: string,
  ) {}

  async offer(options: { iceRestart?: boolean } = {}): Promise<string> {
    this.did.push(options.iceRestart ? 'offer with restart' : 'offer');
    await this.ready();
    return sdp(`offer${++this.count}`, this.held ? 'sendonly' : 'sendrecv');
  }

  async prepare(remoteOffer: string): Promise<void> {
    this.did.push('prepare');
    if (remoteOffer.includes('m=audio 9 RTP/AVP')) throw new IncompatibleError('no encryption');
    await Promise.resolve();
  }

  async answer(remoteOffer: string): Promise<string> {
    this.did.push(`answer ${nameOf(remoteOffer)}`);
    await this.ready();
    this.read(remoteOffer);
    return sdp(`answer${++this.count}`);
  }

  async applyAnswer(remoteAnswer: string, kind: 'answer' | 'pranswer'): Promise<void> {
    this.did.push(`${kind} ${nameOf(remoteAnswer)}`);
    await this.ready();
    this.read(remoteAnswer);
  }

  async rollback(): Promise<void> {
    this.did.push('rollback');
    await Promise.resolve();
  }

  setHold(on: boolean): void {
    this.held = on;
  }

  setMuted(on: boolean): void {
    this.muted = on;
  }

  sendDtmf(digits: string): boolean {
    if (this.telephoneEvents) this.did.push(`dtmf ${digits}`);
    return this.telephoneEvents;
  }

  sendInBandDtmf(digits: string): void {
    this.did.push(`tones ${digits}`);
  }

  stats(): Promise<MediaStats | null> {
    return Promise.resolve(null);
  }

  close(): void {
    this.closed = true;
  }

  private read(description: string): void {
    this.remoteHold = /a=(sendonly|inactive)/.test(description);
  }

  private async ready(): Promise<void> {
    await this.gate;
    const error = this.failsWith;
    this.failsWith = null;
    if (error) throw error;
  }
}

const nameOf = (description: string) => /^o=(\S+)/m.exec(description)?.[1] ?? '?';

export class FakeMedia implements MediaPort {
  readonly audios: FakeAudio[] = [];
  /** Changes an audio before its call gets it. */
  prepare: (audio: FakeAudio) => void = () => {};

  createAudio: MediaPort['createAudio'] = (account, id) => {
    const audio = new FakeAudio(account.iceServers, id);
    this.prepare(audio);
    this.audios.push(audio);
    return audio;
  };

  get last(): FakeAudio {
    const audio = this.audios.at(-1);
    if (!audio) throw new Error('No call has asked for audio');
    return audio;
  }
}
