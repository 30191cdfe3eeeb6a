import { describe, expect, it, vi } from 'vitest';
import type { Api } from '../operator/api';
import { PortalError, type OperatorButton, type PortalPort } from '../operator/model';
import { noPortal } from '../operator/no-portal';
import type { Call } from '../phone/phone-api';
import { sampleCall } from '../phone/fakes/sample-call';
import { Buttons, type AgentHands } from './buttons.svelte';
import { fakeOperator } from './fakes/fake-operator';
import { shownCall } from './call-phase';
import { Toasts } from './toasts.svelte';

const button = (id: string, more: Partial<OperatorButton> = {}): OperatorButton => ({
  id,
  label: `Do ${id}`,
  tooltip: '',
  icon: 'M0',
  kind: 'button',
  placement: 'home',
  formId: '',
  ...more,
});
const act = (name: string, ...params: unknown[]) => ({ __: { action: { name, params } } }) as Api['Envelope'];
const subject: Api['FormField'] = { name: 'subject', label: 'Subject', type: 'text', required: true };
const form = (...formSchema: Api['FormField'][]): Api['Envelope'] => ({ __: { formSchema } });
const refusal = (status: number, problem: Partial<Api['Problem']> = {}) =>
  new PortalError({ kind: 'problem', status, type: '', detail: 'No.', retryAfter: null, problem });

const ringing: Call = { ...sampleCall, id: 'r', state: { kind: 'ringing' } };
const talking: Call = { ...sampleCall, id: 't' };

function start(portal: Partial<PortalPort>, calls: Call[] = []) {
  const api = { answer: vi.fn(), decline: vi.fn(), hangUp: vi.fn(), setMuted: vi.fn() };
  const phone = {
    api,
    calls: calls as readonly Call[],
    get shown() {
      return shownCall(this.calls);
    },
  };
  const change = (next: Call[]): void => {
    phone.calls = next;
  };
  const toasts = new Toasts();
  const go = vi.fn();
  const open = vi.fn(() => Promise.resolve(true));
  const app = {
    phone,
    toasts,
    router: { go },
    links: { open },
    operator: fakeOperator({ portal: { ...noPortal, ...portal } }),
  };
  let now = 0;
  const buttons = new Buttons(app as unknown as ConstructorParameters<typeof Buttons>[0], () => now);
  return { buttons, app, api, change, toasts, go, open, wait: (ms: number) => (now += ms) };
}
const answering = (envelope: Api['Envelope']): Partial<PortalPort> => ({ press: () => Promise.resolve(envelope) });

describe('the list', () => {
  it('is asked for when it is to be seen, and again when it is old', async () => {
    const list = vi.fn(() => Promise.resolve([button('a'), button('b', { placement: 'menu' })]));
    const { buttons, wait } = start({ buttons: list });
    await buttons.load();
    await buttons.load();
    expect(list).toHaveBeenCalledTimes(1);
    expect(buttons.of('menu').map(({ id }) => id)).toEqual(['b']);
    wait(60_000);
    list.mockRejectedValueOnce(new PortalError({ kind: 'offline' }));
    await buttons.load();
    expect(buttons.of('home')).toHaveLength(1);
    await buttons.load();
    expect(list).toHaveBeenCalledTimes(3);
  });

  it('of one user is not shown to the next', async () => {
    const { buttons, app } = start({ buttons: () => Promise.resolve([button('a')]) });
    await buttons.load();
    Object.assign(app.operator, { user: '', phase: 'found' });
    await buttons.load();
    expect(buttons.of('home')).toEqual([]);
  });
});

