import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it, vi } from 'vitest';
import { fakeEntry } from '../phone/fakes/fake-entry';
import { openStoreLater } from './store-later';

it('keeps what is given to it before it is loaded, in order, and tells of problems', async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  const store = openStoreLater();
  const entries = [1, 2, 3].map((startedAt) => fakeEntry({ id: `e${String(startedAt)}`, startedAt }));
  for (const entry of entries) void store.addHistory(entry);
  expect(await store.loadHistory(10)).toEqual(entries.toReversed());

  vi.stubGlobal('indexedDB', undefined);
  const broken = openStoreLater();
  const problems: unknown[] = [];
  broken.onproblem = (problem) => problems.push(problem);
  await broken.addHistory(entries[0]!);
  expect(await broken.loadHistory(10)).toEqual([entries[0]]);
  expect(problems).toEqual(['unavailable']);
  vi.unstubAllGlobals();
});
