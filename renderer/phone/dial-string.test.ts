import { describe, expect, it } from 'vitest';
import { readDialString } from './dial-string';

describe('a number in any spelling', () => {
  it.each([
    ['600', '600'],
    ['+49 (0) 30 / 123-45', '+493012345'],
    ['+49(0)30 12345', '+493012345'],
    ['0049 (0)30 12345', '00493012345'],
    ['(030) 123 45', '03012345'],
    ['(+49) 30 12345', '+493012345'],
    ['030.123.45', '03012345'],
    ['030‑123–45', '03012345'],
    ['1 (800) 555-0199', '18005550199'],
    ['\u00a0030\u2009123\u200945\n', '03012345'],
    ['\u202a+49 30 12345\u202c', '+493012345'],
    ['030\u200b123\u2060', '030123'],
    ['+49３０１２３', '+4930123'],
    ['٠٣٠١٢٣', '030123'],
    ['۰۳۰', '030'],
    ['*21*030123#', '*21*030123#'],
    ['*97', '*97'],
    ['#31#030123', '#31#030123'],
    ['tel:+49-30-123', '+4930123'],
    ['TEL:+49%2030%20123', '+4930123'],
    ['tel:863-1234;phone-context=+1-914-555', '8631234'],
    ['callto:+4930123', '+4930123'],
    ['sip:600', '600'],
    ['Tel.: 030 12345', '03012345'],
    ['Phone: +49 30 123', '+4930123'],
    ['0800 FLOWERS', '08003569377'],
    ['1-800-Flowers', '18003569377'],
    ['alice', 'alice'],
    ['front.desk-2', 'front.desk-2'],
  ])('%s → %s', (input, target) => {
    expect(readDialString(input)).toEqual({ ok: true, target, shown: target, afterAnswer: '' });
  });

  it.each([
    ['030123,45', '030123', '45'],
    ['030123,,45#', '030123', ',45#'],
    ['+1 555 123 4567 x89', '+15551234567', '89'],
    ['+1 555 123 4567 ext. 89', '+15551234567', '89'],
    ['tel:+15551234567;ext=89', '+15551234567', '89'],
  ])('%s: %s, and %s once answered', (input, target, afterAnswer) => {
    expect(readDialString(input)).toEqual({ ok: true, target, shown: `${target},${afterAnswer}`, afterAnswer });
  });

  it.each([
    ['600w12', '600', '600w12', 'w12'],
    ['600 w 12, 3 W4#', '600', '600w12,3w4#', 'w12,3w4#'],
    ['600p12', '600', '600,12', '12'],
    ['600,1w2', '600', '600,1w2', '1w2'],
    ['600w', '600', '600', ''],
    ['0800 2WATER', '0800292837', '0800292837', ''],
  ])('%s waits where it says so', (input, target, shown, afterAnswer) => {
    expect(readDialString(input)).toEqual({ ok: true, target, shown, afterAnswer });
  });
});

describe('an address', () => {
  it.each([
    ['sip:alice@pbx.test', 'sip:alice@pbx.test', 'alice@pbx.test'],
    ['SIPS:bob@pbx.test:5061;transport=ws', 'SIPS:bob@pbx.test:5061;transport=ws', 'bob@pbx.test:5061'],
    ['alice@pbx.test', 'sip:alice@pbx.test', 'alice@pbx.test'],
    ['sip:+4930@[::1]', 'sip:+4930@[::1]', '+4930@[::1]'],
    ['sip:*97#@pbx.test', 'sip:*97%23@pbx.test', '*97#@pbx.test'],
  ])('%s', (input, target, shown) => {
    expect(readDialString(input)).toEqual({ ok: true, target, shown, afterAnswer: '' });
  });
});

describe('what cannot be dialled', () => {
  it.each(['', '   ', '\u200b', '\n'])('nothing: %j', (input) => {
    expect(readDialString(input)).toEqual({ ok: false, problem: 'empty' });
  });

  it.each([
    '600\r\nContact: <sip:evil@x>',
    '600\u2028x',
    '60\u00000',
    'tel:600%0d%0aVia:x',
    'tel:600%zz',
    'sip:600@x\r\nRoute: <sip:evil>',
    'sip:600@pbx.test?Replaces=abc',
    'sip:a%0d%0ab@pbx.test',
    'sip:"x"<sip:600@pbx.test>',
    'sip:a b@pbx.test',
    'sip:a@b@c',
    'sip:',
    'tel:',
    'javascript:alert(1)',
    'https://pbx.test/600',
    '<b>600</b>',
    '600;evil',
    '12+34',
    '+',
    'hello world',
    'Müller',
    '٣x',
    '-',
    ',123',
    '9'.repeat(300),
    ' '.repeat(100_000) + '1',
  ])('%j', (input) => expect(readDialString(input)).toEqual({ ok: false, problem: 'not-a-number' }));

  it('never lets through what could break out of a header', () => {
    const pieces = [
      '6',
      'a',
      '@',
      ':',
      'sip:',
      'tel:',
      ' ',
      '\r',
      '\n',
      '<',
      '>',
      '"',
      '?',
      '%0a',
      ';',
      '\u0000',
      ',',
      '+',
    ];
    let seed = 7;
    const wrong: string[] = [];
    for (let round = 0; round < 5_000; round++) {
      let input = '';
      for (let step = 0; step < 6; step++) {
        seed = (seed * 48_271) % 2_147_483_647;
        input += pieces[seed % pieces.length] ?? '';
      }
      const result = readDialString(input);
      if (result.ok && /[\s<>"?\p{Cc}]|%0/u.test(result.target)) wrong.push(input);
    }
    expect(wrong).toEqual([]);
  });
});
