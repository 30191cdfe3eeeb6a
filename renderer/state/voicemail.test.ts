import { describe, expect, it, vi } from 'vitest';
import { accountDefaults } from '../phone/account';
import type { Line, PhoneApi } from '../phone/phone-api';
import { PhoneView } from './phone-view.svelte';
import { Router } from './router.svelte';
import { Toasts } from './toasts.svelte';
import { callVoicemail, newVoicemail, voicemailLine } from './voicemail';

const line = (id: string, newMessages: number | null): Line => ({
  account: {
    ...accountDefaults,
    id,
    servers: ['wss://pbx.test'],
    user: id,
    authUser: '',
    domain: 'pbx.test',
    displayName: '',
    expires: 600,
    iceServers: [],
    practice: false,
  },
  state: { kind: 'off' },
  doNotDisturb: null,
  voicemail: newMessages === null ? null : { newMessages, oldMessages: 0, urgent: 0, account: '' },
});

describe('voicemail', () => {
  it('counts the new messages of all lines', () => {
    expect(newVoicemail([line('a', 2), line('b', null), line('c', 3)])).toBe(5);
  });

  it('means the line with new messages, the chosen one first', () => {
    expect(voicemailLine([line('a', 0), line('b', 1), line('c', 1)], 'c')).toBe('c');
    expect(voicemailLine([line('a', 0), line('b', 1)], 'a')).toBe('b');
    expect(voicemailLine([line('a', 0), line('b', null)], 'b')).toBe('b');
    expect(voicemailLine([], null)).toBeNull();
  });

  it('calls it, or says what is missing and where it belongs', () => {
    const api = { state: { lines: [line('a', 1)], chosen: 'a' }, callVoicemail: vi.fn(), subscribe: () => () => {} };
    const app = {
      phone: new PhoneView(api as unknown as PhoneApi),
      toasts: new Toasts(),
      router: new Router({ hash: '' }),
    };
    api.callVoicemail.mockReturnValue({ ok: true, id: 'call' });
    callVoicemail(app);
    expect(api.callVoicemail).toHaveBeenCalledWith('a');
    expect(app.toasts.shown).toBeNull();

    api.callVoicemail.mockReturnValue({ ok: false, problem: 'no-line' });
    callVoicemail(app);
    expect(app.toasts.shown?.action).toBeUndefined();

    api.callVoicemail.mockReturnValue({ ok: false, problem: 'empty' });
    callVoicemail(app);
    app.toasts.shown?.action?.run();
    expect(app.router.detail).toEqual(['account', 'a']);
    app.toasts.dismiss();
  });
});
