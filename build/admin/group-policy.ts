/**
 * The Group Policy template: docs/admin/Sidetone.admx and en-US/Sidetone.adml. A setting is one policy with its value and
 * how it is managed; other keys are a policy each. Values are written under `Software\Policies\Sidetone`, by their path.
 */
import { policyKey } from '../../main/policy-registry';
import { managedAs } from '../../main/policy-schema';
import type { Key } from './keys';
import { element, xml, type Node } from './xml';

const schema = {
  'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
  'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  xmlns: 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions',
  revision: '1.0',
  schemaVersion: '1.0',
};
const categories = { general: 'General', links: 'Links', updates: 'Updates', settings: 'Settings' } as const;
const ways: Record<(typeof managedAs)[number], string> = {
  user: 'Only the default: the user may change it',
  locked: 'Locked: shown, not to be changed',
  hidden: 'Hidden: not shown either',
};

interface Policy {
  key: Key;
  /** Of a group its members, else the key itself. */
  values: readonly Key[];
}

const idOf = (path: string): string => path.replaceAll('.', '_');
const stringOf = (id: string): string => `$(string.${id})`;
const choiceId = (key: Key, choice: string | number): string =>
  `${idOf(key.path)}_${String(choice).replaceAll('-', '_')}`;
/** On and off by the policy itself, which needs no element then. */
const isSwitch = ({ key }: Policy): boolean => key.kind === 'flag' && !key.managed;

function policiesOf(keys: readonly Key[]): Policy[] {
  const inGroup = ({ path }: Key): boolean =>
    keys.some(({ kind, path: group }) => kind === 'group' && path.startsWith(`${group}.`));
  return keys
    .filter((key) => !inGroup(key))
    .map((key) => ({
      key,
      values: key.kind === 'group' ? keys.filter(({ path }) => path.startsWith(`${key.path}.`)) : [key],
    }));
}

export function admx(keys: readonly Key[]): string {
  return xml(
    element(
      'policyDefinitions',
      schema,
      element(
        'policyNamespaces',
        {},
        element('target', { prefix: 'sidetone', namespace: 'Sidetone.Policies' }),
        element('using', { prefix: 'windows', namespace: 'Microsoft.Policies.Windows' }),
      ),
      element('resources', { minRequiredRevision: '1.0' }),
      element(
        'supportedOn',
        {},
        element('definitions', {}, element('definition', { name: 'SUPPORTED', displayName: stringOf('SUPPORTED') })),
      ),
      element(
        'categories',
        {},
        element('category', { name: 'Sidetone', displayName: stringOf('Sidetone') }),
        ...Object.keys(categories).map((name) =>
          element(
            'category',
            { name: `Sidetone_${name}`, displayName: stringOf(`Sidetone_${name}`) },
            element('parentCategory', { ref: 'Sidetone' }),
          ),
        ),
      ),
      element('policies', {}, ...policiesOf(keys).map(policyElement)),
    ),
  );
}

function policyElement(policy: Policy): Node {
  const { key, values } = policy;
  const id = idOf(key.path);
  const [top = ''] = key.path.split('.');
  const category = Object.hasOwn(categories, top) ? top : 'general';
  return element(
    'policy',
    {
      name: id,
      class: 'Both',
      displayName: stringOf(id),
      explainText: stringOf(`${id}_help`),
      key: policyKey,
      ...(isSwitch(policy) ? { valueName: key.path } : { presentation: `$(presentation.${id})` }),
    },
    element('parentCategory', { ref: `Sidetone_${category}` }),
    element('supportedOn', { ref: 'SUPPORTED' }),
    ...(isSwitch(policy)
      ? [
          element('enabledValue', {}, element('decimal', { value: 1 })),
          element('disabledValue', {}, element('decimal', { value: 0 })),
        ]
      : [element('elements', {}, ...values.map(valueElement), ...(key.managed ? [wayElement(key)] : []))]),
  );
}

