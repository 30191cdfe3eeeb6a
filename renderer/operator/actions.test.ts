import { describe, expect, it } from 'vitest';
import { placeOf, readEnvelope } from './actions';
import type { Api } from './api';

const origin = 'https://northwind.example';
const envelope = (action: unknown, more: object = {}): Api['Envelope'] =>
  ({ __: { action, ...more } }) as Api['Envelope'];
const action = (name: string, ...params: unknown[]) => readEnvelope(envelope({ name, params }), origin).action;

describe('the documented actions', () => {
  it.each([
    ['answerCall', [], { kind: 'answer' }],
    ['endCall', [], { kind: 'end' }],
    ['toggleMic', [], { kind: 'microphone' }],
    ['next', [], { kind: 'next' }],
    ['makeCall', ['alt_phone'], { kind: 'call', column: 'alt_phone' }],
    ['makeCall', ['phone_code'], { kind: 'call', column: 'phone_code' }],
    ['save', ['Yes'], { kind: 'save', answer: 'Yes' }],
    ['save', ['No'], { kind: 'save', answer: 'No' }],
    ['save', ['Unknown'], { kind: 'save', answer: 'Unknown' }],
    ['redirect', ['/call-log'], { kind: 'go', place: { kind: 'page', to: { page: 'history' } } }],
    [
      'redirect',
      ['https://crm.example/1', true, 'crm'],
      { kind: 'go', place: { kind: 'outside', url: 'https://crm.example/1' } },
    ],
  ] as const)('%s %j', (name, params, expected) => {
    expect(action(name, ...params)).toEqual(expected);
  });

  it.each([
    ['makeCall', ['phone_number']],
    ['makeCall', []],
    ['makeCall', [['alt_phone']]],
    ['save', ['yes']],
    ['save', [{}]],
    ['redirect', ['javascript:alert(1)']],
    ['redirect', ['file:///etc/passwd']],
    ['redirect', ['http://elsewhere.example/']],
    ['redirect', ['https://user:pw@crm.example/']],
    ['redirect', ['app://sidetone/index.html']],
    ['redirect', ['']],
    ['redirect', [7]],
    ['hangUpEverything', []],
    ['constructor', []],
  ])('nothing for %s %j', (name, params) => {
    expect(action(name, ...params)).toEqual({ kind: 'unknown', name });
  });

  it('nothing at all', () => {
    expect(readEnvelope({ __: {} }, origin)).toEqual({ action: null, form: null });
  });
});

describe('forms', () => {
  const formSchema = [{ name: 'subject', label: 'Subject', type: 'text' }];

  it('opens the one of the action', () => {
    const step = readEnvelope(envelope({ name: 'openForm', params: ['survey'] }), origin);
    expect(step).toEqual({ action: null, form: { id: 'survey', fields: null, data: {} } });
  });

  it('takes schema and data of the envelope', () => {
    const step = readEnvelope(
      envelope({ name: 'openForm', params: ['ticket'] }, { formSchema, formData: { subject: 'x' } }),
      origin,
    );
    expect(step.form).toEqual({ id: 'ticket', fields: formSchema, data: { subject: 'x' } });
  });

  it('beats openForm by form_id', () => {
    expect(readEnvelope(envelope({ name: 'openForm', params: ['survey'] }), origin, 'ticket').form?.id).toBe('ticket');
  });

  it('does what else the button does, then opens the form', () => {
    const step = readEnvelope(envelope({ name: 'answerCall', params: [] }), origin, 'ticket');
    expect(step).toMatchObject({ action: { kind: 'answer' }, form: { id: 'ticket' } });
  });

  it('opens none without a name', () => {
    expect(readEnvelope(envelope({ name: 'openForm', params: [''] }, { formSchema }), origin).form).toBeNull();
    expect(readEnvelope(envelope(undefined, { formSchema }), origin).form).toBeNull();
  });
});

describe('placeOf', () => {
  it.each([
    ['/', { page: 'home' }],
    ['/dialpad', { page: 'dialpad' }],
    ['/agent', { page: 'agent' }],
    ['/settings', { page: 'settings' }],
    ['/page/status', { page: 'custom', id: 'status' }],
    ['/page/a%20b', { page: 'custom', id: 'a b' }],
    ['https://northwind.example/contacts', { page: 'contacts' }],
  ])('%s is a page of the phone', (address, to) => {
    expect(placeOf(address, origin)).toEqual({ kind: 'page', to });
  });

  it.each([
    ['/terms', 'https://northwind.example/terms'],
    ['/page/a/b', 'https://northwind.example/page/a/b'],
    ['https://elsewhere.example/dialpad', 'https://elsewhere.example/dialpad'],
    ['//elsewhere.example/dialpad', 'https://elsewhere.example/dialpad'],
    ['/constructor', 'https://northwind.example/constructor'],
  ])('%s is outside', (address, url) => {
    expect(placeOf(address, origin)).toEqual({ kind: 'outside', url });
  });

  it('sends one of the phone’s own outside when it is told to', () => {
    expect(placeOf('/settings', origin, true)).toEqual({ kind: 'outside', url: 'https://northwind.example/settings' });
  });

  it('lets a portal on this computer open its own pages, nobody else’s', () => {
    expect(placeOf('/terms', 'http://127.0.0.1:81')).toEqual({ kind: 'outside', url: 'http://127.0.0.1:81/terms' });
    expect(placeOf('http://127.0.0.1:81/', 'http://127.0.0.1')).toBeNull();
  });
});
