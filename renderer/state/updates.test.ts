import { expect, it, vi } from 'vitest';
import type { UpdateStatus } from '../../preload/contract';
import { UpdatesView } from './updates.svelte';

function made(first: UpdateStatus['state'], automatic = true) {
  const current = '1.0.0';
  let tell = (_: UpdateStatus): void => {};
  const opened = vi.fn();
  let open = (): void => {};
  const status = (state: UpdateStatus['state']): UpdateStatus => ({
    current,
    state,
    takenBack: null,
    asksToInstall: false,
  });
  const view = new UpdatesView(
    {
      status: () => Promise.resolve(status(first)),
      onChanged: (listener) => {
        tell = listener;
        return () => {};
      },
      onOpened: (listener) => {
        open = listener;
        return () => {};
      },
      check: vi.fn(() => Promise.resolve()),
      download: vi.fn(() => Promise.resolve()),
      cancel: vi.fn(() => Promise.resolve()),
      install: vi.fn(() => Promise.resolve(true)),
    },
    opened,
    () => automatic,
  );
  return { view, tell: (state: UpdateStatus['state']) => tell(status(state)), opened, open: () => open() };
}

it('follows main, which may be quicker than its first answer', async () => {
  const { view, tell } = made({ kind: 'idle', checkedAt: null });
  tell({ kind: 'checking' });
  await Promise.resolve();
  expect(view.status?.state.kind).toBe('checking');
});

it('tells of a version that waits until that is put away, and of the next one again', () => {
  const { view, tell } = made({ kind: 'idle', checkedAt: null });
  tell({ kind: 'ready', version: '1.0.1' });
  expect(view.waiting?.version).toBe('1.0.1');
  view.putAway();
  expect(view.waiting).toBeNull();
  tell({ kind: 'ready', version: '1.0.2' });
  expect(view.waiting?.version).toBe('1.0.2');
});

it('tells of one that is only available where nothing is fetched by itself', () => {
  const asking = made({ kind: 'idle', checkedAt: null }, false);
  const automatic = made({ kind: 'idle', checkedAt: null });
  for (const { tell } of [asking, automatic]) tell({ kind: 'available', version: '1.0.1' });
  expect(asking.view.waiting?.kind).toBe('available');
  expect(automatic.view.waiting).toBeNull();
  asking.view.putAway();
  asking.tell({ kind: 'ready', version: '1.0.1' });
  expect(asking.view.waiting?.kind).toBe('ready');
});

it('is opened from the tray', () => {
  const { open, opened } = made({ kind: 'idle', checkedAt: null });
  open();
  expect(opened).toHaveBeenCalledOnce();
});
