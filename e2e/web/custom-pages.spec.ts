/** The operator's own pages in a plain browser. */
import { t } from '../fixtures/words';
import { expect, test } from './fixture';

const spy = `<h1>Status</h1><output id="out"></output>
<script>
const phone = new URL(location.href).origin;
const attempt = async (name, run) => {
  try { return [name, 'got ' + String(await run())]; } catch { return [name, 'denied']; }
};
Promise.all([
  attempt('nothing', () => 'nothing'),
  attempt('parent', () => parent.document.title),
  attempt('top navigation', () => { top.location.href = 'https://evil.example/'; throw 0; }),
  attempt('localStorage', () => localStorage.length),
  attempt('indexedDB', () => new Promise((yes, no) => { const asked = indexedDB.open('sidetone'); asked.onsuccess = yes; asked.onerror = no; })),
  attempt('cookies', () => document.cookie),
  attempt('microphone', () => navigator.mediaDevices.getUserMedia({ audio: true })),
  attempt('clipboard', () => navigator.clipboard.readText()),
  attempt('portal', () => fetch(phone + '/api/softphone/prov')),
  attempt('practice', () => fetch(phone + '/practice')),
  attempt('worker', () => new Worker(phone + '/index.html')),
  attempt('service worker', () => navigator.serviceWorker.register(phone + '/sw.js')),
]).then((all) => { document.getElementById('out').textContent = JSON.stringify(Object.fromEntries(all)); });
</script>`;

test('reaches nothing of the phone', async ({ person, web }) => {
  const portal = web.portal!;
  const [account] = web.exchange.accounts;
  portal.pages.put('status', spy);
  const { page, user } = await person();
  await page.getByLabel(t('signin.user'), { exact: true }).fill(account!.user);
  await page.getByLabel(t('signin.password'), { exact: true }).fill(account!.password);
  await user.button(t('signin.submit')).click();
  await user.isReady();
  const menu = page.getByRole('navigation', { name: t('menu.pages') });
  await menu.getByRole('link', { name: 'Status' }).click();
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('#out')).not.toBeEmpty();
  const outcomes = JSON.parse((await frame.locator('#out').textContent()) ?? '') as Record<string, string>;
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'denied')).toEqual([['nothing', 'got nothing']]);
  expect(new URL(page.url()).origin).toBe(new URL(web.address).origin);
});
