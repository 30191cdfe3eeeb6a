import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

const markup = '<img src=x onerror="document.title=1"><b>Bold</b> &amp; <script>alert(1)</script>';
const names = [
  { what: 'markup', name: markup, seen: '<b>Bold</b>' },
  { what: 'control characters', name: 'Bell\u0007 Escape\u001b[31m Null-like\u0001 End', seen: 'End' },
  { what: 'a right-to-left override', name: 'Invoice \u202egnp.exe\u2066', seen: 'Invoice' },
  { what: '10,000 characters', name: `Begin ${'x'.repeat(9_990)}`, seen: 'Begin' },
] as const;

/** What must not reach anything that is drawn: direction overrides, and control characters other than the end of a line. */
const harmful = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

for (const { what, name, seen } of names) {
  test(`a caller whose name is ${what} is harmless text everywhere`, async ({ desk, launch, practice }) => {
    const phone = await launch();
    const { user } = phone;
    await user.signIn(practice);
    await desk.display.closeWindow(t('app.name'));
    await expect.poll(async () => (await phone.windowState()).visible).toBe(false);
    const call = practice.exchange.call(practice.user, { name, number: '2002' });

    const card = await phone.card();
    await expect(card.getByRole('alertdialog')).toContainText(seen);
    expect(await card.getByRole('alertdialog').innerText()).not.toMatch(harmful);
    expect(await card.getByRole('alertdialog').locator('script, img').count(), 'no element came of it').toBe(0);
    expect(await card.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await expect(card.getByRole('button', { name: t('call.answer') })).toBeInViewport();

    await expect.poll(() => desk.notifications.displayed()).toBe(1);
    const notified = desk.notifications.received.at(-1);
    expect(notified?.body.replaceAll('&lt;', '<').replaceAll('&gt;', '>')).toContain(seen);
    // Markup of the Desktop Notifications Specification: every < of the name must have been escaped.
    expect(notified?.body).not.toMatch(/<(?!\/?$)/);
    expect(notified?.body).not.toMatch(harmful);
    expect(notified?.body.length).toBeLessThan(1_000);

    await expect.poll(async () => (await desk.tray.icon()).tooltip).toContain(seen);
    const { tooltip } = await desk.tray.icon();
    expect(tooltip).not.toMatch(harmful);
    expect(tooltip.length).toBeLessThanOrEqual(128);

    await desk.tray.activate();
    await expect(user.ringing).toContainText(seen);
    expect(await user.ringing.innerText()).not.toMatch(harmful);
    expect(await user.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(await user.page.title()).toBe(t('app.name'));
    await expect(user.ringing.getByRole('button', { name: t('call.answer') })).toBeInViewport();

    call.hangup();
    await user.open('history');
    await expect(user.history).toContainText(seen);
    expect(await user.history.first().innerText()).not.toMatch(harmful);
    expect(await user.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await expect.poll(() => desk.notifications.received.at(-1)?.summary).toBe(t('notification.missed.title'));
    expect(desk.notifications.received.at(-1)?.body).not.toMatch(/<(?!\/?$)/);
  });
}
