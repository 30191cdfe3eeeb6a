/** Scenes of *Updates*: each state, with and without a call, and the notice in the window. */
import type { UpdateStatus } from '../../preload/contract';
import type { Host } from '../../renderer/host/host';
import { call, ilka, now, talking } from './people';
import type { Scene } from './scenes';

/** A phone whose updates stand still. */
export const stillUpdates = (status: UpdateStatus | undefined): Host['updates'] =>
  status
    ? {
        status: () => Promise.resolve(status),
        onChanged: () => () => {},
        onOpened: () => () => {},
        check: () => Promise.resolve(),
        download: () => Promise.resolve(),
        cancel: () => Promise.resolve(),
        install: () => Promise.resolve(true),
      }
    : null;

const hash = '#settings/updates';
const status = (state: UpdateStatus['state'], takenBack: string | null = null): UpdateStatus => ({
  current: '1.4.0',
  state,
  takenBack,
  asksToInstall: false,
});
const inCall: Partial<Scene> = { state: { calls: [call(ilka, talking())] }, behind: true };
const ready = status({ kind: 'ready', version: '1.5.0' });

export const updateScenes: Record<string, Scene> = {
  updates: { hash, updates: status({ kind: 'idle', checkedAt: now - 40 * 60_000 }, '1.4.1') },
  'updates-off': { hash, updates: status({ kind: 'off', why: 'policy' }) },
  'updates-available': {
    hash,
    updates: status({ kind: 'available', version: '1.5.0' }),
    settings: { automaticUpdates: false },
  },
  'updates-downloading': { hash, updates: status({ kind: 'downloading', version: '1.5.0', percent: 42 }) },
  'updates-ready-asks': { hash, updates: { ...ready, asksToInstall: true } },
  'updates-ready-call': { hash, updates: ready, ...inCall },
  'updates-tampered': { hash, updates: status({ kind: 'failed', problem: 'tampered', at: now }) },
  'notice-update': { updates: ready },
};
