import { describe, expect, it } from 'vitest';
import { cookieOf, displayNumber, readWelcome, xPointer } from './x-pointer';

const counted = (text: string) => {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
const entry = (number: string, name: string, data: string) =>
  Buffer.concat([Buffer.from([1, 0]), ...['host', number, name, data].map(counted)]);

it.each([
  [':0', '0'],
  [':12.1', '12'],
  ['unix:3', '3'],
  ['far.example:10.0', null],
  ['', null],
  [':../../etc', null],
])('display %s is number %s', (name, number) => {
  expect(displayNumber(name)).toBe(number);
});

describe('the cookie', () => {
  const file = Buffer.concat([
    entry('1', 'MIT-MAGIC-COOKIE-1', 'one'),
    entry('2', 'XDM-AUTHORIZATION-1', 'other kind'),
    entry('2', 'MIT-MAGIC-COOKIE-1', 'two'),
  ]);

  it('is that of the display', () => {
    expect(cookieOf(file, '2')?.toString()).toBe('two');
    expect(cookieOf(file, '7')).toBeNull();
    expect(cookieOf(entry('', 'MIT-MAGIC-COOKIE-1', 'any'), '7')?.toString()).toBe('any');
  });

  it('is none in a file that is cut off, or is something else', () => {
    for (let length = 0; length < 40; length += 1) expect(cookieOf(file.subarray(0, length), '2')).toBeNull();
    expect(cookieOf(Buffer.alloc(64, 0xff), '0')).toBeNull();
  });
});

describe('the welcome', () => {
  const whole = Buffer.alloc(40 + 4 + 8 + 40);
  whole[0] = 1;
  whole.writeUInt16LE((whole.length - 8) / 4, 6);
  // "Xyz" and its padding, one format, then the screen.
  whole.writeUInt16LE(3, 24);
  whole.writeUInt8(1, 29);
  whole.writeUInt32LE(0x52d, 52);

  it('names the root window once it is complete', () => {
    expect(readWelcome(whole)).toEqual({ root: 0x52d, bytes: whole.length });
    expect(readWelcome(whole.subarray(0, 60))).toBeNull();
    expect(readWelcome(whole.subarray(0, 3))).toBeNull();
  });

  it('may be a refusal, or nonsense', () => {
    expect(readWelcome(Buffer.alloc(8))).toBe('refused');
    const nonsense = Buffer.from(whole);
    nonsense.writeUInt16LE(0xffff, 24);
    expect(readWelcome(nonsense)).toBe('refused');
  });
});

it('is not known without a server', async () => {
  expect(await xPointer({})).toBeNull();
  expect(await xPointer({ DISPLAY: ':987654' })).toBeNull();
});
