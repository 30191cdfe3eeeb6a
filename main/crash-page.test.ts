import { expect, it } from 'vitest';
import { crashPage, QUIT, RESTART } from './crash-page';

const html = decodeURIComponent(crashPage('/home/<b>&me').slice('data:text/html;charset=utf-8,'.length));

it('says what happened and what to do, with a way out, and runs nothing', () => {
  expect(html).toContain('several times in a row');
  expect(html).toContain(`href="${RESTART}"`);
  expect(html).toContain(`href="${QUIT}"`);
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/<script|javascript:/i);
  expect(html).toContain('/home/&lt;b&gt;&amp;me');
});
