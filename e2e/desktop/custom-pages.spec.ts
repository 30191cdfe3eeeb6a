/** The operator's own pages: somebody else's HTML in the phone. */
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import type { Desk } from '../fixtures/desk';
import { expect, test } from '../fixtures/index';
import { noteOpened } from '../fixtures/opened';
import { t } from '../fixtures/words';

/** By a hand: what a debugger clicks in a frame has no way there. */
async function press(desk: Desk, app: ElectronApplication, target: Locator): Promise<void> {
  const box = await target.boundingBox();
  const window = await app.evaluate(({ BrowserWindow }) => {
    const main = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('/index.html'));
    return main?.getContentBounds() ?? { x: 0, y: 0 };
  });
  if (!box) throw new Error('not to be seen');
  await desk.display.click(window.x + box.x + box.width / 2, window.y + box.y + box.height / 2);
}

const openPage = (page: Page) =>
  page
    .getByRole('navigation', { name: t('menu.pages') })
    .getByRole('link', { name: 'Status' })
    .click();
const leavePage = (page: Page) =>
  page
    .getByRole('navigation', { name: t('menu.pages') })
    .getByRole('link', { name: 'History' })
    .click();

test('is shown with its links, edge to edge when it says so, and as it last was without the portal', async ({
  desk,
  launch,
  operator,
}) => {
  const { portal } = operator;
  const { app, user, window } = await launch();
  const opened = await noteOpened(app);
  await user.signInAt(operator);
  await openPage(window);
  const frame = window.frameLocator('iframe');
  await expect(frame.getByRole('heading', { name: 'Service status' })).toBeVisible();
  expect(await frame.locator('body').evaluate((body) => getComputedStyle(body).fontFamily)).toContain('IBM Plex Sans');
  expect(await frame.locator('body').evaluate((body) => getComputedStyle(body).padding)).toBe('16px');
  await expect(async () => {
    await press(desk, app, frame.getByRole('link', { name: 'More about it' }));
    await expect.poll(opened, { timeout: 2_000 }).toEqual(['https://status.example/']);
  }).toPass();

  // The same page without the portal, then another one in its place.
  await leavePage(window);
  portal.faults = {
    request: (_method, path) => (path === '/page/status' ? { type: 'status', status: 503 } : undefined),
  };
  await openPage(window);
  await expect(window.getByRole('alert').filter({ hasText: '503' })).toBeVisible();
  await expect(frame.getByRole('heading', { name: 'Service status' })).toBeVisible();
  portal.faults = {};
  portal.pages.put(
    'status',
    ' <!-- No-Container -->\n<style>body { background: rgb(1, 2, 3) }</style><iframe title="Board" style="border:0;width:100%;height:100%" srcdoc="<p>3 calls wait"></iframe>',
  );
  await user.button(t('action.retry')).click();
  await expect(frame.frameLocator('iframe').getByText('3 calls wait')).toBeVisible();
  const box = (selector: string) => window.locator(selector).boundingBox();
  const [page, outer, inner] = [
    await box('section.page'),
    await box('iframe'),
    await frame.locator('iframe').boundingBox(),
  ];
  expect(outer).toEqual(page);
  expect(inner).toEqual(page);

  // One that was never there, and one that is empty.
  await window.evaluate(() => (location.hash = '#custom/no-such-page'));
  await expect(window.getByRole('heading', { name: t('custom.failed.title') })).toBeVisible();
  portal.pages.put('empty', '<!-- NO-CONTAINER -->\n');
  await window.evaluate(() => (location.hash = '#custom/empty'));
  await expect(window.getByRole('heading', { name: t('custom.empty.title') })).toBeVisible();
});

/** Tries everything that is none of a page's business; what came of it stands in the page. */
const spy = `<!-- NO-CONTAINER -->
<style>html, body, div { position: fixed; inset: 0; z-index: 2147483647; background: red }</style>
<div><output id="out"></output></div>
<script>
const attempt = async (name, run) => {
  let outcome;
  try { outcome = 'got ' + String(await Promise.race([run(), new Promise((_, no) => setTimeout(no, 3000, new Error('silence')))])); }
  catch (error) { outcome = 'denied'; }
  return [name, outcome];
};
const never = (made) => new Promise((yes, no) => { made.onload = () => yes('loaded'); made.onerror = () => no(new Error()); document.body.append(made); });
const make = (tag, more) => Object.assign(document.createElement(tag), more);
Promise.all([
  attempt('nothing', () => 'nothing'),
  attempt('host', () => { if (!('host' in window)) throw 0; return typeof window.host; }),
  attempt('node', () => { if (typeof process === 'undefined' && typeof require === 'undefined') throw 0; }),
  attempt('parent host', () => parent.host),
  attempt('parent document', () => parent.document.title),
  attempt('top navigation', () => { top.location.href = 'https://evil.example/'; throw 0; }),
  attempt('localStorage', () => localStorage.length),
  attempt('indexedDB', () => new Promise((yes, no) => { const asked = indexedDB.open('sidetone'); asked.onsuccess = yes; asked.onerror = no; })),
  attempt('cookies', () => document.cookie),
  attempt('caches', () => caches.keys()),
  attempt('microphone', () => navigator.mediaDevices.getUserMedia({ audio: true })),
  attempt('devices', async () => { const all = await navigator.mediaDevices.enumerateDevices(); if (!all.some(({ label }) => label)) throw 0; }),
  attempt('screen', () => navigator.mediaDevices.getDisplayMedia()),
  attempt('clipboard', () => navigator.clipboard.readText()),
  attempt('clipboard write', () => navigator.clipboard.writeText('x')),
  attempt('notifications', async () => { if ((await Notification.requestPermission()) !== 'granted') throw 0; }),
  attempt('headset', () => navigator.hid.requestDevice({ filters: [] })),
  attempt('phone files', () => fetch('app://sidetone/index.html')),
  attempt('portal', () => fetch('app://sidetone/api/softphone/prov', { headers: { 'x-sidetone': 'phone' } })),
  attempt('portal, blindly', () => fetch('app://sidetone/api/softphone/session', { method: 'DELETE', mode: 'no-cors' })),
  attempt('plain web', () => fetch('http://127.0.0.1:1/')),
  attempt('phone script', () => never(make('script', { src: 'app://sidetone/index.html' }))),
  attempt('phone picture', () => never(make('img', { src: 'app://sidetone/api/softphone/prov' }))),
  attempt('worker', () => new Promise((yes, no) => { new Worker('app://sidetone/index.html').onerror = no; })),
  attempt('service worker', () => navigator.serviceWorker.register('/sw.js')),
  attempt('dialog', () => { const before = performance.now(); alert(1); if (performance.now() - before < 500) throw 0; }),
  attempt('window', () => { if (!window.open('https://evil.example/popup')) throw 0; }),
  attempt('fullscreen', () => document.documentElement.requestFullscreen()),
]).then((all) => { document.getElementById('out').textContent = JSON.stringify(Object.fromEntries(all)); });
document.body.append(make('iframe', { src: 'app://sidetone/index.html', title: 'x' }));
</script>`;

