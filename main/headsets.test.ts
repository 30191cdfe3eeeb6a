import { EventEmitter } from 'node:events';
import type { DevicePermissionHandlerHandlerDetails, HIDDevice, Session } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { Settings } from '../preload/contract';
import { defaultSettings } from '../preload/settings';
import { fakeLog } from './fakes/log';
import { setUpHeadsets } from './headsets';

vi.mock('electron', () => ({ protocol: {} }));

const OURS = 'app://sidetone';
const device = (changes: Partial<HIDDevice> = {}): HIDDevice =>
  ({
    deviceId: 'd1',
    name: 'Evolve',
    vendorId: 0x0b0e,
    productId: 0x2475,
    collections: [{ usagePage: 0x0b, usage: 5 }],
    ...changes,
  }) as HIDDevice;
const keyboard = device({ deviceId: 'k', collections: [{ usagePage: 1, usage: 6 }] as HIDDevice['collections'] });

function setUp(headsets: Settings['headsets'] = []) {
  const session = new EventEmitter();
  const sent: unknown[][] = [];
  let take: (id: string | null) => void = () => {};
  let settings = { ...defaultSettings, headsets };
  let changed: (now: Settings, before: Settings) => void = () => {};
  const access = setUpHeadsets(
    session as unknown as Session,
    {
      handle: (_name, run) => {
        take = run as typeof take;
      },
      send: (...args) => {
        sent.push(args);
        return true;
      },
    },
    {
      get settings() {
        return settings;
      },
      onChanged: (listener) => {
        changed = listener;
      },
    },
    fakeLog(),
  );
  return {
    sent,
    take: (id: string | null) => {
      take(id);
    },
    save(next: Settings['headsets']) {
      const before = settings;
      settings = { ...settings, headsets: next };
      changed(settings, before);
    },
    emit: (name: string, details: unknown, callback?: unknown) =>
      session.emit(name, { preventDefault: () => {} }, details, callback),
    ask(deviceList: HIDDevice[], frame: unknown = { url: `${OURS}/index.html`, parent: null }) {
      const answer = vi.fn();
      session.emit('select-hid-device', { preventDefault: () => {} }, { deviceList, frame }, answer);
      return answer;
    },
    mayUse: (changes: Partial<DevicePermissionHandlerHandlerDetails> = {}) =>
      access.mayUse({ deviceType: 'hid', origin: `${OURS}/`, device: device(), ...changes }),
  };
}

const known = { vendor: 0x0b0e, product: 0x2475, name: 'Evolve' };

describe('which devices the page may use', () => {
  it('a telephone that the user has connected', () => {
    expect(setUp([known]).mayUse()).toBe(true);
  });

  it.each<[string, Partial<DevicePermissionHandlerHandlerDetails>]>([
    ['another page', { origin: 'https://evil.example/' }],
    ['a look-alike', { origin: 'app://sidetone.evil/' }],
    ['nowhere', { origin: '' }],
    ['a serial port', { deviceType: 'serial' }],
    ['USB itself', { deviceType: 'usb' }],
    ['another model', { device: device({ productId: 1 }) }],
    ['another maker', { device: device({ vendorId: 1 }) }],
    ['what is no telephone, though of the same numbers', { device: keyboard }],
    ['what tells no collections', { device: { vendorId: 0x0b0e, productId: 0x2475 } as HIDDevice }],
  ])('not %s', (_name, changes) => {
    expect(setUp([known]).mayUse(changes)).toBe(false);
  });

  it('none as long as the user has connected none', () => {
    expect(setUp().mayUse()).toBe(false);
  });
});

describe('the list to choose from', () => {
  it('offers telephones only, and what is plugged in and out meanwhile', () => {
    const { ask, emit, sent } = setUp();
    ask([keyboard, device()]);
    emit('hid-device-added', { device: device({ deviceId: 'd2', name: 'Voyager' }) });
    emit('hid-device-added', { device: keyboard });
    emit('hid-device-removed', { device: device() });
    expect(sent.map(([, , offers]) => offers)).toEqual([
      [{ id: 'd1', name: 'Evolve' }],
      [
        { id: 'd1', name: 'Evolve' },
        { id: 'd2', name: 'Voyager' },
      ],
      [{ id: 'd2', name: 'Voyager' }],
    ]);
  });

  it('the one chosen may be used before it is in the settings, and no more once it is forgotten', () => {
    const { ask, take, mayUse, save } = setUp();
    const answer = ask([device()]);
    expect(mayUse()).toBe(false);
    take('d1');
    expect(answer).toHaveBeenCalledExactlyOnceWith('d1');
    expect(mayUse()).toBe(true);
    save([known]);
    expect(mayUse()).toBe(true);
    save([]);
    expect(mayUse()).toBe(false);
  });

  it.each([null, 'no-such', 'k'])('%j chooses none', (id) => {
    const { ask, take, mayUse } = setUp();
    const answer = ask([device(), keyboard]);
    take(id);
    take('d1');
    expect(answer).toHaveBeenCalledExactlyOnceWith(undefined);
    expect(mayUse()).toBe(false);
  });

  it('a second question takes the place of the first', () => {
    const { ask, take } = setUp();
    const first = ask([device()]);
    const second = ask([device()]);
    take('d1');
    expect(first).toHaveBeenCalledExactlyOnceWith();
    expect(second).toHaveBeenCalledExactlyOnceWith('d1');
  });

  it.each([
    ['another page', { url: 'https://evil.example/', parent: null }],
    ['a frame within', { url: `${OURS}/index.html`, parent: {} }],
    ['a frame that is gone', null],
  ])('is not shown to %s', (_name, frame) => {
    const { ask, sent } = setUp();
    expect(ask([device()], frame)).toHaveBeenCalledExactlyOnceWith();
    expect(sent).toEqual([]);
  });
});
