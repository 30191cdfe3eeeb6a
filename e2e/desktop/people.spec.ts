/** Colleagues and messages between two phones on the practice exchange. */
import { openDesk } from '../fixtures/desk';
import { expect, test as base } from '../fixtures/index';
import type { PracticePbx } from '../fixtures/pbx';
import { launchPhone, type RunningPhone } from '../fixtures/running-phone';
import { User } from '../fixtures/user';
import { t } from '../fixtures/words';

/** A second phone at a desk of its own. */
const test = base.extend<{ colleague: { phone: RunningPhone; user: User; number: string } }>({
  colleague: async ({ practice }, use) => {
    const [, other] = practice.exchange.accounts;
    const desk = await openDesk();
    const phone = await launchPhone(desk);
    const user = new User(phone.window);
    await user.signIn(as(practice, other!));
    await use({ phone, user, number: other!.user });
    await phone.quit();
    await desk.close();
  },
});
const as = (practice: PracticePbx, { user, password }: { user: string; password: string }) => ({
  ...practice,
  user,
  password,
});

test('a colleague is free, rings, is picked up, is called, and is on a call', async ({
  launch,
  practice,
  colleague,
}) => {
  const { user } = await launch();
  await user.signIn(practice);
  await user.openAccount(practice.user);
  await user.watch(colleague.number, 'Grace', 'dialog');
  // One's own presence does as well as another's.
  await user.watch(practice.user, 'Myself', 'presence');
  await user.saveAccount();
  await user.open('people');
  const grace = user.colleague(colleague.number);
  await expect(grace).toContainText(t('people.idle'));
  const myself = user.colleague(practice.user);
  await expect(myself).toContainText(t('people.idle'));

  await test.step('presence, with what was written beside it', async () => {
    practice.exchange.setPresence(practice.user, { activity: 'away', note: 'Back at two' });
    await expect(myself).toContainText(t('people.away'));
    await expect(myself).toContainText('Back at two');
  });

  await test.step('ringing: told by the badge, taken by one click', async () => {
    const call = practice.exchange.call(colleague.number, { name: 'Ada Lovelace', number: '2002' });
    await expect(grace).toContainText(t('people.ringing'));
    await user.open('dialpad');
    await expect(user.page.getByText(t('people.ringing-count', { count: 1 }))).toBeAttached();
    await user.open('people');
    await user.button(t('people.pick-up-of', { name: 'Grace' })).click();
    await user.isTalking();
    await expect(colleague.user.ringing).toBeHidden();
    await user.hangUp();
    await expect.poll(() => call.end !== null).toBe(true);
  });

  await test.step('one click calls, and the state follows', async () => {
    await user.open('people');
    await expect(grace).toContainText(t('people.idle'));
    await grace.getByRole('button', { name: t('call.to', { name: 'Grace' }) }).click();
    await colleague.user.answer();
    await user.open('people');
    await expect(grace).toContainText(t('people.busy'));
    await colleague.user.hangUp();
    await expect(grace).toContainText(t('people.idle'));
  });
});

test('messages: seen by both, kept, sent again when they failed', async ({ launch, practice, colleague }) => {
  const first = await launch();
  const { user } = first;
  await user.signIn(practice);

  await test.step('to a colleague, whose menu then says so', async () => {
    // Nothing was written yet: the way is the menu.
    await expect(user.page.getByRole('link', { name: t('page.messages') })).toBeHidden();
    await user.button(t('menu.open')).click();
    await user.page
      .getByRole('dialog')
      .getByRole('button', { name: t('page.messages') })
      .click();
    await user.write(colleague.number, 'Are you <b>there</b>?');
    await expect(user.page.locator('[data-message="sent"]')).toContainText('Are you <b>there</b>?');
    await expect(colleague.user.page.getByText(t('messages.unseen-count', { count: 1 }))).toBeAttached();
  });

  await test.step('read, it is not new any more; the answer comes into the open conversation', async () => {
    await colleague.user.open('messages');
    await colleague.user.page.locator('.row', { hasText: practice.user }).locator('.row-main').click();
    await expect(colleague.user.page.getByText(t('messages.unseen-count', { count: 1 }))).toHaveCount(0);
    await colleague.user.say('Yes.\nWhat is it?');
    await expect(user.page.locator('[data-message="received"]')).toContainText('What is it?');
    await expect(user.page.getByText(t('messages.unseen-count', { count: 1 }))).toHaveCount(0);
  });

  await test.step('one that nobody takes says why, and is sent again', async () => {
    practice.exchange.faults = {
      request: (request) => (request.method === 'MESSAGE' ? { kind: 'respond', status: 480 } : undefined),
    };
    await user.say('One more thing');
    const failed = user.page.locator('[data-message="failed"]');
    await expect(failed).toContainText(t('messages.failed.unavailable', { to: colleague.number }));
    practice.exchange.faults = {};
    await failed.getByRole('button', { name: t('messages.resend') }).click();
    await expect(failed).toHaveCount(0);
    await expect(colleague.user.page.locator('[data-message="received"]')).toHaveCount(2);
  });
  await first.quit();

  const second = await launch();
  await second.user.isReady();
  await second.user.open('messages');
  await second.user.page.locator('.row', { hasText: colleague.number }).locator('.row-main').click();
  await expect(second.user.page.locator('[data-message]')).toHaveCount(3);

  await test.step('the conversation is removed for good', async () => {
    await second.user.button(t('messages.remove')).click();
    await second.user.page
      .getByRole('dialog')
      .getByRole('button', { name: t('messages.remove.yes'), exact: true })
      .click();
    await expect(second.user.page.getByText(t('messages.empty.title'))).toBeVisible();
  });
});
