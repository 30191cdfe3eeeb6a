import { expect, it } from 'vitest';
import { answerAfter } from './auto-answer-headers';

const asked = (headers: Record<string, string[]>) => answerAfter((name) => headers[name] ?? []);

it.each([
  [{ 'call-info': ['<sip:pbx.test>;answer-after=0'] }, 0],
  [{ 'call-info': ['<sip:pbx.test>; Answer-After = "5"'] }, 5],
  [{ 'call-info': ['<http://a/b.png>;purpose=icon', '<sip:x>;answer-after=2'] }, 2],
  [{ 'alert-info': ['<http://www.notused.com>;info=alert-autoanswer;delay=3'] }, 3],
  [{ 'alert-info': ['info=alert-autoanswer'] }, 0],
  [{ 'alert-info': ['<http://www.notused.com>;info=alert-autoanswer;delay=soon'] }, 0],
  [{ 'alert-info': ['<http://www.notused.com>;answer-after=1'] }, 1],
  [{ 'answer-mode': ['Auto'] }, 0],
  [{ 'priv-answer-mode': ['auto;require'] }, 0],
  [{ 'answer-mode': ['Manual'] }, 'manual'],
  [{ 'call-info': ['<sip:pbx.test>;answer-after=-1'] }, null],
  [{ 'call-info': ['<sip:pbx.test>;answer-after=99999'] }, null],
  [{ 'call-info': ['<sip:pbx.test>;no-answer-after=0'] }, null],
  [{ 'alert-info': ['<http://www.notused.com>;info=ring-twice'] }, null],
  [{ 'alert-info': ['Ring Answer'] }, 0],
  [{ 'alert-info': ['<http://pbx.test>;info="Ring Answer";delay=2'] }, 2],
  [{ 'alert-info': ['<Auto Answer>'] }, 0],
  [{ 'answer-mode': ['Manual'], 'call-info': ['<sip:pbx.test>;answer-after=0'] }, 'manual'],
  [{ 'answer-mode': ['Manual'], 'priv-answer-mode': ['Auto'] }, 0],
  [{}, null],
])('%j: %s', (headers, seconds) => {
  expect(asked(headers)).toBe(seconds);
});
