/** The answers of the portal (`docs/portal-api.yaml`), as schemas; their types are held against its. */
import * as v from 'valibot';
import type { Api } from '../operator/api';
import { Currency } from '../operator/schemas';

const amount = v.pipe(v.number(), v.finite('must be a number'));
const count = v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(0, 'must not be less than 0'));
const Id = v.pipe(v.string(), v.regex(/^[\w.~-]{1,64}$/, 'must be an id'));

/** The tokens themselves stay with the surroundings. */
export const SignedIn = v.object({
  user: v.object({ username: v.string(), displayName: v.string(), email: v.exactOptional(v.string()) }),
}) satisfies v.GenericSchema<unknown, Pick<Api['Tokens'], 'user'>>;

export const Registration = v.object({
  id: Id,
  codeLength: v.pipe(count, v.minValue(4, 'must not be less than 4')),
  expiresIn: count,
  resendIn: count,
}) satisfies v.GenericSchema<unknown, Api['Registration']>;

export const Registered = v.object({
  successHtml: v.string(),
  credit: v.exactOptional(v.object({ amount, currency: Currency })),
}) satisfies v.GenericSchema<unknown, Omit<Api['Registered'], 'tokens'>>;

export const PhonebookEntry = v.looseObject({
  id: v.pipe(v.string(), v.minLength(1)),
  name: v.pipe(v.string(), v.minLength(1)),
  givenName: v.exactOptional(v.string()),
  familyName: v.exactOptional(v.string()),
  organization: v.exactOptional(v.string()),
  type: v.exactOptional(v.string()),
  category: v.exactOptional(v.string()),
  numbers: v.array(
    v.looseObject({
      name: v.exactOptional(v.string()),
      number: v.pipe(v.string(), v.minLength(1)),
      extension: v.exactOptional(v.string()),
    }),
  ),
}) satisfies v.GenericSchema<unknown, Api['PhonebookEntry']>;

/** Of its entries each is looked at by itself. */
export const Phonebook = v.object({ entries: v.array(v.unknown()) });

const Button = v.looseObject({
  id: Id,
  label: v.string(),
  icon: v.exactOptional(v.string()),
  tooltip: v.exactOptional(v.string()),
  type: v.picklist(['button', 'form', 'link']),
  placement: v.picklist(['agent', 'menu', 'call', 'home']),
  sort_order: amount,
  fn: v.exactOptional(v.string()),
  form_id: v.exactOptional(v.string()),
}) satisfies v.GenericSchema<unknown, Api['Button']>;

/** Those of an unknown place do not show; one that is broken does not cost the others. */
export const Buttons = v.pipe(
  v.object({ buttons: v.array(v.unknown()) }),
  v.transform(({ buttons }) => ({ buttons: buttons.filter((button) => v.is(Button, button)) })),
);

const FormValue = v.union([v.string(), v.number(), v.boolean(), v.null()]);
const none = v.strictTuple([]);
const Action = v.variant('name', [
  v.object({ name: v.picklist(['answerCall', 'endCall', 'toggleMic', 'next']), params: v.exactOptional(none) }),
  v.object({ name: v.literal('makeCall'), params: v.strictTuple([v.picklist(['alt_phone', 'phone_code'])]) }),
  v.object({ name: v.literal('openForm'), params: v.strictTuple([v.pipe(v.string(), v.minLength(1))]) }),
  v.object({
    name: v.literal('redirect'),
    params: v.union([
      v.strictTuple([v.string()]),
      v.strictTuple([v.string(), v.boolean()]),
      v.strictTuple([v.string(), v.boolean(), v.string()]),
    ]),
  }),
  v.object({ name: v.literal('save'), params: v.strictTuple([v.picklist(['Yes', 'No', 'Unknown'])]) }),
]);
const FormField = v.looseObject({
  name: v.pipe(v.string(), v.minLength(1)),
  label: v.string(),
  type: v.picklist([
    'text',
    'textarea',
    'number',
    'email',
    'tel',
    'url',
    'date',
    'time',
    'checkbox',
    'select',
    'radio',
    'hidden',
  ]),
  required: v.exactOptional(v.boolean()),
  help: v.exactOptional(v.string()),
  placeholder: v.exactOptional(v.string()),
  options: v.exactOptional(v.array(v.object({ value: v.string(), label: v.string() }))),
  min: v.exactOptional(v.number()),
  max: v.exactOptional(v.number()),
  minLength: v.exactOptional(v.number()),
  maxLength: v.exactOptional(v.number()),
  pattern: v.exactOptional(v.string()),
}) satisfies v.GenericSchema<unknown, Api['FormField']>;

