import { describe, expect, it } from 'vitest';
import type { CallState, Transfer } from '../phone/call';
import { sampleCall } from '../phone/fakes/sample-call';
import type { Call } from '../phone/phone-api';
import { arrange, canHoldAll, canJoin } from './call-list';

const active = (local = false, transfer: Transfer = { kind: 'none' }): CallState => ({
  kind: 'active',
  since: 0,
  hold: { local, remote: false },
  media: { kind: 'flowing' },
  transfer,
});
const call = (id: string, state: CallState, more: Partial<Call> = {}): Call => ({ ...sampleCall, id, state, ...more });
const ids = (calls: readonly Call[] | undefined) => calls?.map(({ id }) => id);

describe('what the call page shows', () => {
  it('is nothing without calls', () => {
    expect(arrange([])).toBeNull();
  });

  it('is the ringing call, with the others above it', () => {
    const scene = arrange([call('a', active()), call('b', { kind: 'ringing' }), call('c', active(true))]);
    expect(scene?.front).toMatchObject({ kind: 'ringing', call: { id: 'b' } });
    expect(ids(scene?.others)).toEqual(['a', 'c']);
  });

  it('is the one being talked on; the one that ended is no row', () => {
    const ended: CallState = { kind: 'ended', reason: { kind: 'busy' }, at: 0 };
    const scene = arrange([call('a', active(true)), call('b', active()), call('c', ended)]);
    expect(scene?.front).toMatchObject({ kind: 'single', call: { id: 'b' } });
    expect(ids(scene?.others)).toEqual(['a']);
    expect(arrange([call('c', ended)])?.front).toMatchObject({ kind: 'over' });
  });

  it('is both calls of a consultation, whichever is talked on', () => {
    const original = call('a', active(true));
    const asked = call('b', { kind: 'calling' }, { consultFor: 'a' });
    expect(arrange([original, asked])).toMatchObject({
      front: { kind: 'consultation', call: { id: 'b' }, original: { id: 'a' } },
      others: [],
    });
    const swapped = arrange([call('a', active()), call('b', active(true), { consultFor: 'a' })]);
    expect(swapped?.front).toMatchObject({ kind: 'consultation', call: { id: 'b' }, original: { id: 'a' } });
  });

  it('is one call again once the one asked about is gone or being passed on', () => {
    const asked = call('b', active(), { consultFor: 'a' });
    expect(arrange([asked])?.front).toMatchObject({ kind: 'single', call: { id: 'b' } });
    const passedOn = call('a', active(true, { kind: 'referring', to: '1014', progress: 0 }));
    expect(arrange([passedOn, asked])?.front).toMatchObject({ kind: 'single' });
  });

  it('is a conference as long as there are two others in it', () => {
    const conference = { muted: false };
    const parties = [call('a', active(), { conference }), call('b', active(), { conference })];
    expect(arrange([...parties, call('c', active(true))])).toMatchObject({
      front: { kind: 'conference', parties: [{ id: 'a' }, { id: 'b' }] },
      others: [{ id: 'c' }],
    });
    expect(arrange(parties.slice(0, 1))?.front).toMatchObject({ kind: 'single' });
  });
});

describe('what several calls allow', () => {
  it('joins answered calls, and not those that are joined already', () => {
    expect(canJoin([call('a', active(true)), call('b', active())])).toBe(true);
    expect(canJoin([call('a', active()), call('b', { kind: 'calling' })])).toBe(false);
    const conference = { muted: false };
    const joined = ['a', 'b'].map((id) => call(id, active(), { conference }));
    expect(canJoin(joined)).toBe(false);
    expect(canJoin([...joined, call('c', active(true))])).toBe(true);
    expect(canJoin([...joined, call('c', active(), { conference }), call('d', active(true))])).toBe(false);
  });

  it('holds all where Hold would leave one', () => {
    expect(canHoldAll([call('a', active())])).toBe(false);
    expect(canHoldAll([call('a', active(true)), call('b', active())])).toBe(true);
    expect(canHoldAll([call('a', active(true)), call('b', active(true))])).toBe(false);
  });
});
