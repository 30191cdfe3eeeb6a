/** The documents of `docs/portal-api.yaml` that make an operator, as schemas; their types are held against its. */
import * as v from 'valibot';
import type { Api } from './api';

const text = (longest: number) =>
  v.pipe(v.string(), v.maxLength(longest, `must not be longer than ${String(longest)} characters`));
const filled = (longest: number) => v.pipe(text(longest), v.minLength(1, 'must not be empty'));
const list = <const Item extends v.GenericSchema>(item: Item, most: number) =>
  v.pipe(v.array(item), v.maxLength(most, `must not have more than ${String(most)} entries`));
/** With members that nobody knows; valibot takes a list for one too. */
const object = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(
    v.unknown(),
    v.check((input) => !Array.isArray(input), 'must be an object, not a list'),
    v.looseObject(entries),
  );
const amount = v.pipe(v.number(), v.finite('must be a number'));

export const Currency = v.pipe(v.string(), v.regex(/^[A-Za-z]{3}$/, 'must be three letters, as EUR'));
const flags = list(text(200), 200);
const css = text(200_000);

export const Branding = object({
  brandName: text(1000),
  uuid: v.exactOptional(text(200)),
  css: v.exactOptional(css),
  flags: v.exactOptional(flags),
  registerSuccessHtml: v.exactOptional(text(500_000)),
  supportUrl: v.exactOptional(text(2000)),
}) satisfies v.GenericSchema<unknown, Api['Branding']>;

const WsServer = v.pipe(
  text(1024),
  v.regex(
    /^(wss:\/\/|ws:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:|\/|$))/,
    'must begin with wss:// (ws:// only on this computer)',
  ),
  v.check((address) => isAddress(address), 'must be an address, as wss://sip.example'),
);

function isAddress(address: string): boolean {
  if (!URL.canParse(address) || /\s/.test(address)) return false;
  const { username, password, hash } = new URL(address);
  return username === '' && password === '' && hash === '';
}

const MenuRow = object({
  id: text(200),
  title: v.exactOptional(text(1000)),
  url: v.exactOptional(text(2000)),
  icon: v.exactOptional(text(200)),
  order: v.exactOptional(amount),
}) satisfies v.GenericSchema<unknown, Api['MenuRow']>;

const CodecRules = object({
  delete: v.exactOptional(list(text(256), 64)),
  priority: v.exactOptional(list(text(256), 64)),
}) satisfies v.GenericSchema<unknown, Api['CodecRules']>;

const PaymentMethod = object({
  label: text(200),
  currencies: list(Currency, 200),
  min_payment: v.pipe(amount, v.minValue(0, 'must not be less than 0')),
  key: v.exactOptional(text(2000)),
}) satisfies v.GenericSchema<unknown, Api['PaymentMethod']>;

const IceServer = object({
  urls: v.union([text(1024), list(text(1024), 16)]),
  username: v.exactOptional(text(512)),
  credential: v.exactOptional(text(512)),
}) satisfies v.GenericSchema<unknown, Api['IceServer']>;

const Hotline = object({
  label: text(200),
  number: text(200),
  icon: v.exactOptional(text(200)),
}) satisfies v.GenericSchema<unknown, Api['Hotline']>;

const SipUser = object({
  displayName: v.exactOptional(text(1000)),
  cli: v.exactOptional(text(256)),
  username: v.pipe(filled(256), v.regex(/^[^\s<>"@:;?]+$/, 'must be a SIP user name, without spaces and marks')),
  password: filled(1024),
  wsServer: WsServer,
  realm: v.pipe(
    filled(256),
    v.regex(/^(?:[\p{L}\p{N}][\p{L}\p{N}._-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/iu, 'must be a domain, as sip.example'),
  ),
  flags: v.exactOptional(flags),
}) satisfies v.GenericSchema<unknown, Api['SipUser']>;

export const Prov = object({
  brandName: text(1000),
  menu: v.exactOptional(list(MenuRow, 200)),
  currency: v.exactOptional(Currency),
  flags: v.exactOptional(flags),
  codec: v.exactOptional(CodecRules),
  setup: v.exactOptional(v.boolean()),
  paymentMethods: v.exactOptional(v.record(text(200), PaymentMethod)),
  balance: v.exactOptional(amount),
  sipUser: SipUser,
  uuid: v.exactOptional(text(200)),
  css: v.exactOptional(css),
  registerSuccessHtml: v.exactOptional(text(500_000)),
  wsServers: v.exactOptional(list(WsServer, 64)),
  iceServers: v.exactOptional(list(IceServer, 64)),
  screenPop: v.exactOptional(text(2000)),
  hotlines: v.exactOptional(list(Hotline, 200)),
  update: v.exactOptional(object({ channel: v.exactOptional(text(200)) })),
}) satisfies v.GenericSchema<unknown, Api['Prov']>;
export type ProvDocument = v.InferOutput<typeof Prov>;
