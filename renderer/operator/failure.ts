import type { PortalFailure } from './model';

/** How long the portal wants to be left alone; ms. */
export function waitOf(failure: PortalFailure): number {
  return failure.kind === 'problem' ? (failure.retryAfter ?? 0) * 1_000 : 0;
}
