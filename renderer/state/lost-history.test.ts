import { expect, it } from 'vitest';
import type { LostCall } from '../../preload/contract';
import { lostEntry } from './lost-history';

const lost: LostCall = {
  direction: 'incoming',
  startedAt: 1_000,
  answeredAt: 2_000,
  name: 'Ada',
  number: '2002',
  callBack: '2002',
  lineId: 'a',
  address: '1001@pbx.test',
  at: 9_000,
};

it('a call that went with the window stands in the history as cut off', () => {
  expect(lostEntry(lost)).toMatchObject({
    direction: 'incoming',
    party: { name: 'Ada', number: '2002', uri: '' },
    line: '1001@pbx.test',
    startedAt: 1_000,
    answeredAt: 2_000,
    endedAt: 9_000,
    reason: { kind: 'crashed' },
  });
  expect(lostEntry(lost).id).not.toBe(lostEntry(lost).id);
});

it('has no name where there was none, and the address where there was no number', () => {
  expect(lostEntry({ ...lost, name: '2002' }).party).toEqual({ name: '', number: '2002', uri: '' });
  const door = 'sip:door@pbx.test';
  expect(lostEntry({ ...lost, name: 'Door', number: '', callBack: door }).party).toEqual({
    name: 'Door',
    number: '',
    uri: door,
  });
});
