/** The line's state in words: one place for the app bar, the tray and the sentences. */
import { locale, t, type MessageKey } from '../locales/messages';
import type { Account } from '../phone/account';
import type { LineState } from '../phone/line';
import type { Call, DoNotDisturb, Line, PhoneState } from '../phone/phone-api';
import type { LineCause } from '../phone/reasons';
import { forwardingRules } from './forwarding';
import { hostOf, lineName } from './names';
import { isHeldByUs, isLive } from './call-phase';

/** How the state looks: colour, icon and the shape of the line, each with its word. */
export interface LineFace {
  word: string;
  tone: 'live' | 'hold' | 'end' | 'quiet';
  icon: 'ready' | 'talking' | 'held' | 'ringing' | 'waiting' | 'broken' | 'quiet' | 'forwarding';
  shape: 'wave' | 'dots' | 'cross' | 'bar' | 'flat';
}

/** How one line looks. That it is not ready comes first: it must never hide behind a call. */
export function lineFace(
  state: Pick<PhoneState, 'line' | 'calls' | 'doNotDisturb'> & Partial<Pick<PhoneState, 'account'>>,
): LineFace {
  return lineTrouble(state.line) ?? callFace(state.calls) ?? restFace(state.doNotDisturb, state.account);
}

function callFace(calls: readonly Call[]): LineFace | null {
  if (calls.some((call) => call.state.kind === 'ringing')) {
    return { word: t('state.ringing'), tone: 'live', icon: 'ringing', shape: 'flat' };
  }
  const live = calls.filter(isLive);
  if (live.some((call) => call.state.kind === 'active' && !isHeldByUs(call))) {
    return { word: t('state.on-call'), tone: 'live', icon: 'talking', shape: 'flat' };
  }
  if (live.some((call) => call.state.kind !== 'active')) {
    return { word: t('state.calling'), tone: 'live', icon: 'talking', shape: 'flat' };
  }
  return live.length > 0 ? { word: t('state.on-hold'), tone: 'hold', icon: 'held', shape: 'flat' } : null;
}

function restFace(doNotDisturb: DoNotDisturb | null, account?: Account | null): LineFace {
  if (doNotDisturb) return { word: t('state.do-not-disturb'), tone: 'quiet', icon: 'quiet', shape: 'bar' };
  if (account?.forwarding.always) {
    return { word: t('state.forwarding'), tone: 'quiet', icon: 'forwarding', shape: 'bar' };
  }
  return { word: t('state.ready'), tone: 'live', icon: 'ready', shape: 'wave' };
}

/** One of several lines, at rest. */
export function faceOf(line: Line, state: Pick<PhoneState, 'doNotDisturb'>): LineFace {
  return lineTrouble(line.state) ?? restFace(state.doNotDisturb ?? line.doNotDisturb, line.account);
}

/**
 * What the corner of every page says of all lines together. As with one line, a line that is not ready comes first; with
 * several it says how many of them calls can reach.
 */
export function phoneFace(state: PhoneState): LineFace {
  const { lines, calls } = state;
  const [only] = lines;
  if (lines.length < 2) return lineFace({ ...state, doNotDisturb: state.doNotDisturb ?? only?.doNotDisturb ?? null });
  const faces = lines.map((line) => faceOf(line, state));
  const trouble = faces.find(({ icon }) => icon === 'broken') ?? faces.find(({ icon }) => icon === 'waiting');
  const call = callFace(calls);
  if (call && !trouble) return call;
  const rest = trouble ?? faces.find(({ icon }) => icon !== 'ready') ?? restFace(null);
  const reachable = faces.filter(({ icon }) => icon === 'ready').length;
  if (reachable === 0 || reachable === lines.length) return rest;
  return { ...rest, word: t('state.some-ready', { ready: reachable, all: lines.length }) };
}

function lineTrouble(line: LineState): LineFace | null {
  const waiting = (word: MessageKey): LineFace => ({ word: t(word), tone: 'hold', icon: 'waiting', shape: 'dots' });
  const broken = (word: MessageKey): LineFace => ({ word: t(word), tone: 'end', icon: 'broken', shape: 'cross' });
  switch (line.kind) {
    case 'ready':
      return line.doubted ? waiting('state.connecting') : null;
    case 'connecting':
    case 'registering':
      return waiting(line.attempt > 1 ? 'state.reconnecting' : 'state.connecting');
    case 'waiting':
      return waiting('state.reconnecting');
    case 'closing':
      return waiting('state.closing');
    case 'offline':
      return broken('state.offline');
    case 'refused':
      return broken('state.refused');
    case 'off':
      return broken('state.off');
  }
}

