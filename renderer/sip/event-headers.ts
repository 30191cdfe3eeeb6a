import type { IncomingMessage } from 'sip.js/lib/core/messages/incoming-message.js';
import type { WatchSignal } from '../phone/ports';

type Terminated = Extract<WatchSignal, { kind: 'terminated' }>;

const REASONS = [
  'deactivated',
  'probation',
  'rejected',
  'timeout',
  'giveup',
  'noresource',
  'invariant',
] as const satisfies readonly Terminated['reason'][];

/** The package of an Event header, without its parameters; `o` is the short form (RFC 6665, section 8.2.1). */
export function eventOf(message: IncomingMessage): string {
  return beforeParameters(message.getHeader('event') ?? message.getHeader('o') ?? '');
}

/** The media type of the body, without its parameters. */
export function mediaType(message: IncomingMessage): string {
  return beforeParameters(message.getHeader('content-type') ?? '');
}

/** A Subscription-State header (RFC 6665, section 8.2.3); null where it is none. */
export function subscriptionState(message: IncomingMessage): { kind: 'live' } | Terminated | null {
  const value = message.getHeader('subscription-state') ?? '';
  const [state = '', ...parameters] = value.split(';').map((part) => part.trim().toLowerCase());
  if (!/^[a-z0-9.!%*_+`'~-]+$/.test(state)) return null;
  if (state !== 'terminated') return { kind: 'live' };
  const parameter = (name: string) =>
    parameters.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  const seconds = /^\d{1,9}$/.exec(parameter('retry-after'))?.[0];
  const reason = REASONS.find((known) => known === parameter('reason')) ?? 'other';
  return { kind: 'terminated', reason, retryAfter: Number(seconds ?? 0) };
}

const beforeParameters = (value: string) => (value.split(';', 1)[0] ?? '').trim().toLowerCase();
