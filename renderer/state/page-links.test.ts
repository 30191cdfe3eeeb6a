import { describe, expect, it, vi } from 'vitest';
import { fakeOperator } from './fakes/fake-operator';
import { PageLinks } from './page-links';
import { Toasts } from './toasts.svelte';

function start() {
  let now = 0;
  const toasts = new Toasts();
  const open = vi.fn(() => Promise.resolve(true));
  const go = vi.fn();
  const pad = { fill: vi.fn() };
  const app = { links: { open }, toasts, router: { go }, dialPad: pad, operator: fakeOperator() };
  const links = new PageLinks(app as unknown as ConstructorParameters<typeof PageLinks>[0], () => now);
  return { links, toasts, open, go, pad, wait: (ms: number) => (now += ms) };
}

describe('a link that the user clicked', () => {
  it.each([
    ['https://status.example/', 'https://status.example/'],
    ['mailto:help@northwind.example', 'mailto:help@northwind.example'],
    ['https://northwind.example/terms', 'https://northwind.example/terms'],
  ])('opens in the browser: %s', (address, opened) => {
    const { links, open } = start();
    links.wanted(address, true);
    expect(open).toHaveBeenCalledExactlyOnceWith(opened);
  });

  it.each([
    ['https://northwind.example/page/account', ['custom', 'account']],
    ['https://northwind.example/call-log', ['history']],
  ])('leads to a page of the phone: %s', (address, to) => {
    const { links, go, open } = start();
    links.wanted(address, true);
    expect(go).toHaveBeenCalledExactlyOnceWith(...to);
    expect(open).not.toHaveBeenCalled();
  });

  it.each([
    ['tel:+49%2030%20555', '+4930555'],
    // Not as the code of the pad that it is when typed.
    ['tel:*%230*%23', '*#0*#'],
    ['sip:lena@northwind.example', 'lena@northwind.example'],
  ])('is filled in and never dialled: %s', (address, number) => {
    const { links, go, pad } = start();
    links.wanted(address, true);
    expect(go).toHaveBeenCalledExactlyOnceWith('dialpad');
    expect(pad.fill).toHaveBeenCalledExactlyOnceWith(number);
  });

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://elsewhere.example/',
    'https://user:pw@elsewhere.example/',
    'ms-msdt:/id',
    'app://sidetone/index.html',
    'nonsense',
    '',
  ])('does nothing: %s', (address) => {
    const { links, open, go, toasts } = start();
    links.wanted(address, true);
    expect([open.mock.calls, go.mock.calls, toasts.shown]).toEqual([[], [], null]);
  });
});

describe('a page that opens things by itself', () => {
  it('has to ask, and the user sees where it would lead', () => {
    const { links, open, toasts } = start();
    links.wanted('https://evil.example/northwind.example', false);
    expect(open).not.toHaveBeenCalled();
    expect(toasts.shown?.text).toContain(' evil.example ');
    toasts.shown?.action?.run();
    expect(open).toHaveBeenCalledExactlyOnceWith('https://evil.example/northwind.example');
  });

  it('opens one with one click, and asks for the next', () => {
    const { links, open, toasts, wait } = start();
    for (let index = 0; index < 20; index++) links.wanted(`https://evil.example/${String(index)}`, true);
    expect(open).toHaveBeenCalledTimes(1);
    expect(toasts.shown?.text).toContain('evil.example');
    wait(3_000);
    links.wanted('https://evil.example/', true);
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('does not ask all the time, and does not hide another word', () => {
    const { links, toasts, wait } = start();
    toasts.show({ text: 'Lena is back', tone: 'plain' });
    links.wanted('https://evil.example/', false);
    expect(toasts.shown?.text).toBe('Lena is back');
    toasts.dismiss();
    links.wanted('https://evil.example/', false);
    expect(toasts.shown).not.toBeNull();
    toasts.dismiss();
    wait(9_999);
    links.wanted('https://evil.example/', false);
    expect(toasts.shown).toBeNull();
    wait(1);
    links.wanted('https://evil.example/', false);
    expect(toasts.shown).not.toBeNull();
  });
});

it('says so when the browser does not open', async () => {
  const { links, open, toasts } = start();
  open.mockResolvedValueOnce(false);
  links.wanted('https://status.example/', true);
  await vi.waitFor(() => {
    expect(toasts.shown?.tone).toBe('end');
  });
});
