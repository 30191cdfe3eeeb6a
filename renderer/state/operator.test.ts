import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LoadedAccount, LoadedOperator, OperatorRecord } from '../../preload/contract';
import type { Invitation } from '../../preload/invitation';
import type { Host } from '../host/host';
import { PortalError, type Fetched, type PortalFailure, type PortalPort, type Provisioned } from '../operator/model';
import { noPortal } from '../operator/no-portal';
import { provisionedOf, readProv } from '../operator/provisioned';
import { keepProv } from '../operator/provisioned-text';
import { accountDefaults, type Account } from '../phone/account';
import { phoneOnFakes } from '../phone/fakes/fake-phone';
import { toRecord } from './account-record';
import { Operator } from './operator.svelte';
import { PhoneView } from './phone-view.svelte';
import { Session } from './session.svelte';

const sipUser = { username: '1001', password: 'sip', wsServer: 'wss://pbx.test/ws', realm: 'pbx.test' };
const first = {
  brandName: 'Northwind',
  currency: 'EUR',
  balance: 12.5,
  flags: ['BALANCE'],
  sipUser: { ...sipUser, displayName: 'Lena' },
};

type Document = Record<string, unknown> & { sipUser: Record<string, unknown> };

function provisioned(document: Document): Provisioned {
  const read = readProv(document);
  if (!read.ok) throw new Error(read.reason);
  return provisionedOf(read.value, {});
}

const refused = (type: string, status = 401): PortalFailure => ({
  kind: 'problem',
  status,
  type,
  detail: 'No.',
  retryAfter: null,
  problem: { codeLength: 8 },
});

const flush = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
};

/** A portal whose document changes by order, and what surrounds it. */
class World {
  document: Document = first;
  tag = '"1"';
  failure: PortalFailure | null = null;
  kept: OperatorRecord | null = null;
  signedIn = false;
  fixed = false;
  accounts: LoadedAccount[] = [];
  saved: { account: Account; password: string }[] = [];
  invite: (invitation: Invitation) => void = () => {};
  amount = 12;
  readonly asked: string[] = [];
  readonly applied = vi.fn();
  readonly remarks: string[] = [];
  readonly fakes = phoneOnFakes();

  get phone() {
    return this.fakes.phone;
  }
  get clock() {
    return this.fakes.clock;
  }

  answer<T>(what: string, value: () => T): Promise<T> {
    this.asked.push(what);
    if (this.failure) return Promise.reject(new PortalError(this.failure));
    return Promise.resolve().then(value);
  }

  readonly portal: PortalPort = {
    ...noPortal,
    branding: (tag) =>
      this.answer(`branding ${tag ?? ''}`, () => ({
        changed: true,
        tag: '"b"',
        value: provisioned(this.document).brand,
      })),
    signIn: () => this.answer('sign in', () => ({ username: '1001', displayName: '' })),
    signOut: () => {
      this.asked.push('sign out');
      return Promise.resolve();
    },
    prov: (tag) =>
      this.answer(`prov ${tag ?? ''}`, (): Fetched<{ provisioned: Provisioned; text: string }> => {
        if (tag === this.tag) return { changed: false };
        const value = { provisioned: provisioned(this.document), text: keepProv(this.document, this.tag, {}) };
        return { changed: true, tag: this.tag, value };
      }),
    balance: () =>
      this.answer('balance', () => ({ amount: this.amount, currency: 'EUR', lowBelow: 2, at: this.clock.now() })),
  };