export const Envelope = v.object({
  __: v.object({
    action: v.exactOptional(Action),
    formSchema: v.exactOptional(v.pipe(v.array(FormField), v.maxLength(200, 'must not have more than 200 entries'))),
    formData: v.exactOptional(v.record(v.string(), FormValue)),
  }),
}) satisfies v.GenericSchema<unknown, Api['Envelope']>;

export const Balance = v.object({
  balance: amount,
  currency: Currency,
  lowBelow: v.exactOptional(amount),
}) satisfies v.GenericSchema<unknown, Api['Balance']>;

export const Payment = v.object({
  id: Id,
  status: v.picklist(['pending', 'paid', 'failed', 'cancelled', 'expired']),
  method: v.string(),
  amount,
  currency: Currency,
  checkoutUrl: v.pipe(v.string(), v.url('must be an address')),
  expiresAt: v.pipe(
    v.string(),
    v.check((time) => !Number.isNaN(Date.parse(time)), 'must be a time'),
  ),
  reason: v.exactOptional(v.string()),
}) satisfies v.GenericSchema<unknown, Api['Payment']>;

export const Redeemed = v.object({
  amount,
  currency: Currency,
  balance: amount,
}) satisfies v.GenericSchema<unknown, Api['Redeemed']>;

const Campaign = v.looseObject({
  id: Id,
  name: v.string(),
  type: v.string(),
  script: v.string(),
  state: v.picklist(['active', 'inactive']),
  notes: v.exactOptional(v.string()),
  callerId: v.exactOptional(v.string()),
  sourceStatus: v.array(v.string()),
  dispositions: v.array(v.string()),
  flags: v.array(v.string()),
}) satisfies v.GenericSchema<unknown, Api['Campaign']>;

/** One that is broken does not cost the others. */
export const Campaigns = v.pipe(
  v.object({ campaigns: v.array(v.unknown()) }),
  v.transform(({ campaigns }) => ({ campaigns: campaigns.filter((campaign) => v.is(Campaign, campaign)) })),
);

const column = v.exactOptional(v.string());
const numeric = v.exactOptional(amount);
export const Lead = v.object({
  id: Id,
  campaign: Id,
  phone_number: v.string(),
  vendor_lead_code: column,
  source_id: column,
  phone_code: column,
  title: column,
  first_name: column,
  middle_initial: column,
  last_name: column,
  address1: column,
  address2: column,
  address3: column,
  city: column,
  state: column,
  province: column,
  postal_code: column,
  country_code: column,
  gender: column,
  date_of_birth: column,
  alt_phone: column,
  email: column,
  security_phrase: column,
  comments: column,
  status: column,
  rank: numeric,
  gmt_offset_now: numeric,
}) satisfies v.GenericSchema<unknown, Api['Lead']>;

const orNothing = <const Schema extends v.GenericSchema>(schema: Schema) => v.fallback(v.optional(schema), undefined);

/** What of a problem (RFC 9457) is as it should be; nothing of it is needed. */
export const Problem = v.object({
  type: v.fallback(v.string(), ''),
  title: orNothing(v.string()),
  detail: v.fallback(v.string(), ''),
  instance: orNothing(v.string()),
  retryAfter: orNothing(count),
  errors: orNothing(v.array(v.object({ field: v.string(), detail: v.string() }))),
  triesLeft: orNothing(count),
  codeLength: orNothing(count),
  expiresIn: orNothing(count),
});
