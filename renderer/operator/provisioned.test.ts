import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { provisionedOf, readBranding, readProv } from './provisioned';
import type { Provisioned } from './model';

type Json = Record<string, unknown>;
interface Definition {
  paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, Examples> }> }>>;
  components: { schemas: Record<string, { properties: Json }> };
}
interface Examples {
  examples: Record<string, { value: Json }>;
}
const definition = parse(readFileSync('docs/portal-api.yaml', 'utf8')) as Definition;
const example = (path: string, name: string): Json =>
  definition.paths[path]!['get']!.responses['200']!.content['application/json']!.examples[name]!.value;

const sipUser = { username: '1001', password: 's3cret', wsServer: 'wss://sip.example', realm: 'sip.example' };
const least: Json = { brandName: 'Telephone', sipUser };

function provisioned(document: unknown): Provisioned {
  const read = readProv(document);
  if (!read.ok) throw new Error(`${read.path} ${read.reason}`);
  return provisionedOf(read.value, {});
}

describe('a document that is right', () => {
  it('with only what is required', () => {
    const read = provisioned(example('/prov', 'least'));
    expect(read.account).toMatchObject({
      servers: ['wss://sip.example'],
      user: '1001',
      domain: 'sip.example',
      displayName: '',
      iceServers: [],
      autoAnswer: 'inherit',
      operator: true,
    });
    expect(read).toMatchObject({ currency: '', balance: null, hotlines: [], paymentMethods: [], remarks: [] });
    expect(read.menu.map(({ key }) => key)).toEqual(['home', 'dialpad', 'history', 'contacts']);
    expect(read.brand.name).toBe('Telephone');
    expect(read.brand.flags.size).toBe(0);
  });

  it('with every documented key', () => {
    const document = example('/prov', 'full');
    const documented = Object.keys(definition.components.schemas['Prov']!.properties);
    expect(documented.filter((key) => !(key in document))).toEqual([]);
    const read = provisioned(document);
    expect(read.remarks).toEqual([]);
    expect(read.brand).toMatchObject({ name: 'Northwind Telecom', tokens: { brand: '#2f5be0' } });
    expect([...read.brand.flags].toSorted()).toEqual([
      'ACCEPT_PAYMENT',
      'AUTO_ANSWER',
      'BALANCE',
      'EDIT_SETTINGS',
      'MENU_RIGHT',
    ]);
    expect(read.menu.map(({ to, title }) => [to, title])).toEqual([
      [{ page: 'home' }, 'Home'],
      [{ page: 'dialpad' }, 'Dialpad'],
      [{ page: 'history' }, 'History'],
      [{ page: 'custom', id: 'status' }, 'Status'],
    ]);
    expect(read).toMatchObject({
      currency: 'EUR',
      balance: 12.5,
      codec: { delete: ['^G722$', 'iLBC'], priority: ['opus', 'PCM[AU]'] },
      paymentMethods: [
        { id: 'stripe', label: 'Card', currencies: ['EUR', 'USD'], minimum: 10 },
        { id: 'paypal', label: 'PayPal', currencies: ['EUR'], minimum: 5 },
      ],
      hotlines: [{ label: 'Service desk', number: '600' }],
      screenPop: 'https://crm.example/?number={number}',
      updateChannel: 'stable',
      password: 's3cret',
      account: {
        servers: ['wss://sip.northwind.example', 'wss://sip2.northwind.example'],
        callerId: '+4930555001',
        displayName: 'Lena Hartmann',
        autoAnswer: 'all',
        iceServers: [
          { urls: ['stun:stun.northwind.example:3478'] },
          { urls: 'turns:turn.northwind.example', username: 'u', credential: 'p' },
        ],
      },
    });
  });

  it('with members that nobody knows, at any depth, and null for what is absent', () => {
    const read = provisioned({
      ...least,
      someday: { deep: [1, { deeper: null }] },
      css: null,
      sipUser: { ...sipUser, displayName: null, another: true },
    });
    expect(read.account.displayName).toBe('');
    expect(read.remarks).toEqual([]);
  });

  it('leaves out what it cannot use, and says so', () => {
    const read = provisioned({
      ...least,
      wsServers: Array.from({ length: 10 }, (_, index) => `wss://sip${String(index)}.example`),
      iceServers: [
        { urls: 'http://stun.example' },
        { urls: 'turn:turn.example' },
        { urls: [] },
        { urls: 'stun:stun.example' },
      ],
      codec: { delete: ['('], priority: ['opus', '[', '(?<name'] },
      hotlines: [{ label: 'Empty', number: '\u202e ' }],
      screenPop: 'https://{number}.example/',
      css: ':root { --brand: nonsense; --end: green }',
    });
    expect(read.account.servers).toHaveLength(8);
    expect(read.account.iceServers).toEqual([{ urls: 'stun:stun.example' }]);
    expect(read.codec).toEqual({ delete: [], priority: ['opus'] });
    expect(read.screenPop).toBe('');
    expect(read.remarks).toEqual([
      'css: --brand is no colour',
      "css: --end is no token of an operator's",
      '$.wsServers: only the first 8 are used',
      '$.iceServers[0]: no address of a STUN or TURN server',
      '$.iceServers[1]: TURN needs a user and a credential',
      '$.iceServers[2]: no address of a STUN or TURN server',
      '$.codec.delete[0]: is no regular expression',
      '$.codec.priority[1]: is no regular expression',
      '$.codec.priority[2]: is no regular expression',
      '$.hotlines[0]: has no number',
      '$.screenPop: must be an https address whose host has no placeholder',
    ]);
  });

  it('takes names as text that cannot reorder or hide what stands around it', () => {
    const read = provisioned({
      ...least,
      brandName: '<b>North\u202ewind</b>\n',
      menu: [{ id: 'home', title: '<img src=x onerror=alert(1)>\u0000' }],
      sipUser: { ...sipUser, displayName: 'Lena\u2066 Hartmann' },
    });
    expect(read.brand.name).toBe('<b>Northwind</b>');
    expect(read.menu[0]?.title).toBe('<img src=x onerror=alert(1)>');
    expect(read.account.displayName).toBe('Lena Hartmann');
  });
});

