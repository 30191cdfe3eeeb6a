import { describe, expect, it } from 'vitest';
import { isRequest, isResponse, readSip } from './wire';

const at = (text: string, direction: 'sent' | 'received') => {
  const message = readSip(text);
  if (!message) throw new Error('no SIP');
  return { at: 0, direction, ...message };
};

describe('SIP at the WebSocket', () => {
  const ok = 'SIP/2.0 200 OK\r\nVia: x\r\nCSeq: 7 INVITE\r\nCall-ID: abc\r\n\r\n';

  it('reads method, status and call', () => {
    expect(readSip(ok)).toMatchObject({ method: 'INVITE', status: 200, callId: 'abc' });
    expect(readSip('BYE sip:600@x SIP/2.0\r\ni: def\r\nCSeq: 8 BYE\r\n\r\n')).toMatchObject({
      method: 'BYE',
      status: null,
      callId: 'def',
    });
  });
  it('leaves keep-alives alone', () => {
    expect(readSip('\r\n\r\n')).toBeNull();
    expect(readSip('')).toBeNull();
  });
  it('tells a response from a request, and one call from another', () => {
    expect(isResponse('received', 'INVITE', 200, 'abc')(at(ok, 'received'))).toBe(true);
    expect(isResponse('received', 'INVITE', 2)(at(ok, 'received'))).toBe(true);
    expect(isResponse('received', 'INVITE', 180)(at(ok, 'received'))).toBe(false);
    expect(isResponse('received', 'INVITE', 200, 'other')(at(ok, 'received'))).toBe(false);
    expect(isRequest('received', 'INVITE')(at(ok, 'received'))).toBe(false);
  });
});
