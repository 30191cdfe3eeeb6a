/** The company directory: three dozen people and places to see, or as many as wanted to measure with. */
import type { Api } from './api';
import { text, type Store } from './store';

type Entry = Api['PhonebookEntry'];

const GIVEN = ['Ilka', 'Amira', 'Søren', 'Müge', 'José', 'Zoë', 'Łukasz', 'Nguyễn', 'Παύλος', 'Ольга', '美咲', 'ليلى'];
const FAMILY = [
  'Böttcher',
  'El-Masry',
  'Ørsted',
  'Müller',
  'Muller',
  "O'Neill",
  'Żak',
  'Văn An',
  'Γεωργίου',
  'Иванова',
  '佐藤',
  'حداد',
];
const COMPANIES = ['Böttcher & Söhne', 'Northwind', 'Harbour Clinic', '東京商事', 'Städtische Werke', ''];
const CATEGORIES = ['North', 'South', 'Abroad', ''];
const USUAL_SIZE = 32;

export class Phonebook {
  private cached: string | null = null;

  constructor(private readonly store: Store) {}

  /** Fills an empty one. `size`: of those that are made up; undefined: three dozen with the usual numbers. */
  fill(size = USUAL_SIZE): void {
    if (this.store.count('phonebook') > 0) return;
    this.replace([...places(), ...people(size)]);
  }

  /** Other entries from now on. */
  replace(entries: Iterable<Omit<Entry, 'id'>>): void {
    this.cached = null;
    this.store.run('DELETE FROM phonebook');
    this.store.many('INSERT INTO phonebook (entry) VALUES (?)', rows(entries));
  }

  /** As JSON, since 50,000 entries need not be parsed to be sent. */
  json(): string {
    return (this.cached ??= this.made());
  }

  private made(): string {
    const entries = this.store
      .all('SELECT id, entry FROM phonebook ORDER BY id')
      .map((row) => `{"id":"${String(row['id'])}",${text(row, 'entry').slice(1)}`);
    return `{"entries":[${entries.join(',')}]}`;
  }
}

function* rows(entries: Iterable<Omit<Entry, 'id'>>): Generator<[string]> {
  for (const entry of entries) yield [JSON.stringify(entry)];
}

function places(): Omit<Entry, 'id'>[] {
  return [
    { name: 'Hear yourself', type: 'Service', numbers: [{ name: 'Echo', number: '600' }] },
    { name: 'Music', type: 'Service', numbers: [{ name: 'Music', number: '608' }] },
    { name: 'Reception', organization: 'Northwind', category: 'North', numbers: [{ number: '1004' }] },
    { name: 'Empty shelf', type: 'Place', numbers: [] },
  ];
}

/** The same people each time; every seventh has the number of another, every eleventh the name. */
function* people(count: number): Generator<Omit<Entry, 'id'>> {
  for (let index = 0; index < count; index += 1) {
    const same = index % 11 === 10 ? index - 1 : index;
    const givenName = pick(GIVEN, same);
    const familyName = pick(FAMILY, same * 5 + Math.floor(same / GIVEN.length));
    const organization = pick(COMPANIES, index);
    const category = pick(CATEGORIES, index * 3);
    const serial = String((index % 7 === 6 ? index - 1 : index) + 1_000_000).slice(1);
    yield {
      name: `${givenName} ${familyName}${count > 100 ? ` ${same}` : ''}`,
      givenName,
      familyName,
      ...(organization && { organization }),
      type: index % 3 === 0 ? 'Customer' : 'Colleague',
      ...(category && { category }),
      numbers: [
        { name: 'Mobile', number: `+49 170 ${serial}` },
        ...(index % 2 ? [{ name: 'Work', number: '+49 30 5550', extension: String(index % 1000) }] : []),
      ],
    };
  }
}

function pick(list: readonly string[], index: number): string {
  return list[index % list.length] ?? '';
}
