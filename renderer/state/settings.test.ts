import { expect, it, vi } from 'vitest';
import { defaultSettings } from '../../preload/settings';
import { SettingsView } from './settings.svelte';

function viewOf(managed: SettingsView['managed']) {
  const save = vi.fn(() => Promise.resolve());
  const host = { load: vi.fn(), save, onChanged: () => () => {}, startWithSystem: true, zoom: true, card: true };
  return { save, view: new SettingsView(defaultSettings, host, () => {}, managed) };
}

it('changes and keeps what the user decides, and leaves the administrator’s as it is', async () => {
  const { view, save } = viewOf({ theme: 'locked' });
  await view.update({ theme: 'dark', mediaKeys: false });
  expect(view.current).toMatchObject({ theme: 'system', mediaKeys: false });
  expect(save).toHaveBeenCalledWith({ mediaKeys: false });
});

it('shows a group as long as one of it is to be seen', () => {
  const { view } = viewOf({ theme: 'hidden', zoom: 'hidden', mediaKeys: 'locked' });
  expect(view.shows('theme', 'zoom')).toBe(false);
  expect(view.shows('theme', 'mediaKeys')).toBe(true);
  expect(view.shows('autoAnswer')).toBe(true);
});