describe('each documented action', () => {
  it('answerCall', async () => {
    const { buttons, api } = start(answering(act('answerCall')), [ringing]);
    await buttons.press(button('a'));
    expect(api.answer).toHaveBeenCalledExactlyOnceWith('r', 'by-hand');
  });

  it('endCall ends a call, and declines one that rings', async () => {
    const live = start(answering(act('endCall')), [talking]);
    await live.buttons.press(button('a'));
    expect(live.api.hangUp).toHaveBeenCalledExactlyOnceWith('t');
    const rings = start(answering(act('endCall')), [ringing]);
    await rings.buttons.press(button('a'));
    expect(rings.api.decline).toHaveBeenCalledExactlyOnceWith('r');
  });

  it('toggleMic means the microphone as it was when the button was pressed', async () => {
    const { buttons, api, change } = start(
      {
        press: () => {
          change([{ ...talking, muted: true }]);
          return Promise.resolve(act('toggleMic'));
        },
      },
      [talking],
    );
    await buttons.press(button('a'));
    expect(api.setMuted).toHaveBeenCalledExactlyOnceWith('t', true);
  });

  it('redirect: to a page, and to the browser', async () => {
    const inside = start(answering(act('redirect', '/page/status')));
    await inside.buttons.press(button('a'));
    expect(inside.go).toHaveBeenCalledExactlyOnceWith('custom', 'status');
    const outside = start(answering(act('redirect', 'https://crm.example/1', true, 'crm')));
    outside.open.mockResolvedValueOnce(false);
    await outside.buttons.press(button('a'));
    expect(outside.open).toHaveBeenCalledExactlyOnceWith('https://crm.example/1');
    await vi.waitFor(() => {
      expect(outside.toasts.shown?.tone).toBe('end');
    });
  });

  it.each([
    ['makeCall', 'phone_code', 'call', '4930555'],
    ['makeCall', 'alt_phone', 'call', '600'],
    ['save', 'No', 'save', 'No'],
  ])('%s %s, with a lead', async (name, param, hand, given) => {
    const { buttons } = start(answering(act(name, param)));
    const agent = {
      lead: { id: '17', phone_code: '49', phone_number: '30555', alt_phone: '600' },
      call: vi.fn(),
      save: vi.fn(),
      next: vi.fn(),
    };
    buttons.agent = agent as unknown as AgentHands;
    await buttons.press(button('a'));
    expect(agent[hand as 'call' | 'save']).toHaveBeenCalledExactlyOnceWith(given);
  });

  it.each(['answerCall', 'endCall', 'toggleMic'])('%s says so when there is no call', async (name) => {
    const { buttons, toasts } = start(answering(act(name)));
    await buttons.press(button('a'));
    expect(toasts.shown).toMatchObject({ text: 'Do a: there is no call.', tone: 'end' });
  });

  it.each([['makeCall', 'phone_code'], ['save', 'Yes'], ['next']])('%s says so without a lead', async (...action) => {
    const { buttons, toasts } = start(answering(act(...(action as [string]))));
    await buttons.press(button('a'));
    expect(toasts.shown?.text).toContain('no lead');
  });

  it('says that it is done when there is nothing more to do', async () => {
    const { buttons, toasts } = start(answering({ __: {} }));
    await buttons.press(button('a'));
    expect(toasts.shown).toMatchObject({ text: 'Do a: done', tone: 'plain' });
  });

  it('does nothing that is not documented, and says so', async () => {
    const { buttons, toasts, api } = start(answering(act('hangUpAll')), [talking]);
    await buttons.press(button('a'));
    expect(toasts.shown?.text).toContain('hangUpAll');
    expect(api.hangUp).not.toHaveBeenCalled();
  });
});

describe('one at a time', () => {
  it('a second press does nothing while the first waits', async () => {
    let answer = (_: Api['Envelope']): void => {};
    const press = vi.fn(() => new Promise<Api['Envelope']>((resolve) => (answer = resolve)));
    const { buttons } = start({ press });
    const first = buttons.press(button('a'));
    await buttons.press(button('b'));
    expect(press).toHaveBeenCalledTimes(1);
    expect(buttons.busy).toBe('a');
    answer({ __: {} });
    await first;
    expect(buttons.busy).toBeNull();
  });

  it('never does to one call what was meant for another', async () => {
    const { buttons, api, toasts, change } = start(
      {
        press: () => {
          change([{ ...ringing, id: 'another' }]);
          return Promise.resolve(act('answerCall'));
        },
      },
      [ringing],
    );
    await buttons.press(button('a'));
    expect(api.answer).not.toHaveBeenCalled();
    expect(toasts.shown?.text).toContain('the call is over');
  });

  it('answers nothing that began to ring after the press', async () => {
    const { buttons, api, change } = start({
      press: () => {
        change([ringing]);
        return Promise.resolve(act('answerCall'));
      },
    });
    await buttons.press(button('a'));
    expect(api.answer).not.toHaveBeenCalled();
  });

  it('ends with the user who began it', async () => {
    const { buttons, app, go } = start({
      press: () => {
        Object.assign(app.operator, { user: '1002' });
        return Promise.resolve(act('redirect', '/settings'));
      },
    });
    await buttons.press(button('a'));
    expect(go).not.toHaveBeenCalled();
  });

  it('says why it did not work, and can be pressed again', async () => {
    const { buttons, toasts } = start({ press: () => Promise.reject(refusal(500)) });
    await buttons.press(button('a'));
    expect(toasts.shown).toMatchObject({ text: 'Do a did not work. No.', tone: 'end' });
    expect(buttons.busy).toBeNull();
  });
});

