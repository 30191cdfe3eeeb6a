import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { fakeEntry } from '../phone/fakes/fake-entry';
import type { HistoryEntry } from '../phone/history';
import { historyCsv, moment } from './history-export';

const pause = () => Promise.resolve();

async function rowsOf(entries: readonly HistoryEntry[]): Promise<Record<string, string>[]> {
  const signal = new AbortController().signal;
  const file = await historyCsv(
    { length: entries.length, at: (place) => entries[place] },
    { progress: () => undefined, signal, pause },
  );
  const text = await file.text();
  return Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/u, ''), { header: true, skipEmptyLines: true }).data;
}

const startedAt = new Date(2025, 9, 8, 11, 4, 17).getTime();

it('writes what is known of a call', async () => {
  const answered = fakeEntry({
    startedAt,
    answeredAt: startedAt + 4_000,
    endedAt: startedAt + 64_400,
    via: { name: '', number: '1000', uri: '' },
    mos: 4.26,
    note: 'Wants a quote,\n"soon"',
  });
  const elsewhere = fakeEntry({ answeredAt: null, reason: { kind: 'answered-elsewhere', who: 'Priya R.' } });
  const [first, second] = await rowsOf([answered, elsewhere]);
  expect(first).toEqual({
    Direction: 'Incoming',
    Result: 'Call ended',
    Name: 'Alice',
    Number: '1002',
    Line: '1001@pbx.test',
    Began: '2025-10-08 11:04:17',
    Answered: '2025-10-08 11:04:21',
    Ended: '2025-10-08 11:05:21',
    'Seconds talked': '60',
    'Answered by': '',
    'Sent on by': '1000',
    'Quality (MOS)': '4.3',
    Note: 'Wants a quote,\n"soon"',
  });
  expect(second).toMatchObject({ Result: 'Answered by Priya R.', 'Answered by': 'Priya R.', Answered: '' });
});

it('is no way for a caller to run something in a spreadsheet', async () => {
  const hostile = ['=HYPERLINK("http://x")', '@SUM(A1)', '-2+3', '+cmd|x', '\tx', '\rx'];
  const rows = await rowsOf(hostile.map((name) => fakeEntry({ party: { name, number: name, uri: '' }, note: name })));
  for (const { Name = '', Number = '', Note = '' } of rows) {
    for (const cell of [Name, Number, Note]) expect(cell).toMatch(/^'/u);
  }
  const [plain] = await rowsOf([fakeEntry({ party: { name: '', number: '+49 (30) 555-12', uri: '' } })]);
  expect(plain?.['Number']).toBe('+49 (30) 555-12');
});

it('begins with the mark by which spreadsheets know UTF-8', async () => {
  const signal = new AbortController().signal;
  const file = await historyCsv({ length: 0, at: () => undefined }, { progress: () => undefined, signal, pause });
  expect([...new Uint8Array(await file.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(await file.text()).toContain('Direction,Result');
});

it('tells how far it is, and stops when it is given up', async () => {
  const giveUp = new AbortController();
  const told: number[] = [];
  const entry = fakeEntry();
  const length = 400_000;
  const writing = historyCsv(
    { length, at: () => entry },
    {
      progress: (done) => {
        told.push(done);
        if (told.length === 3) giveUp.abort(new Error('enough'));
      },
      signal: giveUp.signal,
      pause,
    },
  );
  await expect(writing).rejects.toThrow('enough');
  expect(told).toHaveLength(3);
  expect(told.toSorted((a, b) => a - b)).toEqual(told);
  expect(told.at(-1)).toBeLessThan(length);
});

it('names moments as spreadsheets read them', () => {
  expect(moment(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe('2026-01-02 03:04:05');
});
