import { describe, expect, it } from 'vitest';
import type { Contact } from '../phone/contacts';
import { ContactBook } from './contact-book';
import { emptyContact } from './harmless-contact';

let ids = 0;
const contact = (name: string, numbers: (string | [string, string])[] = [], more: Partial<Contact> = {}): Contact => ({
  ...emptyContact,
  id: `c${String(ids++)}`,
  name,
  numbers: numbers.map((one) => {
    const [number, extension] = typeof one === 'string' ? [one, ''] : one;
    return { label: 'Work', number, extension };
  }),
  ...more,
});

async function bookOf(own: Contact[], directory: Contact[] = [], country: 'DE' | 'US' | 'IT' | null = 'DE') {
  const book = new ContactBook({ locale: 'de', country });
  await book.replace('own', own);
  await book.replace(
    'directory',
    directory.map((one) => ({ ...one, source: 'directory' as const })),
  );
  return book;
}

const names = (contacts: readonly Contact[]) => contacts.map(({ name }) => name);

describe('search', () => {
  const people = [
    contact('Anna Müller', ['+49 170 5550123'], { organization: 'Böttcher & Söhne' }),
    contact('Bernd Mueller', ['030 444 1']),
    contact('Muller, Carl'),
    contact("Dara O'Brien", [['+1 212 555 0188', '4412']], { emails: ['dara@acme.test'] }),
    contact('Amira El-Masry', ['(0170) 555-0199']),
    contact('محمد عبد الرحمن الشامي', ['٠٣٠ ١٢٣ ٤٥٦']),
    contact('山田太郎', [], { organization: '株式会社田中' }),
    contact('Zoë Straße', ['0800 123']),
    contact('Acme Support', ['+44 20 7946 0321']),
    contact('Łukasz Ørsted', ['alice@pbx.test']),
    contact('3M Deutschland'),
  ];

  it.each([
    ['mül 555', ['Anna Müller']],
    ['Müller', ['Anna Müller', 'Bernd Mueller', 'Muller, Carl']],
    ['muller', ['Anna Müller', 'Muller, Carl']],
    ['mueller', ['Anna Müller', 'Bernd Mueller']],
    ['MULL an', ['Anna Müller']],
    ['söhne', ['Anna Müller']],
    ['soehne bottcher', ['Anna Müller']],
    ["o'brien", ["Dara O'Brien"]],
    ['obrien', ["Dara O'Brien"]],
    ['brien', ["Dara O'Brien"]],
    ['el-mas', ['Amira El-Masry']],
    ['masry', ['Amira El-Masry']],
    ['شامي', ['محمد عبد الرحمن الشامي']],
    ['030123', ['محمد عبد الرحمن الشامي']],
    ['٠٣٠', ['Bernd Mueller', 'محمد عبد الرحمن الشامي']],
    ['太郎', ['山田太郎']],
    ['田中', ['山田太郎']],
    ['strasse', ['Zoë Straße']],
    ['zoe', ['Zoë Straße']],
    ['lukasz orsted', ['Łukasz Ørsted']],
    ['ørst', ['Łukasz Ørsted']],
    ['alice', ['Łukasz Ørsted']],
    ['acme', ['Acme Support', "Dara O'Brien"]],
    ['dara@acme', ["Dara O'Brien"]],
    ['4412', ["Dara O'Brien"]],
    ['0170 555', ['Amira El-Masry', 'Anna Müller']],
    ['+49 (170) 555-0199', ['Amira El-Masry']],
    ['0049170555', ['Amira El-Masry', 'Anna Müller']],
    ['3m', ['3M Deutschland']],
    ['llu', []],
    ['', [...people.map(({ name }) => name)]],
    ['&', [...people.map(({ name }) => name)]],
    ['xyz', []],
  ])('finds %s', async (text, found) => {
    const book = await bookOf(people);
    expect(new Set(names(book.search(text, 'all')))).toEqual(new Set(found));
  });

  it('puts names before companies, and sorts each as people expect', async () => {
    const book = await bookOf(
      [
        contact('Zeta Acme'),
        contact('émile'),
        contact('“Emil”'),
        contact('Ärzte'),
        contact('Azur', [], { organization: 'Acme' }),
      ],
      [contact('Acme 10', ['+49 30 777']), contact('Acme 9', ['777']), contact('Bea', [], { category: 'acme' })],
    );
    expect(names(book.search('acme', 'all'))).toEqual(['Acme 9', 'Acme 10', 'Zeta Acme', 'Azur', 'Bea']);
    expect(names(book.search('', 'all'))).toEqual([
      'Acme 9',
      'Acme 10',
      'Ärzte',
      'Azur',
      'Bea',
      '“Emil”',
      'émile',
      'Zeta Acme',
    ]);
  });

  it('takes a name for a name, whichever number is asked for with it', async () => {
    const book = await bookOf([contact('Bea', ['77755'], { organization: 'Zorn' }), contact('Zorn', ['77755'])]);
    expect(names(book.search('zorn 77755', 'all'))).toEqual(['Zorn', 'Bea']);
  });

  it('finds the same among many as among few, wherever they were put', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) =>
      contact(`Person ${String(index).padStart(4, '0')}`, [`+49 30 5${String(index).padStart(4, '0')}`], {
        organization: index % 2 ? 'Odd Company' : 'Even Company',
      }),
    );
    const book = await bookOf(many.slice(0, 1_500));
    for (const one of many.slice(1_500).reverse()) book.put(one);
    expect(names(book.search('', 'all'))).toEqual(names(many));
    expect(names(book.search('person company even 2998', 'all'))).toEqual(['Person 2998']);
    expect(book.search('comp odd', 'all')).toHaveLength(1_500);
    expect(names(book.search('52999', 'all'))).toEqual(['Person 2999']);
    expect(names(book.search('pers 52999', 'all'))).toEqual(['Person 2999']);
    book.remove(many.filter((_, index) => index % 3 > 0).map(({ id }) => id));
    expect(book.search('person', 'all')).toHaveLength(1_000);
    expect(book.search('person 2998', 'all')).toEqual([]);
  });

  it('does not choke on what somebody pasted', async () => {
    const book = await bookOf(people);
    expect(book.search('1'.repeat(500_000), 'all')).toEqual([]);
    expect(book.search(`${'zz '.repeat(500_000)}!`, 'all')).toEqual([]);
    expect(book.whose(`1${' '.repeat(500_000)}x`)).toBeNull();
  });

  it('keeps to a source', async () => {
    const book = await bookOf(
      [contact('Own One', [], { favourite: true }), contact('Own Two')],
      [contact('Own Three')],
    );
    expect(names(book.search('own', 'own'))).toEqual(['Own One', 'Own Two']);
    expect(names(book.search('own', 'directory'))).toEqual(['Own Three']);
    expect(names(book.search('own', 'favourites'))).toEqual(['Own One']);
    expect(names(book.favourites)).toEqual(['Own One']);
  });

  it('gives the same list until something changes', async () => {
    const ada = contact('Ada');
    const book = await bookOf([ada]);
    const first = book.search('', 'all');
    expect(book.search('', 'all')).toBe(first);
    book.put({ ...ada, name: 'Beate' });
    expect(names(book.search('', 'all'))).toEqual(['Beate']);
    expect(book.search('ada', 'all')).toEqual([]);
    book.remove([ada.id]);
    expect(book.search('', 'all')).toEqual([]);
    expect(book.get(ada.id)).toBeNull();
  });
});

