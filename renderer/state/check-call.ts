/** The test call of *Check my connection*: five seconds with a number that answers with an echo. */
import { t } from '../locales/diagnosis';
import { locale } from '../locales/messages';
import type { Call, PhoneApi } from '../phone/phone-api';
import { isLiving } from '../phone/snapshot';
import { endSentence } from './call-words';
import { failed, passed, skipped, warned, type CheckResult } from './check-steps';
import { qualityFace } from './quality';

/** How long it talks, and how long it waits to be answered, ms. */
const TALK = 5_000;
const PATIENCE = 20_000;

const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
const one = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** `called`: the call is being made. */
export async function checkCall(
  phone: PhoneApi,
  number: string,
  called: () => void,
  signal: AbortSignal,
): Promise<CheckResult> {
  if (number === '') return skipped(t('check.echo.no-number'));
  if (phone.state.line.kind !== 'ready') return skipped(t('check.echo.not-ready'));
  if (phone.state.calls.some(isLiving)) return skipped(t('check.echo.busy'));
  const dialled = phone.dial(number);
  if (!dialled.ok) return skipped(t('check.echo.no-number'));
  called();
  const { id } = dialled;
  const now = (): Call | undefined => phone.state.calls.find((call) => call.id === id);
  try {
    await until(phone, () => settled(now()), PATIENCE, signal);
    const answered = now();
    if (answered?.state.kind !== 'active') return notAnswered(answered, number);
    await until(phone, () => now()?.state.kind !== 'active', TALK, signal);
    const call = now();
    return call?.state.kind === 'active' ? heard(call) : notAnswered(call, number);
  } finally {
    const call = now();
    if (call && isLiving(call)) phone.hangUp(id);
  }
}

const settled = (call: Call | undefined): boolean =>
  call === undefined || call.state.kind === 'active' || !isLiving(call);

function notAnswered(call: Call | undefined, number: string): CheckResult {
  const over = call?.state.kind === 'ended' || call?.state.kind === 'ending';
  const reason = over && 'reason' in call.state ? endSentence(call.state.reason, call.party) : '';
  return failed(t('check.echo.not-answered', { number, reason }), t('check.echo.not-answered.help'));
}

function heard({ quality }: Call): CheckResult {
  const face = quality && qualityFace(quality);
  if (!quality || !face || quality.mos === null || face.word === 'none')
    return failed(t('check.echo.silent'), t('check.echo.silent.help'));
  const fact = t('check.echo.good', {
    codec: quality.codec,
    loss: percent.format(quality.loss),
    delay: t('check.ms', { ms: Math.round(quality.roundTrip ?? 0) }),
    mos: one.format(quality.mos),
  });
  return face.word === 'fair' || face.word === 'poor' ? warned(fact, t('check.echo.poor.help')) : passed(fact);
}

/** Resolves when it holds, when the time is up, or when nobody waits any more. */
function until(phone: PhoneApi, holds: () => boolean, limit: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, limit);
    const stop = phone.subscribe(() => {
      if (holds()) done();
    });
    signal.addEventListener('abort', done, { once: true });
    if (holds() || signal.aborted) done();
  });
}
