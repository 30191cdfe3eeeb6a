import { describe, expect, it } from 'vitest';
import { callWith, snapshotWith } from './fakes/snapshot';
import { lostCalls } from './lost-calls';
import { escapeMarkup, lostNotice, noticeActions, noticeChanges } from './notices';

const idle = snapshotWith();
const ringing = snapshotWith({ calls: [callWith()] });
const missed = snapshotWith({ missed: 1, calls: [callWith({ state: 'ended', missed: true })] });

describe('an incoming call', () => {
  it('is told once', () => {
    expect(noticeChanges(idle, ringing, false)).toEqual({
      show: [
        {
          kind: 'incoming',
          callId: 'c1',
          title: 'Incoming call',
          body: 'Alice (1001)\n1003@pbx.test',
          callBack: '1001',
        },
      ],
      close: [],
    });
    expect(noticeChanges(ringing, ringing, false)).toEqual({ show: [], close: [] });
  });

  it.each([
    ['is answered', snapshotWith({ calls: [callWith({ state: 'connecting' })] })],
    ['is active', snapshotWith({ calls: [callWith({ state: 'active' })] })],
    ['has ended', snapshotWith({ calls: [callWith({ state: 'ended' })] })],
    ['is gone', idle],
  ])('is closed when it %s', (_name, after) => {
    expect(noticeChanges(ringing, after, false)).toEqual({ show: [], close: ['c1'] });
  });

  it('is not told to somebody who looks at the window, nor in do not disturb, nor when it is ours', () => {
    expect(noticeChanges(idle, ringing, true).show).toEqual([]);
    expect(noticeChanges(idle, { ...ringing, doNotDisturb: true }, false).show).toEqual([]);
    expect(noticeChanges(idle, snapshotWith({ calls: [callWith({ direction: 'outgoing' })] }), false).show).toEqual([]);
  });

  it('is told beside another one', () => {
    const two = snapshotWith({ calls: [callWith(), callWith({ id: 'c2', name: 'Bob' })] });
    expect(noticeChanges(ringing, two, false).show.map(({ callId }) => callId)).toEqual(['c2']);
  });
});

describe('a missed call', () => {
  it('is told once, also to somebody who looks at the window', () => {
    const changes = noticeChanges(ringing, missed, true);
    expect(changes).toMatchObject({ show: [{ kind: 'missed', title: 'Missed call' }], close: ['c1'] });
    expect(noticeChanges(missed, missed, false).show).toEqual([]);
    expect(noticeChanges(missed, idle, false).show).toEqual([]);
  });

  it('is told when its ringing was never reported', () => {
    expect(noticeChanges(idle, missed, false).show).toHaveLength(1);
  });

  it('is not told for a call that was answered, or in do not disturb', () => {
    expect(noticeChanges(ringing, snapshotWith({ calls: [callWith({ state: 'ended' })] }), false).show).toEqual([]);
    expect(noticeChanges(ringing, { ...missed, doNotDisturb: true }, false).show).toEqual([]);
  });
});

describe('the buttons', () => {
  const labels = (kind: 'incoming' | 'missed' | 'lost', callBack: string) =>
    noticeActions({ kind, callBack }).map(({ label }) => label);

  it('answer and decline, or call back where that is possible', () => {
    expect(labels('incoming', '1001')).toEqual(['Answer', 'Decline']);
    expect(labels('missed', '1001')).toEqual(['Call back']);
    expect(labels('lost', '1001')).toEqual(['Call back']);
    expect(labels('missed', '')).toEqual([]);
  });
});

describe('the body', () => {
  it('has no control characters and no direction overrides, and is short', () => {
    const name = `\u202eevil\u0000\u001b[2J\r\n${'x'.repeat(10_000)}`;
    const body = noticeChanges(idle, snapshotWith({ calls: [callWith({ name })] }), false).show[0]!.body;
    expect(body.split('\n')).toHaveLength(2);
    expect(body.replace('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(body.length).toBeLessThan(300);
  });

  it('is escaped where it is read as markup', () => {
    expect(escapeMarkup('Alice <1001> & <b>Bob</b>')).toBe('Alice &lt;1001&gt; &amp; &lt;b&gt;Bob&lt;/b&gt;');
    expect(escapeMarkup('&lt;')).toBe('&amp;lt;');
  });
});

describe('the calls that go with the window', () => {
  const snapshot = snapshotWith({
    calls: [
      callWith({ id: 'r' }),
      callWith({ id: 'a', state: 'active', name: 'Bob', number: '2', callBack: '2', answeredAt: 7 }),
      callWith({ id: 'c', state: 'connecting', direction: 'outgoing' }),
      callWith({ id: 'e', state: 'ended' }),
    ],
  });

  it('are all that were not over', () => {
    expect(lostCalls(snapshot, 99)).toMatchObject([
      { direction: 'incoming', answeredAt: null, at: 99 },
      { name: 'Bob', number: '2', callBack: '2', lineId: 'a', address: '1003@pbx.test', answeredAt: 7, at: 99 },
      { direction: 'outgoing', at: 99 },
    ]);
  });

  it('are told by their caller, as plain text', () => {
    const lost = lostCalls(snapshotWith({ calls: [callWith({ name: 'E\u202eve\n' })] }), 0)[0]!;
    expect(lostNotice(lost)).toMatchObject({ kind: 'lost', title: 'Call cut off' });
    expect(lostNotice(lost).body).toContain('Eve (1001)');
  });
});
