import { describe, expect, it } from 'vitest';
import { readRequest, sizeLimitOf } from './portal-way';

const none = new Headers();

describe('readRequest', () => {
  it('takes what the page may ask, with the headers that count', () => {
    const headers = new Headers({
      'If-None-Match': '"1"',
      Accept: 'text/html',
      Cookie: 'a=b',
      Authorization: 'Bearer x',
      Host: 'evil',
    });
    expect(readRequest('/page/status?x=1', 'GET', headers, null)).toEqual({
      path: '/page/status?x=1',
      method: 'GET',
      headers: { 'if-none-match': '"1"', accept: 'text/html' },
      body: null,
    });
  });

  it.each([
    ['GET', '/buttons?placement=menu'],
    ['POST', '/form/a%20b~c'],
    ['PATCH', '/leads/1'],
    ['DELETE', '/push/1'],
  ])('%s %s', (method, path) => {
    expect(readRequest(path, method, none, null)).toMatchObject({ method, path });
  });

  it.each([
    ['PUT', '/prov'],
    ['CONNECT', '/prov'],
    ['get', '/prov'],
    ['GET', 'prov'],
    ['GET', ''],
    ['GET', '/../admin'],
    ['GET', '/page/..'],
    ['GET', '/page/%2e%2E/admin'],
    ['GET', '/page/.%2e/admin'],
    ['GET', '/page/..%2fadmin'],
    ['GET', '/page/a%5cb'],
    ['GET', '/page\\..\\admin'],
    ['GET', '/page/a b'],
    ['GET', '/page/a#b'],
    ['GET', '/page/a\r\nx: y'],
    ['GET', '/page/%00'],
    ['POST', '/session/refresh'],
    ['POST', '/session/refresh?x'],
  ])('not %s %s', (method, path) => {
    expect(readRequest(path, method, none, null)).toBeNull();
  });
});

it('allows the phonebook to be longer than anything else', () => {
  expect(['/phonebook', '/phonebook?x', '/phonebooks', '/prov'].map((path) => sizeLimitOf(path) / 1024 / 1024)).toEqual(
    [64, 64, 16, 16],
  );
});
