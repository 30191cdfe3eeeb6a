import { expect, it, vi } from 'vitest';
import { fakeEntry } from '../phone/fakes/fake-entry';
import type { HistoryEntry } from '../phone/history';
import type { PhoneApi } from '../phone/phone-api';
import { HistoryView, historyView } from './history-view.svelte';
import { nameParties } from './names';
import { PhoneView } from './phone-view.svelte';

const at = (id: string, startedAt: number, name = 'Ada'): HistoryEntry =>
  fakeEntry({ id, startedAt, party: { name, number: id, uri: '' } });

/** A phone with one call in memory, whose older ones come when the test says so. */
function phone() {
  const listeners = new Set<() => void>();
  let finish: () => void = () => {};
  const api = {
    state: { history: [at('new', 9)] },
    olderHistory: [] as readonly HistoryEntry[],
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    readOlderHistory: () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  };
  return {
    listeners,
    view: new PhoneView(api as unknown as PhoneApi),
    older(entries: readonly HistoryEntry[]) {
      api.olderHistory = entries;
      for (const listener of listeners) listener();
    },
    finish: () => {
      finish();
    },
  };
}
const found = (view: HistoryView, text = '') =>
  Array.from(view.index.find({ text, filter: 'all', line: '' }).rows, (row) => view.index.entries[row]?.id);

it('shows at once what is in memory, and the older calls as they come', async () => {
  const { view, older, finish, listeners } = phone();
  const history = new HistoryView(view, () => Promise.resolve());
  const close = history.open();
  expect([found(history), history.reading]).toEqual([['new'], true]);
  older([at('old', 5), at('older', 3)]);
  await vi.waitFor(() => {
    expect(found(history)).toEqual(['new', 'old', 'older']);
  });
  finish();
  await vi.waitFor(() => {
    expect(history.reading).toBe(false);
  });
  close();
  expect(listeners.size).toBe(0);
});

it('makes nothing anew that has not changed, and keeps it when the page is left', () => {
  const { view } = phone();
  const history = historyView(view);
  expect(history.index).toBe(history.index);
  expect(historyView(view)).toBe(history);
  expect(historyView(phone().view)).not.toBe(history);
});

it('shows the newest of what was made ready at the same time', async () => {
  const { view, older } = phone();
  const steps: (() => void)[] = [];
  const history = new HistoryView(view, () => new Promise((resolve) => steps.push(resolve)));
  history.open();
  const now = vi.spyOn(performance, 'now');
  let time = 0;
  now.mockImplementation(() => (time += 100));
  older([at('a', 5), at('b', 4)]);
  older([at('c', 5)]);
  while (steps.length > 0) {
    steps.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
  }
  await vi.waitFor(() => {
    expect(found(history)).toEqual(['new', 'c']);
  });
  now.mockRestore();
});

it('finds calls by the names that contacts have, also when they get others', () => {
  const { view } = phone();
  const history = new HistoryView(view);
  const close = history.open();
  expect(found(history, 'lovelace')).toEqual([]);
  nameParties(({ number }) => (number === 'new' ? 'Countess Lovelace' : ''));
  expect(found(history, 'lovelace')).toEqual(['new']);
  nameParties(() => '');
  expect(found(history, 'lovelace')).toEqual([]);
  close();
});
