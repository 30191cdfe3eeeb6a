/** The operator's buttons and forms: one for each documented action, and chains of them. */
import * as v from 'valibot';
import type { PortalAccount } from './accounts';
import type { Api } from './api';
import { invalid, notFound } from './problem';
import type { Store } from './store';

type Field = Api['FormField'];
type Envelope = Api['Envelope'];

const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);
export const Press = v.object({
  call: v.optional(
    v.object({
      id: v.string(),
      number: v.string(),
      direction: v.picklist(['incoming', 'outgoing']),
      state: v.picklist(['ringing', 'active', 'held', 'ended']),
    }),
  ),
  lead: v.optional(v.objectWithRest({ id: v.string() }, v.nullable(v.union([v.string(), v.number()])))),
});
export const FormAnswer = v.object({ ...Press.entries, formData: v.record(v.string(), scalar) });

const act = (action: Api['Action']): Envelope => ({ __: { action } });

/** What each does without a form. */
const deeds: Readonly<Record<string, Envelope>> = {
  'answer-call': act({ name: 'answerCall', params: [] }),
  'end-call': act({ name: 'endCall', params: [] }),
  'call-alternative': act({ name: 'makeCall', params: ['alt_phone'] }),
  'call-number': act({ name: 'makeCall', params: ['phone_code'] }),
  microphone: act({ name: 'toggleMic', params: [] }),
  interested: act({ name: 'save', params: ['Yes'] }),
  'not-interested': act({ name: 'save', params: ['No'] }),
  'no-answer': act({ name: 'save', params: ['Unknown'] }),
  'next-lead': act({ name: 'next', params: [] }),
  customer: act({ name: 'redirect', params: ['https://crm.example/customer', true, 'crm'] }),
  'to-history': act({ name: 'redirect', params: ['/call-log'] }),
  survey: act({ name: 'openForm', params: ['survey'] }),
  // The form of the button beats the one of the action.
  ticket: act({ name: 'openForm', params: ['survey'] }),
  help: act({ name: 'redirect', params: ['https://northwind.example/help', true] }),
  'no-deed': { __: {} },
};

const button = (
  id: string,
  label: string,
  icon: string,
  placement: Api['Placement'],
  sort_order: number,
  more: Partial<Api['Button']> = {},
): Api['Button'] => ({ id, label, icon, type: 'button', placement, sort_order, ...more });

const buttons: readonly Api['Button'][] = [
  button('answer-call', 'Take the call', 'mdi-phone', 'call', 1),
  button('end-call', 'Finish the call', 'mdi-phone-hangup', 'call', 2),
  button('microphone', 'Microphone', 'mdi-microphone', 'call', 3, { tooltip: 'On or off' }),
  button('call-number', 'Call', 'mdi-phone', 'agent', 1),
  button('call-alternative', 'Other number', 'mdi-phone-plus', 'agent', 2),
  button('interested', 'Interested', 'mdi-thumb-up', 'agent', 3),
  button('not-interested', 'Not interested', 'mdi-thumb-down', 'agent', 4),
  button('no-answer', 'No answer', 'mdi-help-circle', 'agent', 5),
  button('next-lead', 'Next', 'mdi-skip-next', 'agent', 6),
  button('survey', 'Survey', 'mdi-clipboard-text', 'agent', 7, { type: 'form', fn: 'survey' }),
  button('ticket', 'Open ticket', 'mdi-ticket', 'home', 1, { type: 'form', fn: 'openTicket', form_id: 'ticket' }),
  button('to-history', 'All calls', 'mdi-history', 'home', 2, { type: 'link' }),
  button('no-deed', 'Nothing yet', 'mdi-no-such-icon', 'home', 3),
  button('customer', 'Customer file', 'mdi-account', 'menu', 1, { type: 'link', tooltip: 'Opens the browser' }),
  button('help', 'Help', 'mdi-help-circle', 'menu', 2, { type: 'link' }),
];

interface Form {
  fields: Field[];
  data: Api['FormData'];
  then: Envelope;
}

