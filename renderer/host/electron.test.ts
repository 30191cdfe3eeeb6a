import { describe, expect, it, vi } from 'vitest';
import type { Bridge, Outcome } from '../../preload/contract';
import { createElectronHost, HostError } from './electron';

function fakeBridge(outcome: Outcome<unknown> = { ok: true, value: undefined }) {
  const listeners = new Map<string, (...args: unknown[]) => unknown>();
  const invoke = vi.fn(async (..._args: unknown[]) => outcome);
  const bridge = {
    invoke,
    on: (name: string, listener: (...args: unknown[]) => unknown) => {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
  } as unknown as Bridge;
  return { bridge, invoke, listeners };
}

describe('createElectronHost', () => {
  it('gives the value of a request', async () => {
    const { bridge, invoke } = fakeBridge({ ok: true, value: { kind: 'keyring' } });
    const account = { id: 'a' } as never;
    expect(await createElectronHost(bridge).account.save(account, 'pw')).toEqual({ kind: 'keyring' });
    expect(invoke).toHaveBeenCalledExactlyOnceWith('account.save', account, 'pw');
  });

  it('rejects with the code and the sentence of a failure', async () => {
    const { bridge } = fakeBridge({ ok: false, error: { code: 'failed', message: 'The disk is full.' } });
    const failure = createElectronHost(bridge).settings.save({});
    await expect(failure).rejects.toBeInstanceOf(HostError);
    await expect(failure).rejects.toMatchObject({ code: 'failed', message: 'The disk is full.' });
  });

  it('does not fail where nobody waits', async () => {
    const { bridge, invoke } = fakeBridge();
    invoke.mockRejectedValue(new Error('the window is closing'));
    const host = createElectronHost(bridge);
    host.log.write('info', 'a'.repeat(100), 'b'.repeat(10_000));
    host.window?.show();
    await Promise.resolve();
    expect(invoke).toHaveBeenCalledWith('log.write', {
      level: 'info',
      area: 'a'.repeat(64),
      message: 'b'.repeat(8192),
    });
  });

  it.each([
    ['done', async () => {}],
    ['failed', async () => Promise.reject(new Error('no line'))],
  ])('says that the phone is closed when that is %s', async (_name, close) => {
    const { bridge, invoke, listeners } = fakeBridge();
    createElectronHost(bridge).phone.onClose(close);
    listeners.get('phone.close')?.();
    await vi.waitFor(() => expect(invoke).toHaveBeenCalledExactlyOnceWith('phone.closed'));
  });

  it('does not say so before', async () => {
    const { bridge, invoke, listeners } = fakeBridge();
    createElectronHost(bridge).phone.onClose(() => new Promise(() => {}));
    listeners.get('phone.close')?.();
    await Promise.resolve();
    expect(invoke).not.toHaveBeenCalled();
  });

  it('hears events until it is told not to', () => {
    const { bridge, listeners } = fakeBridge();
    const heard: unknown[][] = [];
    const stop = createElectronHost(bridge).phone.onAnswer((...args) => heard.push(args));
    listeners.get('phone.answer')?.('c1', 'automatic');
    expect(heard).toEqual([['c1', 'automatic']]);
    stop();
    expect(listeners.has('phone.answer')).toBe(false);
  });
});
