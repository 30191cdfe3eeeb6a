/** What becomes of a call that comes in, by what it brings along and by what the user has chosen. */
import type { SeenMessage } from '../../main/exchange/index';
import { expect, test } from '../fixtures/index';
import { ownSounds } from '../fixtures/tone';
import { t } from '../fixtures/words';

type Header = [name: string, value: string];

test('who calls, for whom, by whom it was sent on, and how it rings', async ({ launch, practice }) => {
  const { exchange, domain } = practice;
  const { user } = await launch();
  await user.signIn(practice);
  const shown = async (headers: Header[], caller: { name?: string; number?: string }, ...expected: string[]) => {
    const call = exchange.call(practice.user, { ...caller, headers });
    for (const text of expected) await expect(user.ringing).toContainText(text);
    const ring = await user.ringing.getAttribute('data-ring');
    const text = await user.ringing.innerText();
    call.hangup();
    await expect(user.ringing).toBeHidden();
    return { ring, text };
  };

  await test.step('asserted by the switch, sent on by somebody', async () => {
    const { text } = await shown(
      [
        ['P-Asserted-Identity', `"Ada Asserted" <sip:2001@${domain}>`],
        ['Diversion', `"Front desk" <sip:2000@${domain}>;reason=no-answer`],
      ],
      { name: 'Somebody else', number: '6666' },
      'Ada Asserted',
      '2001',
      t('call.via', { name: 'Front desk' }),
    );
    expect(text).not.toContain('6666');
  });
  await test.step('History-Info', async () => {
    await shown(
      [['History-Info', `<sip:2000@${domain}?Reason=SIP%3Bcause%3D302>;index=1, <sip:2010@${domain}>;index=1.1;mp=1`]],
      { name: 'Ada', number: '2002' },
      t('call.via', { name: '2000' }),
    );
  });
  await test.step('anonymous', async () => {
    const { text } = await shown(
      [
        ['P-Asserted-Identity', `<sip:2001@${domain}>`],
        ['Privacy', 'id'],
      ],
      { name: 'Anonymous', number: 'anonymous' },
      t('party.unknown'),
    );
    expect(text).not.toContain('2001');
  });
  await test.step('rings of their own', async () => {
    const caller = { name: 'Ada', number: '2002' };
    const alert = (value: string): Header[] => [['Alert-Info', value]];
    const { ring, text } = await shown(alert('<http://practice.invalid>;info=alert-internal'), caller, 'Ada');
    expect(ring).toBe('internal');
    expect(text).toContain(t('ringing.for.internal', { line: practice.user }));
    expect((await shown(alert('<urn:alert:priority:high>'), caller, 'Ada')).ring).toBe('priority');
    expect((await shown([], caller, 'Ada')).ring).toBe('normal');

    const call = exchange.call(practice.user, {
      ...caller,
      headers: alert('<http://practice.invalid>;info=alert-internal'),
    });
    // Hz: the chord for colleagues, and the usual warble.
    const [chord = -Infinity, warble = -Infinity] = await ownSounds(user.page, [523, 988], 4_500);
    expect(chord).toBeGreaterThan(-40);
    expect(warble).toBeLessThan(chord - 15);
    call.hangup();
  });
  await test.step('somebody else comes to the phone', async () => {
    await user.dial('647');
    await user.isTalking();
    await expect(user.call).toContainText('Practice colleague');
    await expect(user.call).toContainText('2007');
    await user.hangUp();
  });
});

