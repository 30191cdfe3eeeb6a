import { describe, expect, it } from 'vitest';
import { Router } from './router.svelte';

describe('router', () => {
  it('reads where it is from the address', () => {
    expect(new Router({ hash: '' }).page).toBe('dialpad');
    expect(new Router({ hash: '#nonsense/x' }).page).toBe('dialpad');
    const router = new Router({ hash: '#settings/account/a%2Fb/sign-in' });
    expect([router.page, router.section, router.detail]).toEqual([
      'settings',
      'account',
      ['account', 'a/b', 'sign-in'],
    ]);
    expect(new Router({ hash: '#settings/unknown' }).section).toBeNull();
  });

  it('finds its way back through the address, whatever the parts contain', () => {
    const location = { hash: '' };
    const router = new Router(location);
    router.go('messages', 'line 1', 'sip:ann/home@pbx.test');
    expect(location.hash).toBe('#messages/line%201/sip%3Aann%2Fhome%40pbx.test');
    expect(new Router(location).detail).toEqual(['line 1', 'sip:ann/home@pbx.test']);
    router.go('history', 'entry-1');
    expect(router.entry).toBe('entry-1');
    router.go('history');
    expect(router.entry).toBeNull();
  });

  it('knows whether anybody has gone anywhere', () => {
    const location = { hash: '#' };
    const router = new Router(location);
    expect(router.atStart).toBe(true);
    router.go('dialpad');
    expect(router.atStart).toBe(false);
  });

  it('leaves the call for a page', () => {
    const router = new Router({ hash: '' });
    router.showCall = true;
    router.go('people');
    expect(router.showCall).toBe(false);
  });

  it('keeps a part that is no valid escape as it is', () => {
    expect(new Router({ hash: '#history/%zz' }).entry).toBe('%zz');
  });
});

it('knows the pages of an operator', () => {
  const router = new Router({ hash: '#custom/status%2Fnow' });
  expect([router.page, router.detail]).toEqual(['custom', ['status/now']]);
  for (const page of ['home', 'contacts', 'agent'] as const) {
    router.go(page);
    expect(router.page).toBe(page);
  }
});
