/** The preview dialler's side: campaigns, and leads that one agent has at a time. */
import * as v from 'valibot';
import type { PortalAccount } from './accounts';
import type { Api } from './api';
import { invalid, notFound, Problem } from './problem';
import { number, text, type Row, type Store } from './store';

const PREDEFINED = [
  'DO NOT CALL',
  'NOT INTERESTED',
  'SALE MADE',
  'CALL TRANSFERRED',
  'BUSY',
  'CALL BACK',
  'DISCONNECTED NUMBER',
  'DECLINED SALE',
  'WRONG DETAILS',
];

const campaigns: readonly Api['Campaign'][] = [
  {
    id: 'spring',
    name: 'Spring offer',
    type: 'preview',
    script: '<p>Good morning, {title} {last_name}. May I take a minute of your time?</p>',
    state: 'active',
    notes: 'Only until noon.',
    callerId: '+4930555000',
    sourceStatus: ['READY', 'NEW'],
    dispositions: [...PREDEFINED, 'LEFT THE COMPANY'],
    flags: ['Transfer'],
  },
  {
    id: 'winter',
    name: 'Winter offer',
    type: 'preview',
    script: '<p>It is over.</p>',
    state: 'inactive',
    sourceStatus: ['READY'],
    dispositions: PREDEFINED,
    flags: [],
  },
];

/** At numbers of the practice exchange: one answers, one is busy, one rings on, one does not exist. */
const NAMES = [
  ['Ms', 'Ada', 'Example', '600'],
  ['Mr', 'Olu', 'Adeyemi', '603'],
  ['Dr', 'Ilka', 'Böttcher', '602'],
  ['', 'Zoë', "O'Neill", '604'],
] as const;

const short = v.pipe(v.string(), v.maxLength(255, 'This is too long.'));
const optional = v.optional(short);
export const LeadFields = v.pipe(
  v.object({
    vendor_lead_code: optional,
    source_id: optional,
    phone_code: optional,
    phone_number: optional,
    title: optional,
    first_name: optional,
    middle_initial: optional,
    last_name: optional,
    address1: optional,
    address2: optional,
    address3: optional,
    city: optional,
    state: optional,
    province: optional,
    postal_code: optional,
    country_code: optional,
    gender: optional,
    date_of_birth: optional,
    alt_phone: optional,
    email: optional,
    security_phrase: optional,
    comments: optional,
    rank: v.optional(v.number()),
    status: optional,
    gmt_offset_now: v.optional(v.number()),
  }),
  v.check((fields) => Object.keys(fields).length > 0, 'Nothing to change.'),
);
export const Disposition = v.object({
  disposition: v.pipe(v.string(), v.nonEmpty('This is needed.')),
  callBackAt: v.optional(v.pipe(v.string(), v.isoTimestamp('This is not a time.'))),
  comments: v.optional(v.pipe(v.string(), v.maxLength(2000, 'This is too long.'))),
});

export class Agent {
  constructor(private readonly store: Store) {
    if (store.count('leads') > 0) return;
    store.many('INSERT INTO leads (campaign, place, details) VALUES (?, ?, ?)', NAMES.map(newLead));
  }

  campaigns(): Api['Campaigns'] {
    return { campaigns: [...campaigns] };
  }

  /** null: there are no more. */
  next(id: string, { user }: PortalAccount): Api['Lead'] | null {
    const campaign = campaigns.find((known) => known.id === id);
    if (!campaign) throw notFound('campaign');
    if (campaign.state === 'inactive')
      throw new Problem('campaign-inactive', 409, 'Campaign is not active', 'This campaign has been stopped.');
    const row = this.store.get(
      `SELECT * FROM leads WHERE campaign = ? AND disposition IS NULL AND (agent = ? OR agent IS NULL)
       ORDER BY agent IS NULL, place`,
      [id, user],
    );
    if (!row) return null;
    this.store.run('UPDATE leads SET agent = ? WHERE id = ?', [user, number(row, 'id')]);
    return lead(row);
  }

  correct(id: string, account: PortalAccount, fields: v.InferOutput<typeof LeadFields>): Api['Lead'] {
    const row = this.row(id, account);
    const details = JSON.stringify({ ...(JSON.parse(text(row, 'details')) as object), ...fields });
    this.store.run('UPDATE leads SET details = ? WHERE id = ?', [details, number(row, 'id')]);
    return lead(this.row(id, account));
  }

  skip(id: string, account: PortalAccount): void {
    const row = this.row(id, account);
    this.store.run('UPDATE leads SET agent = NULL, place = (SELECT max(place) + 1 FROM leads) WHERE id = ?', [
      number(row, 'id'),
    ]);
  }

  dispose(id: string, account: PortalAccount, given: v.InferOutput<typeof Disposition>): void {
    const row = this.row(id, account);
    const campaign = campaigns.find((known) => known.id === text(row, 'campaign'));
    if (!campaign?.dispositions.includes(given.disposition))
      throw invalid([{ field: 'disposition', detail: 'This campaign has no such disposition.' }]);
    this.store.run('UPDATE leads SET disposition = ?, agent = NULL WHERE id = ?', [
      JSON.stringify({ ...given, agent: account.user }),
      number(row, 'id'),
    ]);
  }

  /** The agent's own, and open. */
  private row(id: string, { user }: PortalAccount): Row {
    const row = this.store.get('SELECT * FROM leads WHERE id = ? AND agent = ?', [id, user]);
    if (!row) throw notFound('lead');
    return row;
  }
}

function lead(row: Row): Api['Lead'] {
  return {
    ...(JSON.parse(text(row, 'details')) as Api['LeadFields'] & { phone_number: string }),
    id: String(number(row, 'id')),
    campaign: text(row, 'campaign'),
  };
}

function newLead(
  [title, first_name, last_name, phone_number]: (typeof NAMES)[number],
  place: number,
): [string, number, string] {
  const details = {
    vendor_lead_code: `V-${place + 1}`,
    phone_code: '',
    phone_number,
    alt_phone: '601',
    title,
    first_name,
    last_name,
    city: 'Berlin',
    email: `lead${place + 1}@example.org`,
    rank: place,
    status: 'NEW',
    gmt_offset_now: 1,
  };
  return ['spring', place, JSON.stringify(details)];
}