const forms: Readonly<Record<string, Form>> = {
  ticket: {
    fields: [
      {
        name: 'subject',
        label: 'Subject',
        type: 'text',
        required: true,
        maxLength: 80,
        placeholder: 'What is it about?',
      },
      { name: 'details', label: 'Details', type: 'textarea', maxLength: 2000, help: 'As much as you like' },
      {
        name: 'urgency',
        label: 'How urgent',
        type: 'select',
        required: true,
        options: [
          { value: 'low', label: 'Can wait' },
          { value: 'high', label: 'Now' },
        ],
      },
      { name: 'email', label: 'E-mail', type: 'email' },
      { name: 'callback', label: 'Call me back', type: 'checkbox' },
    ],
    data: { urgency: 'low', callback: false },
    then: deeds['interested'] ?? { __: {} },
  },
  survey: {
    fields: [
      {
        name: 'liked',
        label: 'How was it?',
        type: 'radio',
        required: true,
        options: [
          { value: 'good', label: 'Good' },
          { value: 'bad', label: 'Bad' },
        ],
      },
      { name: 'marks', label: 'Marks', type: 'number', min: 1, max: 5 },
      { name: 'phone', label: 'Number', type: 'tel', pattern: '\\+?[0-9 ]*' },
      { name: 'website', label: 'Website', type: 'url' },
      { name: 'day', label: 'Day', type: 'date' },
      { name: 'hour', label: 'Time', type: 'time' },
      { name: 'source', label: '', type: 'hidden' },
    ],
    data: { source: 'practice' },
    then: deeds['next-lead'] ?? { __: {} },
  },
};

export class Buttons {
  constructor(private readonly store: Store) {}

  list(placement: string | null): Api['Buttons'] {
    return { buttons: buttons.filter((button) => placement === null || button.placement === placement) };
  }

  /** What the button does. With a call at hand, its number is filled in. */
  press(id: string, { call }: v.InferOutput<typeof Press> = {}): Envelope {
    const deed = own(deeds, id);
    if (!deed) throw notFound('button');
    const form = buttons.find((button) => button.id === id)?.form_id;
    if (form === undefined) return deed;
    const { __ } = this.form(form);
    return {
      __: {
        ...__,
        ...deed.__,
        formData: { ...__.formData, ...(call && { subject: `Call with ${call.number}` }) },
      },
    };
  }

  form(id: string): Envelope {
    const form = own(forms, id);
    if (!form) throw notFound('form');
    return { __: { formSchema: form.fields, formData: form.data } };
  }

  send(id: string, { formData }: v.InferOutput<typeof FormAnswer>, { user }: PortalAccount): Envelope {
    const form = own(forms, id);
    if (!form) throw notFound('form');
    const errors = form.fields.flatMap((field) => {
      const detail = fault(field, formData[field.name] ?? null);
      return detail === null ? [] : [{ field: field.name, detail }];
    });
    if (errors.length > 0) throw invalid(errors);
    this.store.run('INSERT INTO form_answers (form, user, data) VALUES (?, ?, ?)', [
      id,
      user,
      JSON.stringify(formData),
    ]);
    return form.then;
  }
}

/** What is wrong with a value; null when nothing is. */
function fault(field: Field, value: string | number | boolean | null): string | null {
  if (value === null || value === '') return field.required ? 'This is needed.' : null;
  if (field.type === 'checkbox') return typeof value === 'boolean' ? null : 'Yes or no?';
  if (field.type === 'number') {
    if (typeof value !== 'number') return 'This is not a number.';
    if (field.min !== undefined && value < field.min) return `At least ${field.min}.`;
    return field.max !== undefined && value > field.max ? `At most ${field.max}.` : null;
  }
  if (typeof value !== 'string') return 'This is not a text.';
  if (field.options && !field.options.some((option) => option.value === value)) return 'Please choose one of these.';
  if (field.maxLength !== undefined && value.length > field.maxLength) return `At most ${field.maxLength} characters.`;
  if (field.pattern !== undefined && !new RegExp(`^(?:${field.pattern})$`, 'v').test(value))
    return 'This does not fit.';
  return field.type === 'email' && !v.is(v.pipe(v.string(), v.email()), value)
    ? 'This is not an e-mail address.'
    : null;
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
