import { describe, expect, it } from 'vitest';
import type { TracedMessage } from '../phone/ports';
import { TraceView, type TraceSource } from './trace.svelte';

function make() {
  const source: TraceSource & { messages: readonly TracedMessage[]; on: boolean } = {
    on: false,
    messages: [],
    onchange: null,
    setOn(on) {
      source.on = on;
      source.onchange?.();
    },
    clear() {
      source.messages = [];
      source.onchange?.();
    },
  };
  const pass = (callId: string, text: string, way: TracedMessage['way'] = 'sent') => {
    source.messages = [...source.messages, { at: Date.UTC(2026, 10, 23, 8), way, line: 'a', callId, text }];
    source.onchange?.();
  };
  return { trace: new TraceView(source), pass };
}

describe('the trace on screen', () => {
  it('is switched on and off', () => {
    const { trace } = make();
    trace.toggle();
    expect(trace.on).toBe(true);
    trace.toggle();
    expect(trace.on).toBe(false);
  });

  it('groups by call, newest first, by the method that began it or the CSeq of an answer; shows one alone', () => {
    const { trace, pass } = make();
    pass('r', 'REGISTER sip:a SIP/2.0\nCSeq: 1 REGISTER');
    pass('r', 'SIP/2.0 200 OK\nCSeq: 1 REGISTER', 'received');
    pass('i', 'SIP/2.0 180 Ringing\nCSeq: 7 INVITE', 'received');
    expect(trace.calls.map(({ callId, method, count }) => [callId, method, count])).toEqual([
      ['i', 'INVITE', 1],
      ['r', 'REGISTER', 2],
    ]);
    trace.callId = 'r';
    expect(trace.shown).toHaveLength(2);
    expect(trace.text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.000 sent\nREGISTER[^]*received\nSIP\/2\.0 200 OK/);
    trace.clear();
    expect(trace.shown).toEqual([]);
    expect(trace.callId).toBe('');
  });
});