  readonly host: Pick<Host, 'account' | 'practice'> & { operator: NonNullable<Host['operator']> } = {
    account: {
      load: () => Promise.resolve(this.accounts),
      save: (account, password) => {
        this.saved.push({ account: { ...account, iceServers: [] }, password });
        return Promise.resolve({ kind: 'keyring' });
      },
      forget: (id) => {
        this.accounts = this.accounts.filter(({ account }) => account.id !== id);
        return Promise.resolve();
      },
      order: () => Promise.resolve(),
    },
    practice: null,
    operator: {
      load: (): Promise<LoadedOperator> =>
        Promise.resolve({
          operator: this.kept,
          signedIn: this.signedIn,
          storage: null,
          fixed: this.fixed,
          invitation: null,
          setAside: null,
        }),
      choose: (domain) => {
        const origin = domain.startsWith('http') ? domain : `https://${domain}`;
        this.kept = { origin, user: '', branding: '', prov: '' };
        return Promise.resolve(origin);
      },
      keep: (known) => {
        if (this.kept) this.kept = { ...this.kept, ...known };
        return Promise.resolve();
      },
      forget: () => {
        this.kept = null;
        return Promise.resolve();
      },
      onInvited: (listener) => {
        this.invite = listener;
        return () => {};
      },
      fetch: () => Promise.reject(new Error('not here')),
    },
  };

  operator(session: Session): Operator {
    const { phone, clock, portal, host, applied } = this;
    const note = (_area: string, text: string): void => {
      this.remarks.push(text);
    };
    const log = { debug: () => {}, info: note, warn: note, error: note };
    return new Operator({ host: host.operator, portal, session, phone, clock, log, applied });
  }

  /** As at a start of the program, its lines opened with what was kept. */
  async start(): Promise<{ operator: Operator; session: Session }> {
    const { phone } = this;
    const session = new Session(new PhoneView(phone), this.host);
    const operator = this.operator(session);
    for (const { account, password } of this.accounts) {
      if (password !== null) phone.signIn({ ...accountDefaults, ...account, iceServers: [] }, password);
    }
    session.start(this.accounts);
    await operator.start();
    await flush();
    return { operator, session };
  }

  get line(): Account | undefined {
    return this.phone.state.lines[0]?.account;
  }
}

let world: World;
beforeEach(() => {
  world = new World();
});

async function signedIn(): Promise<{ operator: Operator; session: Session }> {
  const started = await world.start();
  await started.operator.choose('phone.northwind.example');
  await started.operator.signIn('lena', 'pw');
  await flush();
  world.asked.length = 0;
  return started;
}

async function call(): Promise<string> {
  await world.clock.advance(1_000);
  const dialled = world.phone.dial('600');
  if (!dialled.ok) throw new Error(dialled.problem);
  await flush();
  return dialled.id;
}

describe('the way in', () => {
  it('names the domain, shows its brand, signs in, and opens the line', async () => {
    const { operator, session } = await world.start();
    expect(operator.phase).toBe('none');
    const choosing = operator.choose('phone.northwind.example');
    await flush();
    await choosing;
    expect([operator.phase, operator.domain, operator.brand?.name]).toEqual([
      'found',
      'phone.northwind.example',
      'Northwind',
    ]);
    expect(await operator.signIn('lena', 'pw')).toBe('signed-in');
    expect([operator.phase, operator.user, session.phase]).toEqual(['signed-in', 'lena', 'signed-in']);
    expect(world.line).toMatchObject({ id: 'operator', user: '1001', displayName: 'Lena', operator: true });
    expect(world.saved).toMatchObject([{ account: { id: 'operator' }, password: 'sip' }]);
    expect(world.kept).toMatchObject({ user: 'lena' });
    expect(JSON.stringify(world.kept)).not.toContain('"sip"');
    expect(world.applied).toHaveBeenLastCalledWith(operator.provisioned);
  });

  it('asks for a code of as many digits as the portal says', async () => {
    const { operator } = await world.start();
    await operator.choose('a.example');
    world.failure = refused('code-required');
    expect(await operator.signIn('lena', 'pw')).toEqual({ needsCode: 8, detail: 'No.' });
    world.failure = null;
    expect(await operator.signIn('lena', 'pw', '12345678')).toBe('signed-in');
  });

  it('says why not, and stays where it was', async () => {
    const { operator } = await world.start();
    await operator.choose('a.example');
    world.failure = refused('wrong-credentials');
    await expect(operator.signIn('lena', 'pw')).rejects.toMatchObject({ failure: world.failure });
    expect(operator.phase).toBe('found');
    expect(world.line).toBeUndefined();
  });

  it('refuses a configuration that is broken, and voids the tokens', async () => {
    const { operator } = await world.start();
    await operator.choose('a.example');
    const failure: PortalFailure = { kind: 'broken', path: '$.sipUser.realm', reason: 'is missing' };
    vi.spyOn(world.portal, 'prov').mockRejectedValue(new PortalError(failure));
    await expect(operator.signIn('lena', 'pw')).rejects.toMatchObject({ failure });
    expect(operator.phase).toBe('found');
    expect(world.asked.at(-1)).toBe('sign out');
  });

  it('is anybody’s phone again when there is no portal at the domain', async () => {
    const { operator } = await world.start();
    world.failure = { kind: 'no-such-name' };
    await expect(operator.choose('nowhere.example')).rejects.toMatchObject({ failure: { kind: 'no-such-name' } });
    expect([operator.phase, operator.domain, world.kept]).toEqual(['none', '', null]);
  });

  it('keeps the domain of an administrator, to be tried again', async () => {
    world.fixed = true;
    world.kept = { origin: 'https://fixed.example', user: '', branding: '', prov: '' };
    world.failure = { kind: 'offline' };
    const { operator } = await world.start();
    expect([operator.phase, operator.domain, operator.fixedDomain, operator.failure]).toEqual([
      'looking',
      'fixed.example',
      true,
      { kind: 'offline' },
    ]);
    world.failure = null;
    await operator.refresh();
    expect([operator.phase, operator.failure]).toEqual(['found', null]);
  });

  it('gives an invitation once', async () => {
    const { operator } = await world.start();
    world.invite({ domain: 'b.example', user: 'max', from: 'link' });
    expect(operator.invitation?.domain).toBe('b.example');
    expect(operator.takeInvitation()?.user).toBe('max');
    expect(operator.takeInvitation()).toBeNull();
  });
});