function valueElement(key: Key): Node {
  const named = { id: idOf(key.path), valueName: key.path };
  const item = (id: string, value: Node): Node =>
    element('item', { displayName: stringOf(id) }, element('value', {}, value));
  switch (key.kind) {
    case 'flag':
      return element(
        'enum',
        { ...named, required: 'true' },
        item('On', element('decimal', { value: 1 })),
        item('Off', element('decimal', { value: 0 })),
      );
    case 'choice':
      return element(
        'enum',
        { ...named, required: 'true' },
        ...key.choices.map((choice) =>
          item(
            choiceId(key, choice),
            typeof choice === 'number' ? element('decimal', { value: choice }) : element('string', {}, choice),
          ),
        ),
      );
    case 'number':
      // A registry has whole numbers only: others are a text.
      return key.whole
        ? element('decimal', { ...named, minValue: key.min ?? 0, maxValue: key.max ?? 9999, required: 'true' })
        : element('text', { ...named, maxLength: 8, required: 'true' });
    case 'list':
      return element('multiText', named);
    default:
      return element('text', { ...named, maxLength: key.max ?? 300 });
  }
}

function wayElement({ path }: Key): Node {
  return element(
    'enum',
    { id: `${idOf(path)}_as`, valueName: `${path}.as`, required: 'true' },
    ...managedAs.map((way) =>
      element('item', { displayName: stringOf(`as_${way}`) }, element('value', {}, element('string', {}, way))),
    ),
  );
}

export function adml(keys: readonly Key[]): string {
  const policies = policiesOf(keys);
  const strings: [string, string][] = [
    ['Sidetone', 'Sidetone'],
    ['SUPPORTED', 'Sidetone 0.1 or later'],
    ...Object.entries(categories).map(([name, title]): [string, string] => [`Sidetone_${name}`, title]),
    ['On', 'On'],
    ['Off', 'Off'],
    ...managedAs.map((way): [string, string] => [`as_${way}`, ways[way]]),
    ...policies.flatMap(({ key }): [string, string][] => [
      [idOf(key.path), key.title],
      [`${idOf(key.path)}_help`, `${key.text.replaceAll('`', '')}\n\nName in the policy file: ${key.path}`],
    ]),
    ...policies.flatMap(({ values }) =>
      values.flatMap((key) => key.choices.map((choice): [string, string] => [choiceId(key, choice), String(choice)])),
    ),
  ];
  return xml(
    element(
      'policyDefinitionResources',
      schema,
      element('displayName', {}, 'Sidetone'),
      element('description', {}, 'The telephone of this computer'),
      element(
        'resources',
        {},
        element('stringTable', {}, ...strings.map(([id, text]) => element('string', { id }, text))),
        element(
          'presentationTable',
          {},
          ...policies
            .filter((policy) => !isSwitch(policy))
            .map(({ key, values }) =>
              element(
                'presentation',
                { id: idOf(key.path) },
                ...values.map(control),
                ...(key.managed
                  ? [dropdown(`${idOf(key.path)}_as`, managedAs.indexOf('locked'), 'How it is managed')]
                  : []),
              ),
            ),
        ),
      ),
    ),
  );
}

function control(key: Key): Node {
  const refId = idOf(key.path);
  switch (key.kind) {
    case 'flag':
      return dropdown(refId, key.usual === true ? 0 : 1, key.title);
    case 'choice':
      return dropdown(refId, Math.max(key.choices.indexOf(key.usual as string | number), 0), key.title);
    case 'list':
      return element('multiTextBox', { refId }, key.title);
    case 'number':
      if (key.whole) return element('decimalTextBox', { refId, defaultValue: String(key.usual) }, key.title);
      return textBox(refId, `${key.title} (${String(key.min)} to ${String(key.max)})`, String(key.usual));
    default:
      return textBox(refId, key.title, '');
  }
}

const dropdown = (refId: string, defaultItem: number, label: string): Node =>
  element('dropdownList', { refId, noSort: 'true', defaultItem }, label);

const textBox = (refId: string, label: string, usual: string): Node =>
  element('textBox', { refId }, element('label', {}, label), ...(usual ? [element('defaultValue', {}, usual)] : []));
