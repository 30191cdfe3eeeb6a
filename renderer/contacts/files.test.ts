import { describe, expect, it, vi } from 'vitest';
import type { Contact } from '../phone/contacts';
import { exportContacts } from './export-file';
import { emptyContact } from './harmless-contact';
import { openContactFile, previewOf, readContactFile } from './import-file';
import type { ExportFormat, ImportOptions, ImportResult } from './transfer';

const png = 'data:image/png;base64,iVBORw0KGgo=';

const file = (text: string | Uint8Array<ArrayBuffer>) => new Blob([text]);

const card = (...lines: string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n');

async function imported(blob: Blob, options: Partial<ImportOptions> = {}): Promise<ImportResult> {
  return readContactFile(blob, await openContactFile(blob), { known: [], ...options });
}

/** Without what every reading gives anew. */
const plain = ({ id, ...rest }: Contact) => {
  expect(id).not.toBe('');
  return rest;
};
const names = (contacts: readonly (Contact | null)[]) => contacts.map((contact) => contact?.name);

const ada: Contact = {
  ...emptyContact,
  id: '1',
  name: 'Dr. Ada "Augusta", Lovelace; née Byron',
  givenName: 'Ada',
  familyName: 'Lovelace',
  organization: 'Müller & Söhne; Berlin',
  type: 'Customer',
  category: 'North, South',
  numbers: [
    { label: 'Mobile', number: '+44 20 7946 0321', extension: '' },
    { label: 'Work Fax', number: '+49305550', extension: '12' },
    { label: 'Summer house', number: '030 1', extension: '' },
    { label: '', number: '', extension: '77' },
  ],
  emails: ['ada@acme.test', 'a.l@home.test'],
  notes: '=cmd\nsecond, line; here \\ there',
  photo: png,
  favourite: true,
};
const acme: Contact = { ...emptyContact, id: '2', name: '株式会社田中', organization: '株式会社田中' };
const formula: Contact = {
  ...emptyContact,
  id: '3',
  name: '=HYPERLINK("http://evil.test","x")',
  organization: "@SUM(1+1)*cmd|' /C calc'!A0",
  numbers: [{ label: '-2+3', number: '+49 30 1', extension: '' }],
};

describe('what goes out comes back', () => {
  it.each(['vcard-4', 'vcard-3', 'csv'] as ExportFormat[])('as %s', async (format) => {
    const progress = vi.fn();
    const blob = await exportContacts([ada, acme, formula], format, { progress });
    expect(progress).toHaveBeenLastCalledWith(1);
    const { contacts, skipped } = await imported(blob);
    expect(skipped).toEqual([]);
    const expected = [ada, acme, formula].map(plain);
    if (format === 'csv') expected[0] = { ...expected[0]!, photo: '' };
    expect(contacts.map(plain)).toEqual(expected);
  });

  it('as a card that others can read', async () => {
    const four = await (await exportContacts([ada], 'vcard-4')).text();
    expect(four).toMatch(/^BEGIN:VCARD\r\nVERSION:4\.0\r\n/);
    expect(four).toContain('TEL;VALUE=uri;TYPE=work,fax:tel:+49305550;ext=12\r\n');
    expect(four).toContain('N:Lovelace;Ada;;;\r\n');
    expect(Math.max(...four.split('\r\n').map((line) => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(
      75,
    );
    expect(four).toContain(`PHOTO:${png}\r\n`);
    const three = await (await exportContacts([ada, acme], 'vcard-3')).text();
    expect(three).toContain('TEL;TYPE=work,fax:+49305550 x12\r\n');
    expect(three).toContain('N:;;;;\r\n');
    expect(three).toContain('PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=\r\n');
  });

  it('as a table that calculates nothing', async () => {
    const text = await (await exportContacts([formula, ada], 'csv')).text();
    expect(text).toContain(`"'=HYPERLINK(""http://evil.test"",""x"")"`);
    expect(text).toContain(`'@SUM(1+1)*cmd|' /C calc'!A0`);
    expect(text).toContain(`"'-2+3",+49 30 1,`);
    expect(text).toContain(`"'=cmd\nsecond, line; here \\ there"`);
  });

  it('or not at all when it is given up', async () => {
    const many = Array.from({ length: 5_000 }, () => ada);
    const giveUp = new AbortController();
    const writing = exportContacts(many, 'csv', {
      signal: giveUp.signal,
      progress: () => {
        giveUp.abort();
      },
    });
    await expect(writing).rejects.toThrow(/abort/i);
  });
});

describe('tables of other programs', () => {
  it.each([
    [
      'Google',
      'First Name,Middle Name,Last Name,Phonetic First Name,Organization Name,Organization Title,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\n' +
        'Ada,,Lovelace,,Acme,Countess,Hi,https://x.test/p.png,* myContacts,* Home,ada@acme.test,Mobile,+44 20 7946 0321 ::: +44 20 7946 0322,* Work,030 1\n',
      {
        name: 'Ada Lovelace',
        organization: 'Acme',
        notes: 'Hi',
        emails: ['ada@acme.test'],
        numbers: [
          { label: 'Mobile', number: '+44 20 7946 0321', extension: '' },
          { label: 'Mobile', number: '+44 20 7946 0322', extension: '' },
          { label: 'Work', number: '030 1', extension: '' },
        ],
      },
    ],
    [
      'Outlook, German, from Excel',
      'sep=;\r\nAnrede;Vorname;Nachname;Firma;Abteilung;Position;Telefon geschäftlich;Mobiltelefon;Fax geschäftlich;E-Mail-Adresse;Notizen\r\n' +
        'Frau;Ada;Lovelace;Müller GmbH;IT;Chefin;030 555-12 Durchwahl 7;0170 1;030 2;ada@acme.test;"zwei\r\nZeilen"\r\n',
      {
        name: 'Ada Lovelace',
        organization: 'Müller GmbH',
        notes: 'zwei\nZeilen',
        emails: ['ada@acme.test'],
        numbers: [
          { label: 'Work', number: '030 555-12', extension: '7' },
          { label: 'Mobile', number: '0170 1', extension: '' },
          { label: 'Fax Work', number: '030 2', extension: '' },
        ],
      },
    ],
    [
      'a directory',
      'Name\tGiven name\tFamily name\tOrganization\tType\tCategory\tName\tNumber\tExtension\nReception\t\t\tAcme\tInternal\tNorth\tDesk\t+49305550\t12\n',
      {
        name: 'Reception',
        organization: 'Acme',
        type: 'Internal',
        category: 'North',
        numbers: [{ label: 'Desk', number: '+49305550', extension: '12' }],
      },
    ],
    [
      'a list without names',
      'Ada Lovelace|Acme|+44 20 7946 0321|ada@acme.test\nBert|Acme|+49 30 1234|b@acme.test\n',
      {
        name: 'Ada Lovelace',
        organization: 'Acme',
        emails: ['ada@acme.test'],
        numbers: [{ label: '', number: '+44 20 7946 0321', extension: '' }],
      },
    ],
  ])('are understood: %s', async (_program, text, contact) => {
    const { contacts } = await imported(file(text));
    expect(contacts[0]).toEqual(expect.objectContaining(contact));
  });

  it('can be mapped otherwise, and looked at before', async () => {
    const blob = file('A,B,Name\n1,+49301,Ada\n,,\n,,Bea\n');
    const { table } = await openContactFile(blob);
    expect(table).toEqual(expect.objectContaining({ delimiter: ',', hasHeader: true, header: ['A', 'B', 'Name'] }));
    expect(table?.rows).toEqual([
      ['1', '+49301', 'Ada'],
      ['', '', 'Bea'],
    ]);
    expect(table?.mapping).toEqual([{ field: 'none' }, { field: 'none' }, { field: 'name' }]);
    const mapping = [
      { field: 'extension', group: 0 },
      { field: 'number', group: 0, label: 'Work' },
      { field: 'name' },
    ] as const;
    const both = previewOf(table!, mapping);
    expect(names(both)).toEqual(['Ada', 'Bea']);
    expect(both[0]?.numbers).toEqual([{ label: 'Work', number: '+49301', extension: '1' }]);
    const { contacts } = await imported(blob, { mapping });
    expect(contacts.map(plain)).toEqual(both.map((contact) => plain({ ...contact!, id: 'x' })));
  });

  it('are read in any encoding', async () => {
    const text = 'Name,Phone\nMüller,1\n';
    const wide = (little: boolean, mark: boolean) => {
      const view = new DataView(new ArrayBuffer((text.length + (mark ? 1 : 0)) * 2));
      const all = mark ? `\ufeff${text}` : text;
      for (let at = 0; at < all.length; at++) view.setUint16(at * 2, all.charCodeAt(at), little);
      return new Uint8Array(view.buffer);
    };
    const latin = Uint8Array.from(text, (character) => character.charCodeAt(0));
    for (const bytes of [latin, wide(true, true), wide(false, true), wide(true, false), wide(false, false)])
      expect(names((await imported(file(bytes))).contacts)).toEqual(['Müller']);
    expect(names((await imported(file(`\ufeff${text}`))).contacts)).toEqual(['Müller']);
    // The first sign of another encoding may come late.
    const late = new Blob([`Name,Phone\n${'Ada,1\n'.repeat(12_000)}`, latin.slice(11)]);
    const { contacts, skippedCount } = await imported(late);
    expect(names(contacts)).toEqual(['Ada', 'Müller']);
    expect(skippedCount).toBe(11_999);
  });

  it('say what was skipped, and why', async () => {
    const known = (await imported(file('Name,Phone\nAda,+49 30 1\n'))).contacts;
    const { contacts, skipped, skippedCount } = await imported(
      file('Name,Phone\nada,+49-30-1\nBea,2\nBEA,2\n , \n\n,3\n'),
      { known },
    );
    expect(names(contacts)).toEqual(['Bea', '3']);
    expect(skipped).toEqual([
      { place: 2, name: 'ada', reason: 'known', detail: '' },
      { place: 4, name: 'BEA', reason: 'duplicate', detail: '' },
    ]);
    expect(skippedCount).toBe(2);
    const { skipped: empty } = await imported(file('Name,Notes\nAda,\n,only a note\n'));
    expect(empty).toEqual([{ place: 3, name: '', reason: 'empty', detail: '' }]);
  });

  it('go on behind a quotation that nobody closed', async () => {
    const many = Array.from({ length: 900 }, (_, index) => `Person ${String(index)},${'1'.repeat(600)}\n`).join('');
    expect(many.length).toBeGreaterThan(2 * 256 * 1024);
    const { contacts, skipped } = await imported(file(`Name,Phone\nPerson,12345\n"Ada,1\n${many}`));
    expect(contacts).toHaveLength(901);
    expect(skipped).toEqual([{ place: 3, name: '', reason: 'too-long', detail: '' }]);
    // After some of them, quotation marks are letters.
    const endless = await imported(file(`Name,Phone\n${`"x${' '.repeat(2_000)}\n`.repeat(300)}`));
    expect(endless.skipped.filter(({ reason }) => reason === 'too-long')).toHaveLength(3);
    expect(names(endless.contacts)).toEqual(['"x']);
  });

  it('hold as many columns and words as they like', async () => {
    const wide = await imported(file(`Name,Phone${',x'.repeat(5_000)}\nAda,1${',y'.repeat(5_000)}\n`));
    expect(names(wide.contacts)).toEqual(['Ada']);
    const long = await imported(file(`Name,Phone\n${'A'.repeat(100_000)},1\n<b>\u202eB</b>,2\n`));
    expect(long.contacts[0]?.name).toHaveLength(200);
    expect(long.contacts[1]?.name).toBe('<b>B</b>');
  });
});

describe('cards of other programs', () => {
  it.each([
    [
      'a telephone of Apple',
      card(
        'VERSION:3.0',
        'PRODID:-//Apple Inc.//iOS 17.0//EN',
        'N:Müller;Anna;;Dr.;',
        'FN:Dr. Anna Müller',
        'ORG:Böttcher & Söhne;Sales',
        'EMAIL;type=INTERNET;type=pref:anna@acme.test',
        'TEL;type=CELL;type=VOICE;type=pref:+49 170 5550123',
        'item1.TEL:030 1;ext=7',
        'item1.X-ABLabel:_$!<Assistant>!$_',
        'item2.ADR;type=HOME:;;Street 1;Town;;12345;Germany',
        'BDAY:1980-01-01',
        'NOTE:one\\ntwo\\, three',
      ),
      {
        name: 'Dr. Anna Müller',
        givenName: 'Anna',
        familyName: 'Müller',
        organization: 'Böttcher & Söhne',
        emails: ['anna@acme.test'],
        notes: 'one\ntwo, three',
        numbers: [
          { label: 'Mobile', number: '+49 170 5550123', extension: '' },
          { label: 'Assistant', number: '030 1', extension: '7' },
        ],
      },
    ],
    [
      'version 4',
      card(
        'VERSION:4.0',
        'FN:Anna',
        'KIND:individual',
        'TEL;VALUE=uri;TYPE="voice,home";PREF=1:tel:+1-555-555-5555;ext=5555',
        'TEL;TYPE=cell:tel:%2B49170',
        'CATEGORIES:a,b',
        'GENDER:F',
      ),
      {
        name: 'Anna',
        category: 'a, b',
        numbers: [
          { label: 'Home', number: '+1-555-555-5555', extension: '5555' },
          { label: '', number: 'tel:%2B49170', extension: '' },
        ],
      },
    ],
    [
      'an old telephone',
      card(
        'VERSION:2.1',
        'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;A=',
        'nna;;;',
        'TEL;CELL;PREF:0170 1',
        'NOTE;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:gr=FC=DFe=0D=0Abye',
      ),
      {
        name: 'Anna Müller',
        numbers: [{ label: 'Mobile', number: '0170 1', extension: '' }],
        notes: 'grüße\nbye',
      },
    ],
    [
      'one with a bad line',
      card('VERSION:3.0', 'FN:Anna', 'TEL;TYPE="x:1', 'TEL;TYPE=work:2', 'nonsense'),
      { name: 'Anna', numbers: [{ label: 'Work', number: '2', extension: '' }] },
    ],
  ])('are understood: %s', async (_program, text, contact) => {
    const { contacts, skipped } = await imported(file(text));
    expect(skipped).toEqual([]);
    if (_program === 'version 4') contact.numbers[1] = { label: 'Mobile', number: '+49170', extension: '' };
    expect(contacts[0]).toEqual(expect.objectContaining(contact));
  });

  it('are many in a file, with what is broken told', async () => {
    const blob = file(
      card('VERSION:3.0', 'FN:One') +
        card('VERSION:3.0', 'FN', 'TEL;x') +
        'rubbish\r\n' +
        card('VERSION:3.0', 'FN:') +
        card('VERSION:3.0', 'FN:One') +
        'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cut off\r\nTEL:1',
    );
    const opened = await openContactFile(blob);
    expect(opened).toEqual(expect.objectContaining({ kind: 'vcard', table: null }));
    expect(names(opened.preview)).toEqual(['One', 'One', 'Cut off']);
    const { contacts, skipped } = await readContactFile(blob, opened, { known: [] });
    expect(names(contacts)).toEqual(['One', 'Cut off']);
    expect(skipped.map(({ place, reason }) => [place, reason])).toEqual([
      [2, 'broken'],
      [3, 'empty'],
      [4, 'duplicate'],
    ]);
    expect(skipped[0]?.detail).not.toBe('');
  });

  it('have their pictures made small', async () => {
    const picture = btoa('x'.repeat(60_000)).replace(/(.{70})/g, '$1\r\n ');
    const blob = file(
      card('VERSION:3.0', 'FN:One', `PHOTO;ENCODING=b;TYPE=JPEG:${picture}`) +
        card('VERSION:4.0', 'FN:Two', `PHOTO:${png}`) +
        card('VERSION:4.0', 'FN:Three', 'PHOTO:https://evil.test/track.png'),
    );
    const sizes: [string, number][] = [];
    const small = await imported(blob, {
      smallPhoto: (photo) => {
        sizes.push([photo.type, photo.size]);
        return photo.size > 100 ? Promise.resolve(png) : Promise.reject(new Error('no picture'));
      },
    });
    expect(sizes).toEqual([
      ['image/jpeg', 60_000],
      ['image/png', 8],
    ]);
    expect(small.contacts.map(({ photo }) => photo)).toEqual([png, '', '']);
    expect(small.photosLost).toBe(1);
    // Without help, only small ones stay.
    const without = await imported(blob);
    expect(without.contacts.map(({ photo }) => photo)).toEqual(['', png, '']);
    expect(without.photosLost).toBe(1);
  });
});

describe('what would take for ever', () => {
  const spaces = ' '.repeat(200_000);
  it.each([
    ['a name of a column', `Name,${'mail '.repeat(40_000)}\nAda,1\n`],
    ['spaces in a number', `Name,Phone\nAda,"1${spaces}2"\n`],
    ['spaces in an address', `Name,E-mail\nAda,"a@b.test${spaces}c@d.test"\n`],
    ['figures', `Name,Phone\nAda,${'1'.repeat(200_000)}\n`],
    [
      'cards of nothing but notes',
      card('VERSION:3.0', 'FN:Ada', ...Array<string>(200).fill(`NOTE:${'x\\,'.repeat(6_000)}`)),
    ],
    ['pictures', card('VERSION:3.0', 'FN:Ada', ...Array<string>(50).fill(`PHOTO;ENCODING=b:${'x'.repeat(50_000)}`))],
    [
      'broken lines',
      card('VERSION:2.1', 'FN:Ada', 'NOTE;QUOTED-PRINTABLE:=', ...Array<string>(50_000).fill('xxxxxxxxxx=')),
    ],
  ])('does not: %s', async (_what, text) => {
    expect(names((await imported(file(text))).contacts)).toEqual(['Ada']);
  });
});

describe('files that are none', () => {
  it.each([
    ['empty', file('')],
    ['neither', file(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0x41, 0x42, 0, 0x43, 1, 2, 3))],
    ['neither', file('<!DOCTYPE html><html><body>no</body></html>')],
    ['neither', file('{"contacts":[]}')],
    ['neither', file('%PDF-1.7')],
    ['neither', file('\n \n')],
    [
      'unreadable',
      { size: 10, slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) } as unknown as Blob,
    ],
    ['too-large', { size: 10 ** 9 } as Blob],
  ])('are refused: %s', async (problem, blob) => {
    await expect(openContactFile(blob)).rejects.toEqual(expect.objectContaining({ name: 'FileError', problem }));
  });

  it('are given up when the user does', async () => {
    const blob = file(`Name,Phone\n${'Ada,1\n'.repeat(30_000)}`);
    const opened = await openContactFile(blob);
    const giveUp = new AbortController();
    const shares: number[] = [];
    const reading = readContactFile(blob, opened, {
      known: [],
      signal: giveUp.signal,
      progress: (share) => {
        shares.push(share);
        giveUp.abort();
      },
    });
    await expect(reading).rejects.toThrow(/abort/i);
    expect(shares).toHaveLength(1);
  });

  it('of a hundred megabytes are read piece by piece, up to what anybody has', async () => {
    // A file that is never in memory as a whole.
    const piece = new Blob(['Person 1234567,+49 30 12345678,some more of a contact, and more\n'.repeat(1024)]);
    expect(piece.size).toBe(64 * 1024);
    let largest = 0;
    const huge = {
      size: piece.size * 1_600,
      slice(start: number, end: number) {
        largest = Math.max(largest, Math.min(end, piece.size * 1_600) - start);
        return piece;
      },
    } as unknown as Blob;
    expect(huge.size).toBeGreaterThan(100_000_000);
    const giveUp = new AbortController();
    const opened = await openContactFile(huge);
    const reading = readContactFile(huge, opened, {
      known: [],
      signal: giveUp.signal,
      progress: (share) => {
        if (share > 0.004) giveUp.abort();
      },
    });
    await expect(reading).rejects.toThrow(/abort/i);
    expect(largest).toBe(64 * 1024);
  });
});
