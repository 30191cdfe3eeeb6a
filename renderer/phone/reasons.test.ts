import { describe, expect, it } from 'vitest';
import { isRefusal, reasonForStatus, type EndReason } from './reasons';

const groups: readonly (readonly [EndReason, readonly number[]])[] = [
  [{ kind: 'busy' }, [486, 600]],
  [{ kind: 'declined', by: 'them' }, [603, 607, 608]],
  [{ kind: 'not-found' }, [404, 410, 416, 484, 485, 604]],
  [{ kind: 'forbidden' }, [401, 403, 407]],
  [{ kind: 'no-credit' }, [402]],
  [{ kind: 'no-answer' }, [487]],
  [{ kind: 'unavailable' }, [408, 480]],
  [{ kind: 'incompatible' }, [415, 488, 606]],
  [{ kind: 'overloaded' }, [500, 502, 503, 504, 580]],
];

describe('a final answer to our INVITE', () => {
  it.each(groups.flatMap(([reason, statuses]) => statuses.map((status) => ({ status, reason }))))(
    '$status → $reason.kind',
    ({ status, reason }) => expect(reasonForStatus(status)).toEqual(reason),
  );

  it('keeps the number of any other', () => {
    for (const status of [302, 400, 481, 491, 699]) expect(reasonForStatus(status)).toEqual({ kind: 'failed', status });
    for (const nonsense of [Number.NaN, -1, 0.5])
      expect(reasonForStatus(nonsense)).toEqual({ kind: 'failed', status: 0 });
  });
});

describe('a refusal', () => {
  it('is what another attempt cannot heal', () => {
    expect(isRefusal({ kind: 'wrong-password' })).toBe(true);
    expect(isRefusal({ kind: 'bad-account', detail: '' })).toBe(true);
    expect(isRefusal({ kind: 'server-error', status: 503 })).toBe(false);
    expect(isRefusal({ kind: 'certificate', problem: 'expired' })).toBe(false);
  });
});