describe('a change of the configuration', () => {
  it('keeps the page for help, which only the branding names', async () => {
    const { operator } = await world.start();
    const brand = { ...provisioned(first).brand, supportUrl: 'https://help.example/' };
    vi.spyOn(world.portal, 'branding').mockResolvedValue({ changed: true, tag: '', value: brand });
    await operator.choose('a.example');
    await operator.signIn('lena', 'pw');
    expect(operator.brand?.supportUrl).toBe('https://help.example/');
    await operator.signOut();
    expect(operator.brand?.supportUrl).toBe('https://help.example/');
  });

  it('is asked for every quarter of an hour, by its tag, and applied without a new registration where it can be', async () => {
    const { operator } = await signedIn();
    await world.clock.advance(1_000);
    expect(world.phone.state.line.kind).toBe('ready');
    await world.clock.advance(15 * 60_000);
    await flush();
    expect(world.asked).toContain('prov "1"');
    world.document = { ...first, brandName: 'Southwind', sipUser: { ...first.sipUser, displayName: 'Lena H.' } };
    world.tag = '"2"';
    await operator.refresh();
    await flush();
    expect(operator.brand?.name).toBe('Southwind');
    expect(world.line?.displayName).toBe('Lena H.');
    expect(world.phone.state.line.kind).toBe('ready');
    expect(world.kept?.prov).toContain('Southwind');
  });

  it('waits for the end of a call', async () => {
    const { operator } = await signedIn();
    const id = await call();
    world.document = { ...first, brandName: 'Southwind' };
    world.tag = '"2"';
    await operator.refresh();
    expect([operator.waiting, operator.brand?.name]).toEqual([true, 'Northwind']);
    world.phone.hangUp(id);
    await world.clock.advance(3_000);
    await flush();
    expect([operator.waiting, operator.brand?.name]).toEqual([false, 'Southwind']);
  });

  it('that is broken leaves the last good one', async () => {
    const { operator } = await signedIn();
    world.failure = { kind: 'broken', path: '$.menu[0].id', reason: 'is missing' };
    await operator.refresh();
    expect(operator.failure).toEqual(world.failure);
    expect(operator.brand?.name).toBe('Northwind');
    expect(operator.phase).toBe('signed-in');
    expect(world.remarks.at(-1)).toBe('not refreshed: $.menu[0].id is missing');
    world.failure = null;
    await operator.refresh();
    expect(operator.failure).toBeNull();
  });

  it('is not asked for before the portal wants to be asked again', async () => {
    const { operator } = await signedIn();
    world.failure = { ...refused('too-many-requests', 429), retryAfter: 60 } as PortalFailure;
    await operator.refresh();
    world.asked.length = 0;
    await world.clock.advance(59_000);
    await operator.refresh();
    expect(world.asked).toEqual([]);
    await world.clock.advance(1_000);
    await operator.refresh();
    expect(world.asked).toContain('prov "1"');
  });

  it('that is taken back while a call lasts is forgotten', async () => {
    const { operator } = await signedIn();
    await call();
    world.tag = '"2"';
    await operator.refresh();
    expect(operator.waiting).toBe(true);
    world.tag = '"1"';
    await operator.refresh();
    expect(operator.waiting).toBe(false);
  });

  it('of the server opens the line anew', async () => {
    const { operator } = await signedIn();
    world.document = { ...first, sipUser: { ...first.sipUser, password: 'new', realm: 'other.test' } };
    world.tag = '"2"';
    await operator.refresh();
    await flush();
    expect(world.line?.domain).toBe('other.test');
    expect(world.saved.at(-1)).toMatchObject({ password: 'new', account: { domain: 'other.test' } });
  });

  it('switches Auto Answer on and off again', async () => {
    const { operator } = await signedIn();
    world.document = { ...first, flags: ['AUTO_ANSWER'] };
    world.tag = '"2"';
    await operator.refresh();
    await flush();
    expect(world.line?.autoAnswer).toBe('all');
    world.document = { ...first, flags: [] };
    world.tag = '"3"';
    await operator.refresh();
    await flush();
    expect(world.line?.autoAnswer).toBe('inherit');
  });

  it('leaves what the user has changed, where he may', async () => {
    world.document = { ...first, flags: ['EDIT_SETTINGS'] };
    const { operator, session } = await signedIn();
    await session.change({ ...session.accounts[0]!.account, callerId: '+49', label: 'Desk' });
    world.document = { ...world.document, brandName: 'Southwind' };
    world.tag = '"2"';
    await operator.refresh();
    await flush();
    expect(world.line).toMatchObject({ callerId: '+49', label: 'Desk' });
    world.document = { ...first, flags: [] };
    world.tag = '"3"';
    await operator.refresh();
    await flush();
    expect(world.line).toMatchObject({ callerId: '', label: 'Desk' });
  });
});

