/**
 * The faults of SIP.js that live in its own transport and media, which Sidetone replaced: 2 (no pong), 3 and 13 of
 * FACTS.md, shown on SIP.js as it comes. That they are not here: faults.test.ts and the line machine's tests.
 */
import { LoggerFactory } from 'sip.js/lib/core/log/logger-factory.js';
import { TransportState } from 'sip.js/lib/api/transport-state.js';
import { defaultPeerConnectionConfiguration } from 'sip.js/lib/platform/web/session-description-handler/peer-connection-configuration-default.js';
import { Transport } from 'sip.js/lib/platform/web/transport/transport.js';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** A WebSocket that opens or fails, swallows what it is given, and never says a word. */
class SilentSocket extends EventTarget {
  static made: SilentSocket[] = [];
  static opens = true;
  readonly sent: string[] = [];
  readyState = 0;
  binaryType = '';

  constructor() {
    super();
    SilentSocket.made.push(this);
    queueMicrotask(() => {
      this.readyState = SilentSocket.opens ? 1 : 3;
      if (SilentSocket.opens) this.dispatchEvent(new Event('open'));
      else {
        this.dispatchEvent(new Event('error'));
        this.dispatchEvent(Object.assign(new Event('close'), { code: 1006, reason: '', wasClean: false }));
      }
    });
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.readyState = 3;
  }
}

const plain = () => {
  const factory = new LoggerFactory();
  factory.builtinEnabled = false;
  return new Transport(factory.getLogger('test'), {
    server: 'wss://pbx.test/ws',
    keepAliveInterval: 2,
    keepAliveDebounce: 1,
    traceSip: false,
  });
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', SilentSocket);
  SilentSocket.made = [];
  SilentSocket.opens = true;
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('fault 2, plain: pings for ten minutes without an answer, and is still connected', async () => {
  const transport = plain();
  await transport.connect();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(SilentSocket.made[0]?.sent.length).toBeGreaterThan(100);
  expect(transport.state).toBe(TransportState.Connected);
});

it('fault 3, plain: has one server, and does not try it again', async () => {
  SilentSocket.opens = false;
  const transport = plain();
  await expect(transport.connect()).rejects.toThrow();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(SilentSocket.made).toHaveLength(1);
});

it('fault 13, plain: asks a public STUN server', () => {
  expect(JSON.stringify(defaultPeerConnectionConfiguration().iceServers)).toContain('"stun:');
});
