/** One example of every state and event of the two machines, so that a test can go through all of them. */
import type { CallEffect, CallEvent, CallState, CallTimer } from '../call';
import type { LineEffect, LineEvent, LineState, LineTimer } from '../line';

type Key<Event extends { kind: string }, Timer extends string> = Exclude<Event['kind'], 'timer'> | `timer ${Timer}`;
export type LineEventKey = Key<LineEvent, LineTimer>;
export type CallEventKey = Key<CallEvent, CallTimer>;

/** The moment at which the samples are set, ms since the epoch. */
export const sampleNow = Date.UTC(2026, 0, 5, 9);

export const lineStates: Readonly<{ [Kind in LineState['kind']]: Extract<LineState, { kind: Kind }> }> = {
  off: { kind: 'off' },
  connecting: { kind: 'connecting', attempt: 2, server: 0 },
  registering: { kind: 'registering', attempt: 2, server: 0, asked: 600 },
  ready: {
    kind: 'ready',
    attempt: 3,
    server: 0,
    since: sampleNow - 300_000,
    expiresAt: sampleNow + 300_000,
    asked: 600,
    refreshing: false,
  },
  waiting: { kind: 'waiting', attempt: 2, server: 1, until: sampleNow + 500, cause: { kind: 'unreachable' } },
  offline: { kind: 'offline', server: 1 },
  refused: { kind: 'refused', cause: { kind: 'wrong-password' } },
  closing: { kind: 'closing' },
};

export const lineEvents: Readonly<Record<LineEventKey, LineEvent>> = {
  connected: { kind: 'connected' },
  'connect-failed': { kind: 'connect-failed', cause: { kind: 'unreachable' } },
  disconnected: { kind: 'disconnected', cause: { kind: 'lost' } },
  registered: { kind: 'registered', expires: 600 },
  'register-failed': { kind: 'register-failed', status: 500, cause: { kind: 'server-error', status: 500 } },
  unregistered: { kind: 'unregistered' },
  alive: { kind: 'alive' },
  start: { kind: 'start' },
  stop: { kind: 'stop' },
  retry: { kind: 'retry' },
  'network-up': { kind: 'network-up' },
  'network-down': { kind: 'network-down' },
  wake: { kind: 'wake' },
  'timer retry': { kind: 'timer', timer: 'retry' },
  'timer refresh': { kind: 'timer', timer: 'refresh' },
  'timer ping': { kind: 'timer', timer: 'ping' },
  'timer pong-deadline': { kind: 'timer', timer: 'pong-deadline' },
  'timer connect-deadline': { kind: 'timer', timer: 'connect-deadline' },
  'timer register-deadline': { kind: 'timer', timer: 'register-deadline' },
  'timer close-deadline': { kind: 'timer', timer: 'close-deadline' },
};

export const callStates: Readonly<{ [Kind in CallState['kind']]: Extract<CallState, { kind: Kind }> }> = {
  dialing: { kind: 'dialing' },
  calling: { kind: 'calling' },
  'remote-ringing': { kind: 'remote-ringing', earlyMedia: false, progress: 'ringing' },
  redirected: { kind: 'redirected', target: 'sip:900@elsewhere.test' },
  ringing: { kind: 'ringing' },
  answering: { kind: 'answering' },
  active: {
    kind: 'active',
    since: sampleNow - 60_000,
    hold: { local: false, remote: false },
    media: { kind: 'flowing' },
    transfer: { kind: 'none' },
  },
  ending: { kind: 'ending', reason: { kind: 'cancelled' } },
  ended: { kind: 'ended', reason: { kind: 'cancelled' }, at: sampleNow - 1_000 },
};

export const callEvents: Readonly<Record<CallEventKey, CallEvent>> = {
  'invite-sent': { kind: 'invite-sent' },
  ringing: { kind: 'ringing', progress: 'ringing' },
  'early-media-ended': { kind: 'early-media-ended' },
  redirected: { kind: 'redirected', targets: ['sip:900@elsewhere.test'] },
  'early-media': { kind: 'early-media' },
  established: { kind: 'established' },
  rejected: { kind: 'rejected', status: 486, phrase: 'Busy Here' },
  cancelled: { kind: 'cancelled', cause: 0 },
  transfer: { kind: 'transfer', status: 180, final: false },
  referred: {
    kind: 'referred',
    target: 'sip:1003@pbx.test',
    attended: false,
    referredBy: '',
    replaces: null,
  },
  party: { kind: 'party', party: { name: 'Bob', number: '1003', uri: 'sip:1003@pbx.test' } },
  bye: { kind: 'bye', cause: 0 },
  'no-microphone': { kind: 'no-microphone', problem: 'denied' },
  'media-failed': { kind: 'media-failed' },
  'remote-hold': { kind: 'remote-hold', on: true },
  'local-hold': { kind: 'local-hold', on: true },
  'media-interrupted': { kind: 'media-interrupted' },
  'media-flowing': { kind: 'media-flowing' },
  gone: { kind: 'gone' },
  failed: { kind: 'failed', status: 0 },
  answer: { kind: 'answer' },
  decline: { kind: 'decline', status: 603 },
  'refuse-busy': { kind: 'refuse-busy' },
  'send-on': { kind: 'send-on', target: '1003', to: '1003' },
  follow: { kind: 'follow' },
  consult: { kind: 'consult', with: 'other' },
  'consult-over': { kind: 'consult-over', with: 'other' },
  refer: { kind: 'refer', to: '1003', target: { kind: 'blind', target: '1003' } },
  'passed-on': { kind: 'passed-on', to: '1003', over: false },
  'hang-up': { kind: 'hang-up' },
  hold: { kind: 'hold', on: true },
  'timer ring-limit': { kind: 'timer', timer: 'ring-limit' },
  'timer end-limit': { kind: 'timer', timer: 'end-limit' },
  'timer refer-wait': { kind: 'timer', timer: 'refer-wait' },
  'timer refer-limit': { kind: 'timer', timer: 'refer-limit' },
  'timer restore': { kind: 'timer', timer: 'restore' },
  'timer interruption-limit': { kind: 'timer', timer: 'interruption-limit' },
};

/** An effect in a few words: `register 600`, `start ping 5000`. */
export function inWords(effect: LineEffect | CallEffect): string {
  switch (effect.kind) {
    case 'start-timer':
      return `start ${effect.timer} ${String(effect.ms)}`;
    case 'stop-timer':
      return `stop ${effect.timer}`;
    case 'record':
      return `record ${effect.reason.kind}`;
    case 'refer':
      return `refer ${effect.target.kind}`;
    default: {
      const [, argument] = Object.values(effect);
      return argument === undefined ? effect.kind : `${effect.kind} ${String(argument)}`;
    }
  }
}