describe('the next start', () => {
  const provs = (): string[] => world.asked.filter((asked) => asked.startsWith('prov'));

  async function again(changes: Partial<World> = {}): Promise<{ operator: Operator; session: Session }> {
    const { kept, saved } = world;
    world = Object.assign(new World(), { kept, signedIn: true });
    world.accounts = saved.map(({ account, password }) => ({
      account: toRecord(account),
      password,
      storage: { kind: 'keyring' },
    }));
    Object.assign(world, changes);
    return world.start();
  }

  it('shows what was kept, without a network too', async () => {
    await signedIn();
    const { operator, session } = await again({ failure: { kind: 'offline' } });
    expect([operator.phase, operator.brand?.name, operator.user, operator.failure]).toEqual([
      'signed-in',
      'Northwind',
      'lena',
      { kind: 'offline' },
    ]);
    expect(session.phase).toBe('signed-in');
    expect(operator.balance?.amount).toBe(12.5);
  });

  it('asks by the tag only where the password is still there', async () => {
    await signedIn();
    await again();
    expect(provs()).toEqual(['prov "1"']);
    world.saved = world.accounts.map(({ account, password }) => ({
      account: { ...account, iceServers: [] },
      password: password ?? '',
    }));
    const { operator, session } = await again({ accounts: [] });
    expect(provs()).toEqual(['prov ']);
    expect(session.accounts.map(({ account }) => account.id)).toEqual(['operator']);
    expect(operator.phase).toBe('signed-in');
  });

  it('goes on by the line alone when the portal wants to be signed in to again', async () => {
    await signedIn();
    const { operator } = await again({ signedIn: false, failure: refused('unauthorized') });
    expect([operator.phase, operator.failure]).toEqual(['signed-in', refused('unauthorized')]);
    expect(world.line?.user).toBe('1001');
  });

  it('shows the brand to who has signed out', async () => {
    const { operator: before } = await signedIn();
    await before.signOut();
    const { operator, session } = await again({ signedIn: false, accounts: [], failure: { kind: 'offline' } });
    expect([operator.phase, operator.brand?.name, operator.user]).toEqual(['found', 'Northwind', '']);
    expect(session.phase).toBe('signed-out');
  });

  it('gives way to what is chosen before the keyring has answered', async () => {
    await signedIn();
    const { kept } = world;
    world = Object.assign(new World(), { kept, signedIn: true });
    const session = new Session(new PhoneView(world.phone), world.host);
    const operator = world.operator(session);
    const starting = operator.start();
    await flush();
    expect(operator.phase).toBe('signed-in');
    await operator.choose('signal.example');
    session.start([]);
    await starting;
    expect([operator.phase, operator.domain]).toEqual(['found', 'signal.example']);
    expect(provs()).toEqual([]);
  });

  it('is well with texts that are damaged', async () => {
    world.kept = { origin: 'https://a.example', user: 'lena', branding: '{', prov: 'null' };
    world.signedIn = true;
    const { operator } = await world.start();
    expect([operator.phase, operator.brand?.name]).toEqual(['signed-in', 'Northwind']);
  });
});