export interface Sentence {
  title: string;
  text: string;
}

/** What is wrong with the line, why, and what to do. */
export function causeSentence(cause: LineCause, account: Account | null, server = 0): Sentence {
  const host = hostOf(account?.servers[server]);
  const values = {
    server: host,
    user: account?.user ?? '',
    status: 'status' in cause ? cause.status : 0,
    detail: cause.kind === 'bad-account' ? cause.detail : '',
  };
  const title = t(`line.cause.${cause.kind}.title`);
  if (cause.kind === 'certificate') return { title, text: t(`line.cause.certificate.${cause.problem}`, values) };
  return { title, text: t(`line.cause.${cause.kind}.text`, values) };
}

/** A waiting line names the server that comes next; the sentence is about the one that failed. */
export function failedServer(next: number, account: Account | null): number {
  const count = account?.servers.length ?? 1;
  return (next - 1 + count) % count;
}

/** The whole story of the line for the state sheet and the tray. */
export function lineSentence(line: LineState, account: Account | null): Sentence {
  const host = hostOf(account?.servers['server' in line ? line.server : 0]);
  switch (line.kind) {
    case 'ready':
      if (line.doubted) return { title: t('line.doubted.title'), text: t('line.doubted.text', { server: host }) };
      return { title: t('line.ready.title'), text: t('line.ready.text', { user: account?.user ?? '', server: host }) };
    case 'connecting':
      return { title: t('line.connecting.title'), text: t('line.connecting.text', { server: host }) };
    case 'registering':
      return { title: t('line.connecting.title'), text: t('line.registering.text', { server: host }) };
    case 'waiting':
      return causeSentence(line.cause, account, failedServer(line.server, account));
    case 'refused':
      return causeSentence(line.cause, account);
    case 'offline':
      return { title: t('line.offline.title'), text: t('line.offline.text') };
    case 'closing':
      return { title: t('line.closing.title'), text: t('line.closing.text') };
    case 'off':
      return { title: t('line.off.title'), text: t('line.off.text') };
  }
}

/** What the window says at rest: whom calls reach, or why nobody. */
export function restSentence(state: PhoneState): Sentence & { reached: boolean } {
  const face = phoneFace({ ...state, calls: [] });
  const names = (lines: readonly Line[]): string =>
    new Intl.ListFormat(locale, { type: 'conjunction' }).format(lines.map(({ account }) => lineName(account)));
  const ready = state.lines.filter((line) => faceOf(line, state).icon === 'ready');
  if (ready.length > 0) {
    const values = { ready: ready.length, all: state.lines.length };
    const several = t(ready.length === state.lines.length ? 'idle.all-ready' : 'idle.some-ready', values);
    const title = state.lines.length < 2 ? t('idle.ready') : several;
    return { reached: true, title, text: t('idle.text', { line: names(ready) }) };
  }
  const forwarding = face.icon === 'forwarding';
  return {
    reached: false,
    title: t(forwarding ? 'idle.forwarding.title' : 'idle.dnd.title'),
    text: forwarding
      ? state.lines.flatMap(({ account }) => forwardingRules(account.forwarding)).join(' ')
      : t('idle.dnd.text', { line: names(state.lines) }),
  };
}

/** A line that is ready, and yet does not ring: what its sentence would hide. */
export function lineRest(line: Line, state: Pick<PhoneState, 'doNotDisturb'>): Sentence {
  const { icon } = faceOf(line, state);
  if (icon === 'quiet')
    return { title: t('idle.dnd.title'), text: t('idle.dnd.text', { line: lineName(line.account) }) };
  if (icon === 'forwarding') return { title: t('idle.forwarding.title'), text: t('idle.forwarding.text') };
  return lineSentence(line.state, line.account);
}

/** For the tray and the log: `Ready`, or what is wrong. */
export function lineText(state: Pick<PhoneState, 'line' | 'account' | 'calls' | 'doNotDisturb'>): string {
  const { line } = state;
  if (line.kind === 'waiting' || line.kind === 'refused') {
    return t('line.trouble', { state: lineFace(state).word, cause: causeSentence(line.cause, state.account).title });
  }
  return lineFace({ ...state, calls: [] }).word;
}
