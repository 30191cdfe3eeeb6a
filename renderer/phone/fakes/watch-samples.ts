/** One example of every state and event of a subscription. */
import type { WatchEvent, WatchState } from '../watch';
import { sampleNow } from './samples';

export const watchStates: Readonly<{ [Kind in WatchState['kind']]: Extract<WatchState, { kind: Kind }> }> = {
  off: { kind: 'off', failures: 2 },
  queued: { kind: 'queued', failures: 2 },
  asking: { kind: 'asking', failures: 2 },
  active: {
    kind: 'active',
    failures: 0,
    since: sampleNow - 600_000,
    refreshAt: sampleNow + 1_200_000,
    expiresAt: sampleNow + 3_000_000,
    refreshing: false,
  },
  waiting: { kind: 'waiting', failures: 2, until: sampleNow + 5_000, status: 503 },
  final: { kind: 'final', failures: 1, status: 403 },
};

export const watchEvents = {
  'line-ready': { kind: 'line-ready' },
  'line-lost': { kind: 'line-lost' },
  wake: { kind: 'wake' },
  turn: { kind: 'turn' },
  accepted: { kind: 'accepted', expires: 3_600 },
  'refused 503': { kind: 'refused', status: 503, retryAfter: 0 },
  'refused 489': { kind: 'refused', status: 489, retryAfter: 0 },
  'terminated timeout': { kind: 'terminated', reason: 'timeout', retryAfter: 0 },
  'terminated deactivated': { kind: 'terminated', reason: 'deactivated', retryAfter: 0 },
  'terminated probation': { kind: 'terminated', reason: 'probation', retryAfter: 90 },
  'terminated giveup': { kind: 'terminated', reason: 'giveup', retryAfter: 0 },
  'terminated rejected': { kind: 'terminated', reason: 'rejected', retryAfter: 0 },
  'terminated noresource': { kind: 'terminated', reason: 'noresource', retryAfter: 0 },
  'terminated invariant': { kind: 'terminated', reason: 'invariant', retryAfter: 0 },
  'terminated other': { kind: 'terminated', reason: 'other', retryAfter: 30 },
  'timer retry': { kind: 'timer', timer: 'retry' },
  'timer refresh': { kind: 'timer', timer: 'refresh' },
  'timer answer': { kind: 'timer', timer: 'answer' },
} as const satisfies Record<string, WatchEvent>;