describe('the way out', () => {
  it('signs out: the line, tokens, configuration go; domain and brand stay', async () => {
    const { operator, session } = await signedIn();
    await operator.signOut();
    expect(world.asked).toContain('sign out');
    expect(world.phone.state.lines).toEqual([]);
    expect(session.phase).toBe('signed-out');
    expect([operator.phase, operator.domain, operator.user, operator.provisioned, operator.balance]).toEqual([
      'found',
      'phone.northwind.example',
      '',
      null,
      null,
    ]);
    expect(world.kept).toMatchObject({ origin: 'https://phone.northwind.example', prov: '', user: '' });
    expect(world.applied).toHaveBeenLastCalledWith(null);
  });

  it('leaves: nothing stays', async () => {
    const { operator } = await signedIn();
    await operator.leave();
    expect([operator.phase, operator.domain, operator.brand, world.kept]).toEqual(['none', '', null, null]);
  });

  it('does not take up what was on its way', async () => {
    const { operator } = await signedIn();
    world.tag = '"2"';
    const late = operator.refresh();
    await operator.signOut();
    await late;
    await flush();
    expect(operator.phase).toBe('found');
    expect(world.phone.state.lines).toEqual([]);
  });

  it('is not taken by a domain that is none, or the same again', async () => {
    const { operator } = await signedIn();
    vi.spyOn(world.host.operator, 'choose').mockRejectedValue(new Error('no domain'));
    await expect(operator.choose('not a domain')).rejects.toThrow('no domain');
    await operator.choose('phone.northwind.example');
    expect([operator.phase, world.line?.user]).toEqual(['signed-in', '1001']);
  });

  it('keeps nothing of a configuration that came too late', async () => {
    const { operator, session } = await signedIn();
    world.document = { ...first, brandName: 'Southwind', sipUser: { ...first.sipUser, displayName: 'L' } };
    world.tag = '"2"';
    const provide = vi.spyOn(session, 'provide').mockImplementation(() => operator.signOut());
    await operator.refresh();
    await flush();
    expect(provide).toHaveBeenCalled();
    expect(world.kept?.prov).toBe('');
  });

  it('goes from one operator to another', async () => {
    const { operator } = await signedIn();
    world.document = { ...first, brandName: 'Signal' };
    await operator.choose('signal.example');
    expect([operator.phase, operator.brand?.name, operator.domain]).toEqual(['found', 'Signal', 'signal.example']);
    expect(world.phone.state.lines).toEqual([]);
  });
});