test('reaches nothing of the phone, opens nothing unasked, covers no call and takes no keys', async ({
  launch,
  operator,
}) => {
  operator.portal.pages.put('status', spy);
  const { app, user, window } = await launch();
  const opened = await noteOpened(app);
  await user.signInAt(operator);
  const url = window.url().split('#')[0];
  await openPage(window);
  const frame = window.frameLocator('.page-frame > iframe');
  await expect(frame.locator('#out')).not.toBeEmpty();
  const outcomes = JSON.parse((await frame.locator('#out').textContent()) ?? '') as Record<string, string>;
  expect(Object.keys(outcomes)).toHaveLength(28);
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'denied')).toEqual([['nothing', 'got nothing']]);
  expect(window.url().split('#')[0]).toBe(url);
  expect(window.frames().filter((each) => each.url().startsWith('app://sidetone'))).toHaveLength(1);

  // The window that it wanted: asked about, and opened only by the user.
  await expect(window.getByText(t('custom.wants', { host: 'evil.example' }))).toBeVisible();
  expect(await opened()).toEqual([]);
  await user.button(t('custom.open')).click();
  await expect.poll(opened).toEqual(['https://evil.example/popup']);

  operator.exchange.call(operator.user, { name: 'Ilka', number: '200', media: 'echo' });
  const answer = user.ringing.getByRole('button', { name: t('call.answer') });
  await expect(answer).toBeVisible();
  await answer.click();
  await user.isTalking();
  await user.hangUp();

  // A page that takes the focus: it is taken back, and what comes again and again is put away.
  operator.portal.pages.put('status', '<h1>Polite</h1><script>onload = () => focus()</script>');
  await leavePage(window);
  await openPage(window);
  await expect(frame.getByRole('heading')).toBeVisible();
  const link = window.getByRole('navigation', { name: t('menu.pages') }).getByRole('link', { name: 'Contacts' });
  await link.focus();
  await frame.locator('body').evaluate((body) => {
    const field = document.createElement('input');
    body.append(field);
    setInterval(() => {
      field.focus();
    }, 20);
  });
  await expect(window.getByRole('heading', { name: t('custom.thief.title') })).toBeVisible();
  await expect(window.locator('iframe')).toHaveCount(0);
  await expect(link).toBeFocused();
  await user.button(t('custom.thief.show')).click();
  await expect(frame.getByRole('heading', { name: 'Polite' })).toBeVisible();
});

test('hangs alone: the phone rings, talks and goes on while a page comes to no end', async ({ launch, operator }) => {
  operator.portal.pages.put('status', '<p>Before</p><script>for (;;);</script>');
  const { app, user, window } = await launch();
  await user.signInAt(operator);
  const processes = () =>
    app.evaluate(({ BrowserWindow }) => {
      const main = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('/index.html'));
      const frames = main?.webContents.mainFrame.framesInSubtree ?? [];
      return frames.map(({ url, osProcessId }) => ({ ours: url.startsWith('app://sidetone/'), process: osProcessId }));
    });
  const runs = (process: number) =>
    app.evaluate(({ app: main }, pid) => main.getAppMetrics().some((each) => each.pid === pid), process);
  await openPage(window);
  await expect(window.getByRole('heading', { name: t('custom.stuck.title') })).toBeVisible();
  const all = await processes();
  const phone = all.find(({ ours }) => ours)!.process;
  const page = all.find(({ ours }) => !ours)!.process;
  expect(page).not.toBe(phone);

  operator.exchange.call(operator.user, { name: 'Ilka', number: '200', media: 'echo' });
  await user.ringing.getByRole('button', { name: t('call.answer') }).click();
  await user.isTalking();
  await user.hangUp();

  operator.portal.pages.put('status', '<p>After</p>');
  await leavePage(window);
  await expect.poll(() => runs(page)).toBe(false);
  expect(await runs(phone)).toBe(true);
  await openPage(window);
  await expect(window.frameLocator('iframe').getByText('After')).toBeVisible();
});
