import { expect, it } from 'vitest';
import { readFlags } from './flags';
import { flags } from './model';

it('knows every flag by its name', () => {
  expect([...readFlags([...flags])]).toEqual([...flags]);
});

it.each([
  ['Display Balance', 'BALANCE'],
  ['display balance', 'BALANCE'],
  ['Edit Settings', 'EDIT_SETTINGS'],
  ['Username as Title', 'TITLE_USERNAME'],
  ['OTP Login', 'OTP_LOGIN'],
  ['Hide UUID', 'HIDE_UUID'],
  ['hide_uuid', 'HIDE_UUID'],
  ['Menu Right', 'MENU_RIGHT'],
  ['Register', 'REGISTER'],
  ['Accept Payment', 'ACCEPT_PAYMENT'],
  [' auto-answer ', 'AUTO_ANSWER'],
])('takes %s for %s', (name, flag) => {
  expect([...readFlags([name])]).toEqual([flag]);
});

it('adds those of the SIP profile, and ignores those of tomorrow', () => {
  expect([...readFlags(['BALANCE', 'TELEPATHY'], undefined, ['AUTO_ANSWER', 'balance'])]).toEqual([
    'BALANCE',
    'AUTO_ANSWER',
  ]);
});