describe('the balance', () => {
  const balances = (): number => world.asked.filter((asked) => asked === 'balance').length;

  it('is asked for every 300 s, and 5 s after a call', async () => {
    const { operator } = await signedIn();
    expect(operator.balance).toMatchObject({ amount: 12, lowBelow: 2 });
    world.amount = 11;
    await world.clock.advance(299_000);
    await flush();
    expect(balances()).toBe(0);
    await world.clock.advance(1_000);
    await flush();
    expect(balances()).toBe(1);
    expect(operator.balance?.amount).toBe(11);
    world.amount = 1;
    const id = await call();
    world.phone.hangUp(id);
    await flush();
    await world.clock.advance(2_000);
    await flush();
    expect(balances()).toBe(1);
    await world.clock.advance(4_000);
    await flush();
    expect(balances()).toBe(2);
    expect(operator.balance?.amount).toBe(1);
  });

  it('is not asked for, nor told, without the flag', async () => {
    world.document = { ...first, flags: [] };
    const { operator } = await signedIn();
    await world.clock.advance(600_000);
    await flush();
    expect(balances()).toBe(0);
    expect(operator.balance).toBeNull();
  });

  it('stays as it was told when the portal does not answer', async () => {
    const { operator } = await signedIn();
    world.failure = { kind: 'offline' };
    await expect(operator.refreshBalance()).rejects.toBeInstanceOf(PortalError);
    expect(operator.balance?.amount).toBe(12);
  });
});

describe('Try it now', () => {
  const practice: Account = {
    ...accountDefaults,
    id: 'practice',
    servers: ['ws://127.0.0.1:5060/'],
    user: '1001',
    authUser: '',
    domain: 'pbx.test',
    displayName: 'You',
    expires: 60,
    iceServers: [],
    practice: true,
  };
  const given = { account: toRecord(practice), password: 'sip', portal: 'http://127.0.0.1:8080' };

  async function practising(): Promise<{ operator: Operator; session: Session }> {
    world.accounts = [{ account: toRecord(practice), password: 'sip', storage: { kind: 'memory', why: 'practice' } }];
    const started = await world.start();
    await world.clock.advance(1_000);
    return started;
  }

  it('makes the practice line the operator’s, and does not register it anew', async () => {
    const { operator, session } = await practising();
    const signIn = vi.spyOn(world.phone, 'signIn');
    await operator.practise(given);
    await flush();
    expect(operator.phase).toBe('signed-in');
    expect(session.accounts.map(({ account }) => account)).toMatchObject([
      { id: 'practice', practice: true, operator: true, displayName: 'Lena', servers: ['ws://127.0.0.1:5060/'] },
    ]);
    expect(signIn).not.toHaveBeenCalled();
    expect(world.saved).toEqual([]);
  });

  it('is over with the program, and goes on when only the window was lost', async () => {
    const { operator } = await practising();
    await operator.practise(given);
    await flush();
    const { kept } = world;
    world = Object.assign(new World(), { kept, signedIn: true });
    expect((await practising()).operator.phase).toBe('signed-in');
    world = Object.assign(new World(), { kept, signedIn: true });
    expect((await world.start()).operator.phase).toBe('none');
    expect(world.kept).toBeNull();
  });

  it('works without its portal too', async () => {
    const { operator, session } = await practising();
    world.failure = { kind: 'unreachable' };
    await operator.practise(given);
    expect([operator.phase, session.phase, world.kept]).toEqual(['none', 'signed-in', null]);
  });

  it('signs in at the portal that a browser edition is served by, which stays', async () => {
    world.fixed = true;
    world.kept = { origin: 'http://127.0.0.1:8080', user: '', branding: '', prov: '' };
    const { operator } = await practising();
    expect(operator.phase).toBe('found');
    await operator.practise(given);
    expect(operator.phase).toBe('signed-in');
    await operator.signOut();
    expect([operator.phase, operator.domain]).toEqual(['found', '127.0.0.1:8080']);
  });

  it('leaves an operator alone that is there', async () => {
    const { operator } = await signedIn();
    await operator.practise(given);
    expect(operator.domain).toBe('phone.northwind.example');
  });
});