const server = 'must begin with wss:// (ws:// only on this computer)';
const address = 'must be an address, as wss://sip.example';
const user = 'must be a SIP user name, without spaces and marks';
const realm = 'must be a domain, as sip.example';
const sip = (changes: Json): Json => ({ ...least, sipUser: { ...sipUser, ...changes } });
const without = (name: string): Json => Object.fromEntries(Object.entries(sipUser).filter(([key]) => key !== name));

/** What is wrong, where, and why. */
const broken: readonly (readonly [input: unknown, path: string, reason: string])[] = [
  [undefined, '$', 'is missing'],
  [null, '$', 'must be an object, not null'],
  [[], '$', 'must be an object, not a list'],
  ['prov', '$', 'must be an object, not a string'],
  [42, '$', 'must be an object, not a number'],
  [{}, '$.brandName', 'is missing'],
  [{ sipUser }, '$.brandName', 'is missing'],
  [{ ...least, brandName: null }, '$.brandName', 'is missing'],
  [{ ...least, brandName: 7 }, '$.brandName', 'must be a string, not a number'],
  [{ ...least, brandName: 'x'.repeat(1001) }, '$.brandName', 'must not be longer than 1000 characters'],
  [{ brandName: 'B' }, '$.sipUser', 'is missing'],
  [{ ...least, sipUser: null }, '$.sipUser', 'is missing'],
  [{ ...least, sipUser: [] }, '$.sipUser', 'must be an object, not a list'],
  [{ ...least, sipUser: '1001' }, '$.sipUser', 'must be an object, not a string'],
  [{ ...least, sipUser: without('username') }, '$.sipUser.username', 'is missing'],
  [{ ...least, sipUser: without('password') }, '$.sipUser.password', 'is missing'],
  [{ ...least, sipUser: without('wsServer') }, '$.sipUser.wsServer', 'is missing'],
  [{ ...least, sipUser: without('realm') }, '$.sipUser.realm', 'is missing'],
  [sip({ username: '' }), '$.sipUser.username', 'must not be empty'],
  [sip({ username: 1001 }), '$.sipUser.username', 'must be a string, not a number'],
  [sip({ username: 'two words' }), '$.sipUser.username', user],
  [sip({ username: 'a@b' }), '$.sipUser.username', user],
  [sip({ username: '1001>\r\nX: y' }), '$.sipUser.username', user],
  [sip({ password: '' }), '$.sipUser.password', 'must not be empty'],
  [sip({ password: 12345 }), '$.sipUser.password', 'must be a string, not a number'],
  [sip({ password: false }), '$.sipUser.password', 'must be a string, not false'],
  [sip({ wsServer: 'sip.example' }), '$.sipUser.wsServer', server],
  [sip({ wsServer: 'https://sip.example' }), '$.sipUser.wsServer', server],
  [sip({ wsServer: 'ws://sip.example' }), '$.sipUser.wsServer', server],
  [sip({ wsServer: 'ws://127.0.0.1.evil.example' }), '$.sipUser.wsServer', server],
  [sip({ wsServer: 'wss://' }), '$.sipUser.wsServer', address],
  [sip({ wsServer: 'wss://user:pw@sip.example' }), '$.sipUser.wsServer', address],
  [sip({ wsServer: 'wss://sip.example/#x' }), '$.sipUser.wsServer', address],
  [sip({ realm: 'sip example' }), '$.sipUser.realm', realm],
  [sip({ realm: 'sip.example;lr' }), '$.sipUser.realm', realm],
  [sip({ realm: {} }), '$.sipUser.realm', 'must be a string, not an object'],
  [sip({ flags: 'BALANCE' }), '$.sipUser.flags', 'must be a list, not a string'],
  [{ ...least, menu: {} }, '$.menu', 'must be a list, not an object'],
  [{ ...least, menu: [null] }, '$.menu[0]', 'must be an object, not null'],
  [{ ...least, menu: [{ id: 'home' }, {}] }, '$.menu[1].id', 'is missing'],
  [{ ...least, menu: [{ id: 'home', order: '1' }] }, '$.menu[0].order', 'must be a number, not a string'],
  [{ ...least, menu: [{ id: 'home', title: ['a'] }] }, '$.menu[0].title', 'must be a string, not a list'],
  [{ ...least, currency: 'EURO' }, '$.currency', 'must be three letters, as EUR'],
  [{ ...least, currency: 978 }, '$.currency', 'must be a string, not a number'],
  [{ ...least, flags: { BALANCE: true } }, '$.flags', 'must be a list, not an object'],
  [{ ...least, flags: ['BALANCE', 3] }, '$.flags[1]', 'must be a string, not a number'],
  [{ ...least, codec: ['opus'] }, '$.codec', 'must be an object, not a list'],
  [{ ...least, codec: { delete: 'G722' } }, '$.codec.delete', 'must be a list, not a string'],
  [{ ...least, codec: { priority: [null] } }, '$.codec.priority[0]', 'must be a string, not null'],
  [{ ...least, setup: 'yes' }, '$.setup', 'must be true or false, not a string'],
  [{ ...least, balance: '12.50' }, '$.balance', 'must be a number, not a string'],
  [{ ...least, balance: JSON.parse('1e999') as unknown }, '$.balance', 'must be a number'],
  [{ ...least, paymentMethods: { stripe: { label: 'Card' } } }, '$.paymentMethods.stripe.currencies', 'is missing'],
  [
    { ...least, paymentMethods: { 'a b': { label: 'Card', currencies: [], min_payment: -1 } } },
    '$.paymentMethods["a b"].min_payment',
    'must not be less than 0',
  ],
  [{ ...least, css: { '--brand': 'red' } }, '$.css', 'must be a string, not an object'],
  [{ ...least, uuid: 1 }, '$.uuid', 'must be a string, not a number'],
  [{ ...least, registerSuccessHtml: true }, '$.registerSuccessHtml', 'must be a string, not true'],
  [{ ...least, wsServers: ['wss://a.example', 'http://b.example'] }, '$.wsServers[1]', server],
  [{ ...least, wsServers: 'wss://a.example' }, '$.wsServers', 'must be a list, not a string'],
  [{ ...least, iceServers: [{}] }, '$.iceServers[0].urls', 'is missing'],
  [
    { ...least, iceServers: [{ urls: 1 }] },
    '$.iceServers[0].urls',
    'must be a string or a list of strings, not a number',
  ],
  [{ ...least, screenPop: 1 }, '$.screenPop', 'must be a string, not a number'],
  [{ ...least, hotlines: [{ label: 'Desk' }] }, '$.hotlines[0].number', 'is missing'],
  [{ ...least, update: { channel: 1 } }, '$.update.channel', 'must be a string, not a number'],
  [
    { ...least, menu: Array.from({ length: 201 }, () => ({ id: 'x' })) },
    '$.menu',
    'must not have more than 200 entries',
  ],
];