test('do not disturb for all or one line, timed; forwarded always, when busy, when nobody answers', async ({
  launch,
  practice,
}) => {
  test.setTimeout(120_000);
  const { exchange } = practice;
  const [, second] = exchange.accounts;
  if (!second) throw new Error('one account only');
  const { user } = await launch();
  await user.signIn(practice);
  await user.addAccount({ ...practice, user: second.user, password: second.password });
  const seen: SeenMessage[] = [];
  exchange.on('message', (message) => seen.push(message));
  const outcome = async (to: string) => {
    const call = exchange.call(to, { name: 'Ada', number: '2002' });
    await expect.poll(() => call.end?.status).toBeDefined();
    const answer = seen.findLast(({ direction, text }) => direction === 'in' && text.includes(call.id));
    return { status: call.end?.status, contact: /^Contact: *<sip:(\d+)@/im.exec(answer?.text ?? '')?.[1] };
  };
  const rings = async (to: string) => {
    const call = exchange.call(to, { name: 'Ada', number: '2002' });
    await call.once('ringing');
    await expect(user.ringing).toBeVisible();
    call.hangup();
    await expect(user.ringing).toBeHidden();
  };
  const sheet = user.page.getByRole('dialog', { name: t('lines.title') });
  const quiet = (name: string) => sheet.getByRole('button', { name, exact: true });

  await test.step('for one line', async () => {
    await user.state.click();
    await sheet.getByRole('combobox', { name: t('dnd.which') }).selectOption(second.user);
    await quiet(t('tray.doNotDisturb.30-minutes')).click();
    await expect(sheet.getByText(/^until \d\d:\d\d$/)).toBeVisible();
    expect((await outcome(second.user)).status).toBe(486);
    await user.page.keyboard.press('Escape');
    await expect(user.state).toContainText(t('state.some-ready', { ready: 1, all: 2 }));
    await rings(practice.user);
  });
  await test.step('for all', async () => {
    await user.state.click();
    await sheet.getByRole('switch').click();
    expect((await outcome(practice.user)).status).toBe(486);
    expect((await outcome(second.user)).status).toBe(486);
    await sheet.getByRole('switch').click();
    await user.page.keyboard.press('Escape');
    await rings(practice.user);
    expect((await outcome(second.user)).status).toBe(486);
  });

  const forward = async (field: 'always' | 'busy' | 'no-answer', to: string) => {
    await user.openAccount(`${practice.user}@`);
    await user.page.getByLabel(t(`account.forward.${field}`), { exact: true }).fill(to);
    if (field === 'no-answer') await user.page.getByLabel(t('account.forward.seconds'), { exact: true }).fill('2');
    await user.saveAccount();
  };
  await test.step('always', async () => {
    await forward('always', '2000');
    expect(await outcome(practice.user)).toEqual({ status: 302, contact: '2000' });
    await forward('always', '');
  });
  await test.step('after 2 s of ringing', async () => {
    await forward('no-answer', '2001');
    const begun = performance.now();
    expect(await outcome(practice.user)).toEqual({ status: 302, contact: '2001' });
    expect(performance.now() - begun).toBeGreaterThan(1_900);
    await forward('no-answer', '');
  });
  await test.step('when there is no room for another call', async () => {
    await forward('busy', '2003');
    await user.openSettings('calls');
    await user.page.getByLabel(t('limits.calls')).selectOption('1');
    await user.dial('601');
    await user.isTalking();
    expect(await outcome(practice.user)).toEqual({ status: 302, contact: '2003' });
  });
});

test('do not disturb for a time outlives a restart, and ends by itself', async ({ launch, practice }) => {
  const first = await launch();
  await first.user.signIn(practice);
  // What the buttons offer is half an hour at least.
  const until = Date.now() + 15_000;
  await first.window.evaluate((end) => window.host?.invoke('settings.save', { doNotDisturb: { until: end } }), until);
  await first.user.hasKept({ doNotDisturb: { until } });
  await first.quit();

  const { user } = await launch();
  await expect(user.state).toContainText(t('state.do-not-disturb'));
  await expect(user.state).toHaveText(t('state.ready'), { timeout: 40_000 });
  expect(Date.now()).toBeGreaterThanOrEqual(until);
  const call = practice.exchange.call(practice.user, { name: 'Ada', number: '2002' });
  await call.once('ringing');
  await expect(user.ringing).toBeVisible();
  call.hangup();
});

test('answers by itself by each header that asks for it, and by account', async ({ launch, practice }) => {
  const { exchange } = practice;
  const { user } = await launch();
  await user.signIn(practice);
  const answered = async (headers: Header[]) => {
    const call = exchange.call(practice.user, { name: 'Ada', number: '2002', headers });
    await call.once('answered');
    await expect(user.state).toContainText(t('state.on-call'));
    call.hangup();
    await expect(user.state).toContainText(t('state.ready'));
  };
  await user.openSettings('calls');
  await user.page.getByRole('radio', { name: t('auto-answer.on-request') }).check();
  await user.hasKept({ autoAnswer: 'on-request' });
  await answered([['Call-Info', '<sip:practice.invalid>;answer-after=0']]);
  await answered([['Alert-Info', '<http://practice.invalid>;info=alert-autoanswer']]);
  await answered([['Answer-Mode', 'Auto']]);

  await user.page.getByRole('radio', { name: t('auto-answer.off') }).check();
  await user.openAccount(`${practice.user}@`);
  await user.page.getByLabel(t('auto-answer.title'), { exact: true }).selectOption('all');
  await user.saveAccount();
  await answered([]);
});
