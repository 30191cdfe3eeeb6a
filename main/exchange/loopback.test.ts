import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { TestPhone } from './fakes/test-phone';
import { startExchange } from './index';
import { loopbackAddress, NotLoopbackError } from './loopback';

it.each([
  '0.0.0.0',
  '::',
  '192.168.1.5',
  '10.0.0.1',
  '128.0.0.1',
  'fe80::1',
  '::ffff:8.8.8.8',
  'no-such-host.invalid',
  '',
])('does not listen on %j', async (host) => {
  await expect(startExchange({ host })).rejects.toThrow(NotLoopbackError);
});

it.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost'])('takes %s', async (host) => {
  expect(await loopbackAddress(host)).toMatch(/^(127\.|::1$)/);
});

it('says what it will not do, and why it is there', async () => {
  await expect(startExchange({ host: '0.0.0.0' })).rejects.toThrow('listens on this machine only');
  const lines: string[] = [];
  const exchange = await startExchange({ log: (line) => lines.push(line) });
  expect(lines[0]).toContain('for trying out and for tests only');
  const page = await fetch(exchange.url.replace('ws:', 'http:'));
  expect([page.status, await page.text()]).toEqual([426, expect.stringContaining('tests only')]);
  await exchange.close();
});

it('wants the subprotocol "sip"', async () => {
  const exchange = await startExchange();
  const socket = new WebSocket(exchange.url);
  const status = await new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode);
    });
  });
  expect(status).toBe(400);
  await exchange.close();
});

it('says which port is taken', async () => {
  const exchange = await startExchange();
  const { port } = new URL(exchange.url);
  await expect(startExchange({ port: Number(port) })).rejects.toThrow('EADDRINUSE');
  await exchange.close();
});

it('closes in time, even with a phone that is half-open', async () => {
  const exchange = await startExchange();
  const phone = await TestPhone.ready(exchange, '1001');
  exchange.pauseSockets();
  phone.freeze();
  await exchange.close();
  expect(exchange.registrations()).toEqual([]);
});