describe('forms', () => {
  it('tells the portal of the call, and carries on with what the answer says', async () => {
    const submitForm = vi.fn(() => Promise.resolve(act('redirect', '/call-log')));
    const { buttons, go, toasts } = start(
      { ...answering({ __: { action: { name: 'openForm', params: ['other'] }, formSchema: [subject] } }), submitForm },
      [talking],
    );
    await buttons.press(button('a', { formId: 'ticket' }));
    const draft = buttons.form;
    expect(draft?.fields).toHaveLength(1);
    await draft?.submit();
    expect(submitForm).not.toHaveBeenCalled();
    expect(draft?.error(draft.fields![0]!)).toBe('This is needed.');
    draft?.set(draft.fields![0]!, 'No sound');
    await draft?.submit();
    const call = { id: 't', number: talking.party.number, direction: talking.direction, state: 'active' };
    expect(submitForm).toHaveBeenCalledExactlyOnceWith('ticket', { call }, { subject: 'No sound' });
    expect(buttons.form).toBeNull();
    expect(go).toHaveBeenCalledExactlyOnceWith('history');
    expect(toasts.shown?.text).toBe('Sent: Do a');
  });

  it('asks for a schema that did not come along; opens no second one over it', async () => {
    const press = vi.fn(() => Promise.resolve(act('openForm', 'survey')));
    const { buttons } = start({ press, form: () => Promise.resolve(form(subject)) });
    await buttons.press(button('a'));
    expect(buttons.form?.fields).toHaveLength(1);
    await buttons.press(button('b'));
    expect(press).toHaveBeenCalledTimes(1);
  });

  it('says when the schema cannot be had', async () => {
    const { buttons } = start({ ...answering(act('openForm', 'survey')), form: () => Promise.reject(refusal(404)) });
    await buttons.press(button('a'));
    expect(buttons.form).toMatchObject({ fields: null, problem: 'The form could not be loaded. No.' });
  });

  it('shows the server’s objections at their fields, and keeps what was typed', async () => {
    const errors = [{ field: 'formData.subject', detail: 'Say more.' }];
    const { buttons } = start({
      ...answering({ __: { action: { name: 'openForm', params: ['t'] }, formSchema: [subject] } }),
      submitForm: () => Promise.reject(refusal(422, { errors })),
    });
    await buttons.press(button('a'));
    const draft = buttons.form!;
    const [field] = draft.fields!;
    draft.set(field!, 'x');
    await draft.submit();
    expect(draft.error(field!)).toBe('Say more.');
    expect(draft.problem).not.toBe('');
    expect(draft.value(field!)).toBe('x');
    draft.set(field!, 'xy');
    expect(draft.error(field!)).toBe('');
    expect(buttons.form).toBe(draft);
  });

  it('says when it was not sent', async () => {
    const { buttons } = start({
      ...answering({
        __: { action: { name: 'openForm', params: ['t'] }, formSchema: [{ ...subject, required: false }] },
      }),
      submitForm: () => Promise.reject(new PortalError({ kind: 'offline' })),
    });
    await buttons.press(button('a'));
    await buttons.form!.submit();
    expect(buttons.form?.problem).toMatch(/^Not sent\. /u);
    expect(buttons.form?.sending).toBe(false);
  });

  it('is content when a form ends with an action for the preview dialler', async () => {
    const { buttons, toasts } = start({
      ...answering({ __: { action: { name: 'openForm', params: ['t'] }, formSchema: [] } }),
      submitForm: () => Promise.resolve(act('save', 'Yes')),
    });
    await buttons.press(button('a'));
    await buttons.form!.submit();
    expect(toasts.shown).toMatchObject({ text: 'Sent: Do a', tone: 'plain' });
  });
});
