/**
 * The demonstration: the real phone on a virtual screen against its practice exchange, from the sign-in page to an
 * answered call, used as a person would and measured from outside: SIP at the WebSocket, sound by WebRTC's statistics and
 * a meter at the loudspeaker. The last line printed is one JSON object; the exit code is 0 only if all of it happened.
 */
import { mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { toneFrequency } from '../../e2e/fixtures/wav';
import { launchPhone, type Phone } from '../measure/electron';
import { answer, dial, hangUp, ringing, tryItNow } from '../measure/hands';
import { figures } from '../measure/peers';
import { root } from '../measure/places';
import { isRequest, isResponse, watchWire, type Wire } from '../measure/wire';
import { talk, type Sound } from './call';
import { ms, Timeline } from './timeline';

const echoNumber = '600';
const callBackNumber = '650';
const conversation = 5000;
const quietest = -50; // dBFS; silence is below -90
const screenshot = join(root, '.cache/demo/live-call.png');

/** What goes into the last line; times in ms. */
interface Report {
  ok: boolean;
  problems: string[];
  electron: string;
  startToPage: number;
  register?: { clickToRegister: number; registerTo200: number; startToRegistered: number };
  echo?: Outgoing & SoundReport;
  hangUp?: { clickToBye: number; byeTo200: number };
  incoming?: {
    inviteTo180: number;
    answerTo200: number;
    firstSent: number | null;
    firstReceived: number | null;
  } & SoundReport;
  screenshot?: string;
}
interface Outgoing {
  number: string;
  clickToInvite: number;
  inviteTo180: number | null;
  inviteTo200: number;
  firstSent: number | null;
  firstReceived: number | null;
}
type SoundReport = ReturnType<typeof soundReport>;

const rounded = (value: number, digits = 1) => Number(value.toFixed(digits));
const since = (from: number, to: number | null) => (to === null ? null : rounded(to - from));

function soundReport({ codec, packetsSent, packetsReceived, packetsLost, loss, jitter, roundTrip, tone }: Sound) {
  return {
    codec,
    packetsSent,
    packetsReceived,
    packetsLost,
    lossPercent: rounded(loss, 2),
    jitter: jitter === null ? null : rounded(jitter),
    roundTrip: roundTrip === null ? null : rounded(roundTrip),
    toneHz: rounded(tone.frequency),
    toneLevel: rounded(tone.level),
  };
}

class Demonstration {
  readonly report: Report;
  readonly #line = new Timeline();
  readonly #page: Page;

  constructor(
    phone: Phone,
    private readonly wire: Wire,
    /** ms since the epoch at the page's `performance.now()` 0 */
    private readonly pageZero: number,
    electron: string,
  ) {
    this.#page = phone.page;
    this.#line.begin(phone.startedAt);
    this.report = { ok: false, problems: [], electron, startToPage: rounded(pageZero - phone.startedAt) };
    this.#line.event(`the phone's page (Electron ${electron})`, pageZero);
    this.#startedAt = phone.startedAt;
  }
  readonly #startedAt: number;

  #at(text: string, pageTime: number | null): void {
    if (pageTime === null) this.#expect(false, `${text}: it did not happen`);
    else this.#line.event(text, this.pageZero + pageTime);
  }

  #expect(holds: boolean, problem: string): void {
    if (holds) return;
    this.report.problems.push(problem);
    this.#line.event(`PROBLEM: ${problem}`);
  }

  #sound(sound: Sound): SoundReport {
    this.#line.figure('codec', sound.codec);
    this.#line.figure('packets', `${String(sound.packetsSent)} sent, ${String(sound.packetsReceived)} received`);
    this.#line.figure('loss', `${String(sound.packetsLost)} packets, ${sound.loss.toFixed(2)} %`);
    this.#line.figure('jitter', ms(sound.jitter));
    this.#line.figure('round trip', ms(sound.roundTrip));
    this.#line.figure(
      'sound that came',
      `${sound.tone.frequency.toFixed(0)} Hz at ${sound.tone.level.toFixed(1)} dBFS`,
    );
    this.#expect(sound.packetsSent > 0 && sound.packetsReceived > 0, 'there were no packets in both directions');
    this.#expect(sound.tone.level > quietest, `what came back is silence (${sound.tone.level.toFixed(0)} dBFS)`);
    return soundReport(sound);
  }

  async signIn(): Promise<void> {
    this.#line.heading('Sign-in with "Try it now"');
    const clicked = await tryItNow(this.#page);
    this.#at('clicked', clicked);
    const asked = await this.wire.next('REGISTER', isRequest('sent', 'REGISTER'));
    this.#at('→ REGISTER', asked.at);
    const done = await this.wire.next('200 to REGISTER', isResponse('received', 'REGISTER', 200));
    this.#at('← 200, registered', done.at);
    await this.#page.locator('[data-dial]').waitFor();
    this.report.register = {
      clickToRegister: rounded(asked.at - clicked),
      registerTo200: rounded(done.at - asked.at),
      startToRegistered: rounded(this.pageZero + done.at - this.#startedAt),
    };
  }

  async callEcho(): Promise<void> {
    this.#line.heading(`A call to ${echoNumber}, the echo`);
    const before = this.wire.messages.length;
    const clicked = await dial(this.#page, echoNumber);
    this.#at('dialled', clicked);
    const invite = await this.wire.next('INVITE', isRequest('sent', 'INVITE'), before);
    this.#at('→ INVITE', invite.at);
    const ok = await this.wire.next('200 to INVITE', isResponse('received', 'INVITE', 200, invite.callId), before);
    const progress = this.wire.messages.find(isResponse('received', 'INVITE', 180, invite.callId));
    if (progress) this.#at('← 180', progress.at);
    else this.#line.event('(no 180: the echo answers without ringing)', this.pageZero + ok.at);
    this.#at('← 200', ok.at);

    const talking = talk(this.#page, conversation);
    await this.#page.waitForFunction((half) => performance.now() > half, ok.at + conversation / 2);
    mkdirSync(dirname(screenshot), { recursive: true });
    await this.#page.screenshot({ path: screenshot });
    this.report.screenshot = relative(root, screenshot);
    const sound = await talking;
    this.#at('→ first packet of sound', sound.firstSentAt);
    this.#at('← first packet of sound', sound.firstReceivedAt);
    this.#line.event(`talked for ${String(conversation / 1000)} s`);
    const figures = this.#sound(sound);
    this.#expect(
      Math.abs(sound.tone.frequency - toneFrequency) < 10,
      `${String(toneFrequency)} Hz went out, ${sound.tone.frequency.toFixed(0)} Hz came back`,
    );
    this.report.echo = {
      number: echoNumber,
      clickToInvite: rounded(invite.at - clicked),
      inviteTo180: progress ? rounded(progress.at - invite.at) : null,
      inviteTo200: rounded(ok.at - invite.at),
      firstSent: since(ok.at, sound.firstSentAt),
      firstReceived: since(ok.at, sound.firstReceivedAt),
      ...figures,
    };

    const ended = await hangUp(this.#page);
    this.#at('hung up', ended);
    const bye = await this.wire.next('BYE', isRequest('sent', 'BYE'), before);
    this.#at('→ BYE', bye.at);
    const confirmed = await this.wire.next('200 to BYE', isResponse('received', 'BYE', 200, invite.callId), before);
    this.#at('← 200', confirmed.at);
    this.report.hangUp = { clickToBye: rounded(bye.at - ended), byeTo200: rounded(confirmed.at - bye.at) };
  }

  async beCalled(): Promise<void> {
    this.#line.heading(`A call comes in (asked for at ${callBackNumber})`);
    const before = this.wire.messages.length;
    await this.#page.locator('[data-dial]').waitFor();
    await dial(this.#page, callBackNumber);
    const invite = await this.wire.next('an INVITE to us', isRequest('received', 'INVITE'), before, 30_000);
    this.#at('← INVITE', invite.at);
    const ring = await this.wire.next('180 of ours', isResponse('sent', 'INVITE', 180, invite.callId), before);
    this.#at('→ 180', ring.at);
    await ringing(this.#page).waitFor();
    const clicked = await answer(this.#page);
    this.#at('answered', clicked);
    const ok = await this.wire.next('200 of ours', isResponse('sent', 'INVITE', 200, invite.callId), before);
    this.#at('→ 200', ok.at);
    const ack = await this.wire.next('ACK', isRequest('received', 'ACK'), before);
    this.#at('← ACK', ack.at);
    const sound = await talk(this.#page, conversation);
    this.#at('→ first packet of sound', sound.firstSentAt);
    this.#at('← first packet of sound', sound.firstReceivedAt);
    this.report.incoming = {
      inviteTo180: rounded(ring.at - invite.at),
      answerTo200: rounded(ok.at - clicked),
      firstSent: since(clicked, sound.firstSentAt),
      firstReceived: since(clicked, sound.firstReceivedAt),
      ...this.#sound(sound),
    };
    if (await figures(this.#page)) await hangUp(this.#page);
    this.#line.event('the call is over');
  }
}

export async function main(): Promise<number> {
  const phone = await launchPhone();
  let report: Report | null = null;
  try {
    const { page, app } = phone;
    const wire = await watchWire(page);
    const electron = await app.evaluate(() => process.versions['electron'] ?? '');
    const show = new Demonstration(phone, wire, await page.evaluate(() => performance.timeOrigin), electron);
    report = show.report;
    await show.signIn();
    await show.callEcho();
    await show.beCalled();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.log(`\nThe demonstration stopped: ${reason}`);
    report ??= { ok: false, problems: [], electron: '', startToPage: 0 };
    report.problems.push(reason);
  } finally {
    await phone.close();
  }
  report.ok = report.problems.length === 0;
  console.log(
    `\n${report.ok ? 'All of it happened.' : 'Not all of it happened.'}${report.screenshot ? ` The live call: ${report.screenshot}` : ''}`,
  );
  console.log(JSON.stringify(report));
  return report.ok ? 0 : 1;
}
