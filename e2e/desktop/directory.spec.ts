/** A company directory as large and as odd as they come. */
import { expect, test } from '../fixtures/index';
import { t } from '../fixtures/words';

const people = 50_000;

/** Names that would like to be more than text, of every script, and each third one a duplicate. */
function* oddPeople(): Generator<{
  name: string;
  organization?: string;
  numbers: { number: string; extension?: string }[];
}> {
  const names = [
    '<img src=x onerror="window.reached = true">',
    '\u202eevil\u202c \u0000\u0007bell',
    'Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307algo',
    'محمد عبد الرحمن',
    '山田太郎',
    'नमस्ते शर्मा',
    '👩‍👩‍👧‍👦 Family',
    'x'.repeat(3_000),
    '=HYPERLINK("http://evil.test")',
    "Robert'); DROP TABLE contacts;--",
    '\u200b\u200b',
    'İstanbul Ofisi ﬁne ǅ',
  ];
  for (let index = 0; index < people - 1; index += 1) {
    const same = index % 3 === 2 ? index - 1 : index;
    const number = same % 5 === 0 ? '+4930555000' : `+4917${String(10_000_000 + same)}`;
    yield {
      name: `${names[same % names.length] ?? ''} ${String(same)}`,
      organization: names[(same * 7) % names.length] ?? '',
      numbers: same % 17 === 0 ? [] : [{ number, extension: String(same % 4_000) }, { number: 'not a number %%%' }],
    };
  }
  yield { name: 'Zuletzt Müller', numbers: [{ number: '+49 30 23125-199' }] };
}

test('50,000 entries with duplicates, markup and odd scripts: nothing hangs, nothing runs, nothing is lost', async ({
  launch,
  operator,
}) => {
  test.slow();
  operator.portal.phonebook.replace(oddPeople());
  const { user, window } = await launch();
  await user.signInAt(operator);
  // It rings, and is answered, while the directory is being read.
  const call = operator.exchange.call(operator.user, { name: 'Somebody', number: '+493023125199' });
  await user.answer();
  await user.open('contacts');
  const field = window.getByLabel(t('contacts.search'), { exact: true });
  await expect(field).toHaveAttribute('placeholder', t('contacts.search.count', { count: people }), {
    timeout: 120_000,
  });
  await field.fill('muller zul');
  const rows = window.getByRole('region', { name: t('page.contacts') }).locator('.row');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('Zuletzt Müller');
  await field.fill('<img 36');
  await expect(rows.first()).toContainText('<img src=x onerror="window.reached = true"> 36');
  expect(await window.evaluate(() => 'reached' in window)).toBe(false);
  // Who calls has a name by now.
  await expect(
    window
      .getByRole('region', { name: t('call.bar') })
      .or(user.call)
      .first(),
  ).toContainText('Zuletzt Müller');
  call.hangup();
});