describe('a document that is broken', () => {
  it.each(broken)('is refused: %j', (input, path, reason) => {
    expect(readProv(input)).toEqual({ ok: false, path, reason });
  });

  it('is refused whatever stands in the place of any documented member, which it names', () => {
    const document = example('/prov', 'full');
    const outcomes = Object.entries(definition.components.schemas['Prov']!.properties).flatMap(([key]) =>
      [Symbol.iterator, 0.5, -1, true, 'text', [[]], [{ '': {} }], { nested: { deeply: [] } }].flatMap((wrong) => {
        const read = readProv({ ...document, [key]: wrong });
        return read.ok ? [] : [{ key, path: read.path, reason: read.reason }];
      }),
    );
    expect(outcomes.length).toBeGreaterThan(70);
    expect(outcomes.filter(({ key, path }) => !path.startsWith(`$.${key}`))).toEqual([]);
    expect(outcomes.filter(({ reason }) => !/^must |^is missing/.test(reason))).toEqual([]);
  });

  it('never repeats a secret', () => {
    const read = readProv(sip({ password: ['hunter2'], username: 'hunter2 hunter2' }));
    expect(JSON.stringify(read)).not.toContain('hunter2');
  });

  it('does not break what reads it: nested ten thousand deep, and with names that reach prototypes', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 10_000; depth += 1) deep = { deep };
    expect(readProv({ ...least, tomorrow: deep }).ok).toBe(true);
    const polluting = JSON.parse(
      JSON.stringify(least).replace('{', '{"__proto__":{"flags":["BALANCE"]},"constructor":1,'),
    ) as unknown;
    expect(provisioned(polluting).brand.flags.size).toBe(0);
    expect(({} as Json)['flags']).toBeUndefined();
  });
});

describe('branding', () => {
  it.each(['northwind', 'least'])('as in the definition: %s', (name) => {
    const read = readBranding(example('/branding', name));
    expect(read.ok).toBe(true);
  });

  it('takes a support page by https only', () => {
    const urlOf = (supportUrl: string) => {
      const read = readBranding({ brandName: 'B', supportUrl });
      return read.ok && read.value.supportUrl;
    };
    expect(urlOf('https://help.example')).toBe('https://help.example/');
    expect(urlOf('javascript:alert(1)')).toBe('');
    expect(urlOf('nonsense')).toBe('');
  });

  it('says where it is broken', () => {
    expect(readBranding({ brandName: 'B', flags: 'all' })).toEqual({
      ok: false,
      path: '$.flags',
      reason: 'must be a list, not a string',
    });
  });
});
