/** The way to the operator's portal through the program: what is hostile or broken on it, and what comes from outside. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createAuthority } from '../fixtures/authority';
import { expect, test } from '../fixtures/index';
import { practiceOperator } from '../fixtures/operator';
import { startProgram } from '../fixtures/process';
import { t } from '../fixtures/words';

/** As the page sees it. */
type HostWindow = {
  host: { invoke(name: string, ...args: unknown[]): Promise<{ ok: boolean; value?: unknown; error?: object }> };
};

/** Asks the portal as the phone does: the failure of the way, or status and the beginning of the answer. */
const ask = (page: Page, path: string, headers: Record<string, string> = { 'x-sidetone': 'phone' }) =>
  page.evaluate(
    async ([to, given]) => {
      const answer = await fetch(`/api/softphone${to}`, { headers: given });
      const failure = answer.headers.get('x-sidetone-failure');
      return failure ?? `${String(answer.status)} ${(await answer.text()).slice(0, 20)}`;
    },
    [path, headers] as const,
  );

const choose = (page: Page, domain: string) =>
  page.evaluate((to) => (window as unknown as HostWindow).host.invoke('operator.choose', to), domain);

test('what a portal does wrong is told by its kind, and costs nothing; certificates each by theirs', async ({
  desk,
  launch,
  operator,
}) => {
  const authority = await createAuthority(desk.home);
  const { window } = await launch({ env: { SIDETONE_TEST_CA: authority.path } });
  const { faults } = operator.portal;
  const elsewhere = await practiceOperator();
  const asked: string[] = [];
  elsewhere.portal.on('answered', (_method, path) => asked.push(path));
  await choose(window, operator.portal.url);

  const cases = [
    [{ type: 'redirect', to: `${elsewhere.portal.url}/api/softphone/branding` }, 'redirected'],
    [{ type: 'redirect', to: '/api/softphone/branding' }, '200 {"brandName":"Northw'],
    [{ type: 'html' }, 'not-json'],
    [{ type: 'endless' }, 'too-large'],
    [{ type: 'cut' }, 'unreachable'],
    [{ type: 'status', status: 500 }, '500 Something went wrong'],
    [{ type: 'body', text: '{"brandName":' }, '200 {"brandName":'],
  ] as const;
  for (const [fault, told] of cases) {
    faults.request = (_method, path) => (path === '/prov' ? fault : undefined);
    expect(await ask(window, '/prov'), fault.type).toBe(told);
  }
  expect(asked).toEqual([]);
  delete faults.request;
  expect(await ask(window, '/branding')).toMatch(/^200 /);
  // Only who can set our header may ask: no link, no form, no frame.
  expect(await ask(window, '/branding', {})).toMatch(/^403 /);
  await elsewhere.close();

  for (const [kind, told] of [
    ['good', /^200 /],
    ['expired', /^certificate:expired$/],
    ['other-name', /^certificate:wrong-name$/],
  ] as const) {
    const secure = await practiceOperator({ tls: await authority.certificate(kind) });
    await choose(window, secure.portal.url);
    expect(await ask(window, '/branding'), kind).toMatch(told);
    const facts = await window.evaluate(
      (port) => (window as unknown as HostWindow).host.invoke('check.certificate', 'localhost', port),
      Number(new URL(secure.portal.url).port),
    );
    expect(facts.value, kind).toMatchObject(
      kind === 'good'
        ? { ok: true, issuer: 'Sidetone test CA', protocol: 'TLSv1.3' }
        : { ok: false, detail: expect.stringMatching(/^ERR_CERT_/) },
    );
    await secure.close();
    expect(await ask(window, '/branding')).toBe('unreachable');
  }
  await choose(window, 'phone.nowhere.test');
  expect(await ask(window, '/branding')).toBe('no-such-name');
});

test('an administrator’s policy sets the operator for good; a link cannot lead elsewhere', async ({
  desk,
  launch,
  operator,
}) => {
  const policy = join(desk.home, 'policy.json');
  await writeFile(policy, JSON.stringify({ domain: operator.domain }));
  const env = { SIDETONE_TEST_POLICY: policy };
  const phone = await launch({ env });
  const { user, window } = phone;
  const heading = window.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Northwind Telecom');
  await expect(user.button(t('signin.another'))).toHaveCount(0);
  expect(await choose(window, 'evil.example')).toMatchObject({ ok: false, error: { code: 'failed' } });

  const [program, ...args] = phone.commandLine;
  const link = await startProgram(program, [...args, 'sidetone://provision?domain=evil.example'], { env: desk.env });
  expect(await link.ended()).toBe(0);
  await expect.poll(() => phone.log()).toContain('to evil.example, by link');
  await expect(heading).toHaveText('Northwind Telecom');
  await window.getByLabel(t('signin.user'), { exact: true }).fill(operator.user);
  await window.getByLabel(t('signin.password'), { exact: true }).fill(operator.password);
  await user.button(t('signin.submit')).click();
  await user.isReady();
  // The system's list of windows has the operator's name, too.
  const titles = async () => (await desk.display.windows()).map(({ title }) => title);
  await expect.poll(titles).toContainEqual(expect.stringContaining('Northwind Telecom'));
});
