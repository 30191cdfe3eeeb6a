import { EventEmitter } from 'node:events';
import type { Session } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FAILURE_HEADER } from '../preload/portal-way';
import { fakeLog } from './fakes/log';
import { createPortalAsk, reasonOf } from './portal-ask';

/** As much of Electron's ClientRequest as is used. */
class FakeRequest extends EventEmitter {
  readonly headers: Record<string, string> = {};
  aborted = false;
  followed = false;
  body: string | undefined;
  setHeader = (name: string, value: string) => void (this.headers[name] = value);
  abort = () => void (this.aborted = true);
  followRedirect = () => void (this.followed = true);
  end = (body?: string) => void (this.body = body);
}

const electron = vi.hoisted(() => ({ request: vi.fn(), isOnline: vi.fn(() => true) }));
vi.mock('electron', () => ({ net: electron }));

const limits = { answer: 100, silence: 50, whole: 1_000 } as never;
const origin = 'https://phone.example.com';
let request: FakeRequest;

beforeEach(() => {
  vi.useFakeTimers();
  request = new FakeRequest();
  electron.request.mockReset().mockReturnValue(request);
  electron.isOnline.mockReset().mockReturnValue(true);
});
afterEach(() => {
  vi.useRealTimers();
});

function ask(path = '/prov', body: string | null = null) {
  const log = fakeLog();
  const send = createPortalAsk({} as Session, origin, log, limits);
  const answer = send({ path, method: body === null ? 'GET' : 'POST', headers: { authorization: 'Bearer x' }, body });
  return { answer, log, failure: async () => (await answer).headers.get(FAILURE_HEADER) };
}

function respond(statusCode: number, headers: Record<string, string | string[]> = {}): EventEmitter {
  const message = Object.assign(new EventEmitter(), { statusCode, headers });
  request.emit('response', message);
  return message;
}

describe('createPortalAsk', () => {
  it('asks without cookies, cache and referrer, and gives the answer with the headers that count', async () => {
    const { answer } = ask('/form/x', '{"a":1}');
    expect(electron.request).toHaveBeenCalledExactlyOnceWith({
      session: {},
      method: 'POST',
      url: 'https://phone.example.com/api/softphone/form/x',
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
    });
    expect([request.headers, request.body]).toEqual([{ authorization: 'Bearer x' }, '{"a":1}']);
    const message = respond(200, {
      'content-type': 'application/json',
      etag: ['"1"'],
      'set-cookie': ['a=b'],
      'x-sidetone-failure': 'offline',
      'access-control-allow-origin': '*',
    });
    message.emit('data', Buffer.from('{"b":'));
    message.emit('data', Buffer.from('2}'));
    message.emit('end');
    const got = await answer;
    expect(got.status).toBe(200);
    expect(Object.fromEntries(got.headers)).toEqual({ 'content-type': 'application/json', etag: '"1"' });
    expect(await got.json()).toEqual({ b: 2 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([204, 304])('gives a %i without a body', async (status) => {
    const { answer } = ask();
    respond(status).emit('end');
    expect(await (await answer).text()).toBe('');
  });

  it.each([
    [16, '/prov'],
    [64, '/phonebook'],
  ])('stops after %i MiB of %s', async (mib, path) => {
    const { answer, failure } = ask(path);
    const message = respond(200, { 'content-type': 'application/json' });
    const part = Buffer.alloc(1024 * 1024);
    for (let n = 0; n < mib; n++) message.emit('data', part);
    expect(request.aborted).toBe(false);
    message.emit('data', Buffer.from('x'));
    expect(await failure()).toBe('too-large');
    expect((await answer).status).toBe(502);
    expect(request.aborted).toBe(true);
  });

  it('follows within the origin, and nowhere else', async () => {
    const first = ask();
    request.emit('redirect', 302, 'GET', `${origin}/api/softphone/prov2`, {});
    expect(request.followed).toBe(true);
    respond(200).emit('end');
    expect((await first.answer).status).toBe(200);

    for (const to of [
      'https://evil.example/',
      'http://phone.example.com/',
      `${origin}:8443/`,
      'file:///etc/passwd',
      '',
    ]) {
      request = new FakeRequest();
      electron.request.mockReturnValue(request);
      const { failure } = ask();
      request.emit('redirect', 302, 'GET', to, {});
      expect(await failure(), to).toBe('redirected');
      expect([request.followed, request.aborted]).toEqual([false, true]);
    }
  });

  it('waits so long for the answer, so long between its parts, and so long for all of it', async () => {
    const silent = ask();
    await vi.advanceTimersByTimeAsync(101);
    expect(await silent.failure()).toBe('timeout');

    request = new FakeRequest();
    electron.request.mockReturnValue(request);
    const stuck = ask();
    await vi.advanceTimersByTimeAsync(90);
    respond(200).emit('data', Buffer.from('x'));
    await vi.advanceTimersByTimeAsync(51);
    expect(await stuck.failure()).toBe('timeout');

    request = new FakeRequest();
    electron.request.mockReturnValue(request);
    const slow = ask();
    const message = respond(200);
    for (let n = 0; n < 30; n++) {
      message.emit('data', Buffer.from('x'));
      await vi.advanceTimersByTimeAsync(40);
    }
    expect(await slow.failure()).toBe('timeout');
    expect(request.aborted).toBe(true);
  });

  it.each(['error', 'aborted'])('says when an answer breaks off (%s), and gives none of it', async (event) => {
    const { answer, failure } = ask();
    const message = respond(200, { 'content-type': 'application/json' });
    message.emit('data', Buffer.from('{"a":'));
    message.emit(event, new Error('net::ERR_INCOMPLETE_CHUNKED_ENCODING'));
    expect(await failure()).toBe('unreachable');
    expect(await (await answer).text()).toBe('');
  });

  it('logs what was asked without what it was asked with', async () => {
    const { failure, log } = ask('/form/x?number=110', '{"secret":1}');
    request.emit('error', new Error('net::ERR_NAME_NOT_RESOLVED'));
    expect(await failure()).toBe('no-such-name');
    expect(log.lines).toHaveLength(1);
    expect(log.lines.join()).toMatch(/POST \/form\/x: no-such-name/);
    expect(log.lines.join()).not.toMatch(/110|secret|Bearer/);
  });
});

describe('reasonOf', () => {
  it.each([
    ['net::ERR_CERT_DATE_INVALID', true, 'certificate:expired'],
    ['net::ERR_CERT_COMMON_NAME_INVALID', true, 'certificate:wrong-name'],
    ['net::ERR_CERT_AUTHORITY_INVALID', true, 'certificate:unknown-issuer'],
    ['net::ERR_CERT_REVOKED', true, 'certificate:other'],
    ['net::ERR_INTERNET_DISCONNECTED', true, 'offline'],
    ['net::ERR_NAME_NOT_RESOLVED', true, 'no-such-name'],
    ['net::ERR_NAME_NOT_RESOLVED', false, 'offline'],
    ['net::ERR_CONNECTION_TIMED_OUT', true, 'timeout'],
    ['net::ERR_CONNECTION_REFUSED', true, 'unreachable'],
    ['net::ERR_SSL_PROTOCOL_ERROR', true, 'unreachable'],
    ['something else', true, 'unreachable'],
  ])('%s, online %s: %s', (error, isOnline, reason) => {
    expect(reasonOf(`Error: ${error}`, isOnline)).toBe(reason);
  });
});
