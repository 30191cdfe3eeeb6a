import { describe, expect, it } from 'vitest';
import { answerFaults, at, definition, faults, isObject, operationOf, operations, resolve } from './fakes/definition';

interface Example {
  where: string;
  schema: string;
  value: unknown;
}

/** Every example, with the schema that it is one of; a schema with neither is an example that is missing. */
function examples(node: unknown, pointer = ''): { found: Example[]; missing: string[] } {
  const found: Example[] = [];
  const missing: string[] = [];
  const visit = (value: unknown, here: string) => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        visit(item, `${here}/${index}`);
      });
      return;
    }
    if (!isObject(value)) return;
    if (isObject(value['content'])) {
      for (const [type, media] of Object.entries(value['content'])) {
        const place = `${here}/content/${type.replaceAll('/', '~1')}`;
        const given = isObject(media) && isObject(media['examples']) ? Object.keys(media['examples']) : [];
        if (given.length === 0) missing.push(place);
        for (const name of given) {
          const schema = resolve(`${place}/schema`);
          const example = at(`${place}/examples/${name}`);
          if (schema && isObject(example))
            found.push({ where: `${place}/${name}`, schema: schema.pointer, value: example['value'] });
        }
      }
    }
    for (const [key, child] of Object.entries(value))
      if (key !== 'schemas' && key !== 'examples')
        visit(child, `${here}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  };
  visit(node, pointer);
  return { found, missing };
}

const { found, missing } = examples(definition);

it('has an example of every body', () => {
  expect(missing).toEqual([]);
  expect(found.length).toBeGreaterThan(60);
});

it.each(found.map((example) => [example.where, example] as const))(
  'the example %s is as its schema says',
  (_where, { schema, value }) => {
    expect(faults(schema, value)).toEqual([]);
  },
);

it.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s says what comes of it',
  (name, { pointer }) => {
    expect(at(`${pointer}/operationId`)).toEqual(expect.any(String));
    expect(isObject(at(`${pointer}/responses/default/content/application~1problem+json`))).toBe(true);
    if (!name.startsWith('GET ')) return;
    expect(isObject(at(`${pointer}/responses/200/headers/ETag`))).toBe(true);
    expect(isObject(at(`${pointer}/responses/304`))).toBe(true);
    expect(at(`${pointer}/parameters`)).toContainEqual({ $ref: '#/components/parameters/IfNoneMatch' });
  },
);

it('gives each operation a name of its own', () => {
  const names = operations.map(({ pointer }) => at(`${pointer}/operationId`));
  expect(new Set(names).size).toBe(names.length);
});

describe('the validator finds', () => {
  const operation = operationOf('GET', '/balance');
  const headers = (type: string) => new Headers({ 'content-type': type, etag: '"x"' });
  const wrong = (status: number, type: string, body: unknown, given = headers(type)) =>
    operation ? answerFaults(operation, { status, headers: given, text: JSON.stringify(body) }) : [];

  it.each([
    ['a good answer', [], wrong(200, 'application/json', { balance: 1, currency: 'EUR' })],
    ['a wrong type', ['/balance must be number'], wrong(200, 'application/json', { balance: '1', currency: 'EUR' })],
    ['a missing member', ["/ must have required property 'currency'"], wrong(200, 'application/json', { balance: 1 })],
    ['another kind of body', ['text/html is not application/json'], wrong(200, 'text/html', {})],
    ['an undocumented status', ['GET /balance does not answer 202'], wrong(202, 'application/json', {})],
    [
      'no ETag',
      ['ETag is missing'],
      wrong(
        200,
        'application/json',
        { balance: 1, currency: 'EUR' },
        new Headers({ 'content-type': 'application/json' }),
      ),
    ],
  ])('%s', (_what, expected, given) => {
    expect(given).toEqual(expected);
  });
});

describe('prov', () => {
  const prov = '/components/schemas/Prov';
  const sipUser = { username: '1', password: 'p', wsServer: 'wss://b', realm: 'b' };

  it('keeps keys that nobody knows', () => {
    const unknown = { tomorrow: { a: [1] }, sipUser: { ...sipUser, more: 1 }, menu: [{ id: 'x', colour: 'red' }] };
    expect(faults(prov, { brandName: 'B', ...unknown })).toEqual([]);
  });

  it.each([
    [{ brandName: 'B' }, "/ must have required property 'sipUser'"],
    [{ brandName: 1, sipUser }, '/brandName must be string'],
    [{ brandName: 'B', sipUser, currency: 'EURO' }, '/currency must match pattern "^[A-Za-z]{3}$"'],
    [{ brandName: 'B', sipUser, menu: [{ title: 'x' }] }, "/menu/0 must have required property 'id'"],
    [{ brandName: 'B', sipUser, flags: [true] }, '/flags/0 must be string'],
    [
      { brandName: 'B', sipUser: { ...sipUser, username: '' } },
      '/sipUser/username must NOT have fewer than 1 characters',
    ],
  ])('refuses %j', (value, fault) => {
    expect(faults(prov, value)).toEqual([fault]);
  });

  it('wants wss, but on the loopback', () => {
    const server = (wsServer: string) => faults(prov, { brandName: 'B', sipUser: { ...sipUser, wsServer } }).length;
    const good = ['wss://b', 'wss://b:8443/ws', 'ws://127.0.0.1:1/ws', 'ws://localhost', 'ws://[::1]:9'];
    const bad = ['ws://b', 'ws://localhost.evil.example', 'https://b', 'ws://127.0.0.1.evil.example', ''];
    expect(good.map(server)).toEqual(good.map(() => 0));
    expect(bad.map(server)).toEqual(bad.map(() => 1));
  });
});
