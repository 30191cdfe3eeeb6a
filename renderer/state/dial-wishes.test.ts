import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DialWish } from '../../preload/contract';
import { fakeAccount, phoneOnFakes } from '../phone/fakes/fake-phone';
import { DialPad } from './dial-pad.svelte';
import { DialWishes, shownNumber } from './dial-wishes.svelte';
import { PhoneView } from './phone-view.svelte';
import { Toasts } from './toasts.svelte';

const wish = (more: Partial<DialWish> = {}): DialWish => ({
  number: '4711',
  how: 'ask',
  from: 'link',
  doubt: null,
  ...more,
});

async function start(first: DialWish | null = null, signedIn = true) {
  const { phone } = phoneOnFakes();
  const view = new PhoneView(phone);
  const dialPad = new DialPad(view, () => {});
  const toasts = new Toasts();
  const go = vi.fn();
  const show = vi.fn();
  let loaded = (): void => {};
  const started = new Promise<void>((resolve) => (loaded = resolve));
  const wishes = new DialWishes({ phone: view, session: { started }, dialPad, toasts, router: { go } });
  let send = (_wish: DialWish): void => {};
  wishes.start({
    show,
    take: () => Promise.resolve(first),
    onWanted: (listener) => {
      send = listener;
      return () => {};
    },
  });
  const signIn = (): void => {
    phone.signIn(fakeAccount, 'pw');
  };
  const ready = () => vi.waitFor(() => expect(phone.state.line.kind).toBe('ready'));
  if (signedIn) {
    signIn();
    await ready();
    loaded();
  }
  await Promise.resolve();
  return {
    phone,
    dialPad,
    toasts,
    go,
    show,
    wishes,
    loaded: () => loaded(),
    send: (one: DialWish) => send(one),
    signIn,
    ready,
  };
}

const numbers = ({ phone }: Awaited<ReturnType<typeof start>>) => phone.state.calls.map(({ party }) => party.number);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a number to be asked about', () => {
  it('is filled in and not called; what was typed comes back', async () => {
    const all = await start();
    all.dialPad.insert('12');
    all.send(wish());
    expect(all.wishes.asked).toEqual(wish());
    all.wishes.fillIn();
    expect(all.go).toHaveBeenCalledExactlyOnceWith('dialpad');
    expect(all.dialPad.text).toBe('4711');
    all.send(wish({ number: '4712' }));
    all.wishes.fillIn();
    expect(all.dialPad.text).toBe('4712');
    all.wishes.cancel();
    expect([all.dialPad.text, all.wishes.asked, numbers(all)]).toEqual(['12', null, []]);
  });

  it('is called when the user says so', async () => {
    const all = await start(wish());
    all.wishes.fillIn();
    all.wishes.call();
    expect([all.dialPad.text, all.wishes.asked, numbers(all)]).toEqual(['', null, ['4711']]);
  });

  it('is changed first', async () => {
    const all = await start(wish());
    all.wishes.fillIn();
    all.wishes.change();
    expect([all.dialPad.text, all.wishes.asked, numbers(all)]).toEqual(['4711', null, []]);
    all.wishes.cancel();
    expect(all.dialPad.text).toBe('4711');
  });

  it('runs none of the codes of the pad', async () => {
    const code = vi.fn();
    const { phone } = phoneOnFakes();
    const pad = new DialPad(new PhoneView(phone), () => {}, { '*#0*#': code });
    pad.fill('*#0*#');
    expect(pad.text).toBe('*#0*#');
    expect(code).not.toHaveBeenCalled();
  });

  it('waits for the end of a call, and says so', async () => {
    const all = await start();
    all.phone.dial('600');
    all.send(wish({ number: 'sip:pbx.example' }));
    expect(all.toasts.shown?.text).toContain('pbx.example');
    expect(all.toasts.shown?.action).toBeDefined();
    all.send(wish({ doubt: 'premium' }));
    expect(all.toasts.shown?.action).toBeUndefined();
    expect([all.wishes.asked?.number, numbers(all)]).toEqual(['4711', ['600']]);
  });
});

describe('a number to be called', () => {
  it('is called', async () => {
    const all = await start(wish({ how: 'dial' }));
    await vi.waitFor(() => expect(numbers(all)).toEqual(['4711']));
    expect(all.wishes.asked).toBeNull();
  });

  it('waits until the phone is registered', async () => {
    const all = await start(wish({ how: 'dial' }), false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([all.wishes.asked, numbers(all)]).toEqual([null, []]);
    all.signIn();
    all.loaded();
    await all.ready();
    expect(numbers(all)).toEqual(['4711']);
  });

  it('is asked about when that takes too long', async () => {
    const all = await start(wish({ how: 'dial' }), false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(all.wishes.asked).toEqual(wish({ how: 'dial' }));
    expect(all.show).toHaveBeenCalledOnce();
    all.signIn();
    all.loaded();
    await all.ready();
    expect(numbers(all)).toEqual([]);
  });

  it('is asked about at once when nobody is signed in', async () => {
    const all = await start(wish({ how: 'dial' }), false);
    all.loaded();
    await vi.waitFor(() => expect(all.wishes.asked).not.toBeNull());
  });

  it('by a link does not disturb a call, by the user it does', async () => {
    const all = await start();
    all.phone.dial('600');
    all.send(wish({ how: 'dial' }));
    await vi.advanceTimersByTimeAsync(100);
    expect([all.wishes.asked?.number, numbers(all)]).toEqual(['4711', ['600']]);
    all.wishes.cancel();
    all.send(wish({ how: 'dial', from: 'command-line', number: '601' }));
    await vi.advanceTimersByTimeAsync(100);
    expect(numbers(all)).toContain('601');
  });
});

it.each([
  ['sips:alice@example.com', 'alice@example.com'],
  ['sip:example.com', 'example.com'],
  ['alice@example.com', 'alice@example.com'],
  ['+4930901820,12', '+4930901820,12'],
  ['?', '?'],
])('shows %j as %j', (number, shown) => {
  expect(shownNumber({ number })).toBe(shown);
});
