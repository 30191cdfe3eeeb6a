import { expect, it } from 'vitest';
import { earlyRouter } from './early-router';
import { Router } from './router.svelte';

it('goes where a notification led to before there were screens', () => {
  const early = earlyRouter();
  early.go('settings');
  early.go('history', 'call-1');
  const router = new Router({ hash: '' });
  router.showCall = true;
  early.opened(router);
  expect([router.page, router.entry, router.showCall]).toEqual(['history', 'call-1', false]);
  early.go('people');
  expect(router.page).toBe('people');
});

it('stays where the address says when nothing was wanted', () => {
  const router = new Router({ hash: '#messages' });
  earlyRouter().opened(router);
  expect(router.page).toBe('messages');
});