describe('whose number it is', () => {
  it.each([
    ['+49 30 5550123', '03055 50123'],
    ['030/555 01-23', '+49305550123'],
    ['030 5550123', '0049305550123'],
    ['+49 (0)30 5550123', '+49305550123'],
    ['+49 30 5550123', '49305550123'],
    ['+1 (212) 555-0188', '0012125550188'],
    ['+49 30 5550123,,42', '+49305550123'],
    ['٠٣٠ ٥٥٥٠١٢٣', '+49305550123'],
    ['1001', '1001'],
    ['*97', '*97'],
    ['alice@pbx.test', 'sip:Alice@PBX.test;transport=ws'],
    ['sip:alice@pbx.test', 'alice@pbx.test'],
    ['alice', 'alice'],
  ])('knows %s when %s calls', async (kept, caller) => {
    const book = await bookOf([contact('Ada', [kept])]);
    expect(book.whose(caller)?.name).toBe('Ada');
  });

  it.each([
    ['+49 30 5550123', '+43305550123'],
    ['+49 30 5550123', '+49 89 5550123'],
    ['030 5550123', '0305550124'],
    ['5550123', '+49305550123'],
    ['1001', '11001'],
    ['1001', '+1001'],
    ['+491001', '1001'],
    ['', ''],
    ['1001', ''],
    ['alice@pbx.test', 'alice@evil.test'],
  ])('does not take %s for %s', async (kept, caller) => {
    const book = await bookOf([contact('Ada', [kept])]);
    expect(book.whose(caller)).toBeNull();
  });

  it('reads numbers at home where it is told', async () => {
    const ada = contact('Ada', ['(212) 555-0188']);
    expect((await bookOf([ada], [], 'US')).whose('+12125550188')?.name).toBe('Ada');
    expect((await bookOf([ada], [], 'DE')).whose('+12125550188')).toBeNull();
    // Not known: the end of the number has to do.
    expect((await bookOf([ada], [], null)).whose('+12125550188')?.name).toBe('Ada');
    // Italy keeps its zero.
    expect((await bookOf([contact('Ugo', ['06 5550 1234'])], [], 'IT')).whose('+390655501234')?.name).toBe('Ugo');
  });

  it('knows colleagues by their extension', async () => {
    const book = await bookOf(
      [],
      [contact('Ada', [['+49 30 555000', '12']]), contact('Bert', [['+49 30 555000', '13']])],
    );
    expect(book.whose('12')?.name).toBe('Ada');
    expect(book.whose('13')?.name).toBe('Bert');
    expect(book.whose('14')).toBeNull();
    // The switchboard is neither of them.
    expect(book.whose('+4930555000')).toBeNull();
  });

  it('prefers the whole number, then the own, then the favourite', async () => {
    const book = await bookOf(
      [contact('Own', ['030 5550123']), contact('Loved', ['030 5550123'], { favourite: true })],
      [contact('Company', ['+49 30 5550123'])],
    );
    expect(book.whose('+49305550123')?.name).toBe('Loved');
    const other = await bookOf([contact('Ada', [['030 555000', '12']])], [contact('Front desk', ['030 555000'])]);
    expect(other.whose('12')?.name).toBe('Ada');
  });

  it('takes a switchboard with thousands behind it for nobody', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) =>
      contact(`P ${String(index)}`, [['+49 30 5550000', String(1_000 + index)]]),
    );
    const book = await bookOf([], many);
    expect(book.whose('+49305550000')).toBeNull();
    expect(book.whose('1017')?.name).toBe('P 17');
    book.put(contact('Front desk', ['030 5550000']));
    expect(book.whose('+49305550000')?.name).toBe('Front desk');
  });

  it('does not guess between colleagues with one extension', async () => {
    const book = await bookOf([], [contact('Ada', [['030 555000', '12']]), contact('Bert', [['040 555000', '12']])]);
    expect(book.whose('12')).toBeNull();
  });

  it('follows changes', async () => {
    const ada = contact('Ada', ['1001']);
    const book = await bookOf([ada]);
    expect(book.whose('1001')?.name).toBe('Ada');
    book.put({ ...ada, numbers: [{ label: '', number: '1002', extension: '' }] });
    expect(book.whose('1001')).toBeNull();
    expect(book.whose('1002')?.name).toBe('Ada');
    book.remove([ada.id]);
    expect(book.whose('1002')).toBeNull();
  });
});

it('takes in what is saved while the directory is being built', async () => {
  const own = contact('Own');
  let pauses = 0;
  const book: ContactBook = new ContactBook({
    locale: 'en',
    country: null,
    pause: () => {
      pauses += 1;
      book.put({ ...own, notes: String(pauses) });
      return Promise.resolve();
    },
  });
  const many = Array.from({ length: 3_000 }, (_, index) =>
    contact(`Person ${String(index)}`, [`+4930555${String(index).padStart(4, '0')}`], { source: 'directory' }),
  );
  await book.replace('directory', many);
  if (pauses === 0) book.put(own);
  expect(book.search('', 'all')).toHaveLength(3_001);
  expect(book.get(own.id)).toEqual(expect.objectContaining({ name: 'Own' }));
});
