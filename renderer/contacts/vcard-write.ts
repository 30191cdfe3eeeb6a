/** A contact as a card of version 4 (RFC 6350) or 3 (RFC 2426). */
import ICAL from 'ical.js';
import type { Contact, ContactNumber } from '../phone/contacts';
import { labels } from './number-words';

type Property = [name: string, parameters: Record<string, string | string[]>, type: string, ...values: unknown[]];

export function cardOf(contact: Contact, version: '4.0' | '3.0'): string {
  const { name, givenName, familyName, organization, type, category, numbers, emails, notes, photo, favourite } =
    contact;
  const properties: Property[] = [
    ['version', {}, 'text', version],
    ['fn', {}, 'text', name],
  ];
  const text = (property: string, value: string): void => {
    if (value !== '') properties.push([property, {}, 'text', value]);
  };
  // Version 3 wants one, whatever it says.
  if (givenName !== '' || familyName !== '' || version === '3.0')
    properties.push(['n', {}, 'text', [familyName, givenName, '', '', '']]);
  if (version === '4.0' && isOrganization(contact)) text('kind', 'org');
  if (organization !== '') properties.push(['org', {}, 'text', [organization]]);
  text('role', type);
  text('categories', category);
  for (const [index, number] of numbers.entries()) properties.push(...numberOf(number, version, index));
  for (const email of emails) text('email', email);
  text('note', notes);
  const picture = /^data:image\/([\w+-]+);base64,(.*)$/su.exec(photo);
  if (picture && version === '4.0') properties.push(['photo', {}, 'uri', photo]);
  else if (picture)
    properties.push(['photo', { encoding: 'b', type: (picture[1] ?? '').toUpperCase() }, 'binary', picture[2]]);
  if (favourite) properties.push(['x-sidetone-favourite', {}, 'unknown', 'true']);
  const design = version === '4.0' ? ICAL.design.components.vcard : ICAL.design.components.vcard3;
  // ical.js puts a backslash before the comma of an address, which is no text.
  const card = ICAL.stringify.component(['vcard', properties, []], design).replace(';base64\\,', ';base64,');
  return `${card}
`;
}

function numberOf({ label, number, extension }: ContactNumber, version: '4.0' | '3.0', index: number): Property[] {
  const types = labels.filter((known) => label.split(' ').includes(known.label)).map((known) => known.type);
  const isKnown = types.length > 0 && types.length === label.split(' ').length;
  const group = `item${String(index + 1)}`;
  const parameters: Record<string, string | string[]> = {
    ...(types.length > 0 && { type: types.length === 1 ? (types[0] ?? '') : types }),
    ...(label !== '' && !isKnown && { group }),
  };
  const [kind, value] = written(number, extension, version);
  const properties: Property[] = [['tel', kind === 'uri' ? { value: 'uri', ...parameters } : parameters, kind, value]];
  if (label !== '' && !isKnown) properties.push(['x-ablabel', { group }, 'unknown', label]);
  return properties;
}

/** RFC 3966 has a place for an extension; version 3 has not, and many programs read `x12`. */
function written(number: string, extension: string, version: '4.0' | '3.0'): [type: string, value: string] {
  const plain = version === '4.0' ? 'text' : 'phone-number';
  if (extension === '') return [plain, number];
  if (number === '') return [plain, `x${extension}`];
  if (version === '4.0' && /^\+[\d\s().-]+$/u.test(number))
    return ['uri', `tel:${number.replace(/[^\d+]/gu, '')};ext=${extension}`];
  return [plain, `${number} x${extension}`];
}

const isOrganization = ({ name, givenName, familyName, organization }: Contact): boolean =>
  organization === name && givenName === '' && familyName === '';
