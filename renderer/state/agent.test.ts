import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Campaign, Lead } from '../operator/dialler';
import { PortalError, type OperatorButton, type PortalPort } from '../operator/model';
import { noPortal } from '../operator/no-portal';
import { sampleCall } from '../phone/fakes/sample-call';
import type { Call, DialResult } from '../phone/phone-api';
import { agentOf } from './agent.svelte';
import { forgetWork, keptWork } from './agent-kept';
import { buttonsOf } from './buttons.svelte';
import { fakeOperator } from './fakes/fake-operator';
import { leadCalls } from './lead-calls';
import { Toasts } from './toasts.svelte';

const campaign: Campaign = {
  id: 'spring',
  name: 'Spring offer',
  type: 'preview',
  script: '',
  state: 'active',
  sourceStatus: [],
  dispositions: ['BUSY', 'SALE MADE', 'CALL BACK'],
  flags: [],
};
const ada: Lead = { id: '1', campaign: 'spring', phone_number: '600', alt_phone: '601', first_name: 'Ada', rank: 1 };
const olu: Lead = { id: '2', campaign: 'spring', phone_number: '603', first_name: 'Olu' };
const offline = new PortalError({ kind: 'offline' });
const invalid = new PortalError({
  kind: 'problem',
  status: 422,
  type: 'invalid',
  detail: 'Not so.',
  retryAfter: null,
  problem: { errors: [{ field: 'email', detail: 'This is too long.' }] },
});
const owner = 'northwind.example 1001';
const over: Call['state'] = { kind: 'ended', reason: { kind: 'hung-up', by: 'us' }, at: 6_000 };

function start(changes: Partial<PortalPort> = {}, campaigns = [campaign]) {
  const portal = {
    campaigns: vi.fn(() => Promise.resolve(campaigns)),
    nextLead: vi.fn<PortalPort['nextLead']>(() => Promise.resolve(ada)),
    correctLead: vi.fn<PortalPort['correctLead']>((_id, fields) => Promise.resolve({ ...ada, ...fields })),
    skipLead: vi.fn<PortalPort['skipLead']>(() => Promise.resolve()),
    setDisposition: vi.fn<PortalPort['setDisposition']>(() => Promise.resolve()),
    ...changes,
  };
  const listeners: (() => void)[] = [];
  const state: { calls: readonly Call[] } = { calls: [] };
  const dial = vi.fn((): DialResult => ({ ok: true, id: 'c' }));
  const toasts = new Toasts();
  const app = {
    phone: { api: { state, dial, subscribe: (listener: () => void) => listeners.push(listener) } },
    toasts,
    router: { page: 'agent', showCall: true },
    now: { ms: 6_000 },
    links: {},
    operator: fakeOperator({ portal: { ...noPortal, ...portal } }),
  };
  const agent = agentOf(app as unknown as Parameters<typeof agentOf>[0]);
  const become = (next: Call['state']): void => {
    state.calls = [{ ...sampleCall, id: 'c', state: next }];
    for (const listener of listeners) listener();
  };
  const talk = (): void => {
    if (sampleCall.state.kind !== 'active') throw new Error('not active');
    become({ ...sampleCall.state, since: 1_000 });
  };
  return { agent, app, portal, dial, become, talk, toasts, buttons: buttonsOf(app as never) };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

async function atLead(...given: Parameters<typeof start>) {
  const started = start(...given);
  await started.agent.load();
  started.agent.choose(campaign);
  await settled();
  return started;
}

beforeEach(() => {
  forgetWork();
  leadCalls.clear();
});

it('goes from the campaign to the lead, its call, its end and the next', async () => {
  const { agent, dial, talk, become, portal, app } = await atLead();
  expect(agent.state).toMatchObject({ kind: 'preview', lead: ada });
  agent.call();
  expect(dial).toHaveBeenCalledExactlyOnceWith('600', { name: 'Ada' });
  expect(app.router.showCall).toBe(false);
  expect(agent.state.kind).toBe('calling');
  talk();
  become(over);
  expect(agent.state).toMatchObject({ kind: 'wrap-up', result: { talked: 5_000 } });
  agent.choice('CALL BACK');
  agent.type({ comments: ' After ten. ' });
  vi.mocked(portal.nextLead).mockResolvedValueOnce(olu);
  agent.save(true);
  await settled();
  expect(portal.setDisposition).toHaveBeenCalledExactlyOnceWith('1', {
    disposition: 'CALL BACK',
    callBackAt: '1970-01-01T01:15:00.000Z',
    comments: 'After ten.',
  });
  expect(agent.state).toMatchObject({ kind: 'preview', lead: olu });
  expect(keptWork(owner)).toBeNull();
});

it.each([
  [[], false],
  [['Transfer'], true],
])('withholds the transfer where the campaign does not allow it: %j', async (flags, transfer) => {
  const { agent } = start();
  agent.choose({ ...campaign, flags });
  await settled();
  agent.call();
  expect([...leadCalls]).toEqual([['c', { transfer }]]);
});

it('stays at the lead without a line, and wraps up what is no number', async () => {
  const { agent, dial } = await atLead();
  dial.mockReturnValueOnce({ ok: false, problem: 'no-line' });
  agent.call();
  expect(agent.state.kind).toBe('preview');
  expect(agent.dialProblem).toBe('no-line');
  dial.mockReturnValueOnce({ ok: false, problem: 'not-a-number' });
  agent.call();
  expect(agent.dialProblem).toBeNull();
  expect(agent.state).toMatchObject({ kind: 'wrap-up', result: { kind: 'not-dialled' } });
});

describe('details', () => {
  it('are corrected by what was changed', async () => {
    const { agent, portal } = await atLead();
    agent.amend('city', 'London');
    expect(agent.value('city')).toBe('London');
    agent.correct();
    await settled();
    expect(portal.correctLead).toHaveBeenCalledExactlyOnceWith('1', { city: 'London' });
    expect(agent.state).toMatchObject({ lead: { city: 'London' }, draft: { corrections: {} }, busy: null });
  });

  it('that are wrong are not sent; what the portal does not take is said at its field', async () => {
    const { agent, portal } = await atLead({ correctLead: vi.fn(() => Promise.reject(invalid)) });
    agent.amend('rank', 'first');
    agent.correct();
    await settled();
    expect(agent.wrong('rank')).not.toBe('');
    expect(portal.correctLead).not.toHaveBeenCalled();
    agent.amend('rank', '1');
    agent.amend('email', 'x');
    expect(agent.wrong('rank')).toBe('');
    agent.correct();
    await settled();
    expect(agent.wrong('email')).toBe('This is too long.');
    expect(agent.value('email')).toBe('x');
    agent.undo();
    expect(agent.value('email')).toBe('');
    expect(agent.wrong('email')).toBe('');
  });

  it('go before a skip, and a disposition', async () => {
    const { agent, portal } = await atLead();
    agent.amend('city', 'London');
    agent.skip();
    await settled();
    expect(portal.correctLead).toHaveBeenCalledOnce();
    expect(portal.skipLead).toHaveBeenCalledOnce();
  });
});

it('loses nothing typed without the portal, and tells what is left after a new start', async () => {
  const { agent, become } = await atLead({ setDisposition: () => Promise.reject(offline) });
  agent.call();
  become(over);
  agent.choice('SALE MADE');
  agent.type({ comments: 'Glad' });
  agent.save(true);
  await settled();
  expect(agent.state).toMatchObject({ kind: 'wrap-up', draft: { comments: 'Glad' }, problem: { kind: 'portal' } });

  const away = start({ campaigns: () => Promise.reject(offline) }).agent;
  await away.load();
  expect(away.failure).toEqual({ kind: 'offline' });
  const gone = start({}, []).agent;
  await gone.load();
  expect(gone.unfinished).not.toBeNull();

  const again = start().agent;
  await again.load();
  await settled();
  expect(again.unfinished).toBeNull();
  expect(again.state).toMatchObject({
    kind: 'wrap-up',
    result: { kind: 'cut' },
    draft: { disposition: 'SALE MADE', comments: 'Glad' },
  });
});

it('of one user is nothing to the next', async () => {
  const { agent, app, become } = await atLead();
  agent.call();
  become(over);
  Object.assign(app.operator, { user: '1002' });
  await agent.load();
  expect(agent.state.kind).toBe('choosing');
  expect(keptWork('northwind.example 1002')).toBeNull();
});

it('takes nothing that was kept in another form', () => {
  localStorage.setItem('sidetone.agent', '{"owner":7}');
  expect(keptWork('')).toBeNull();
  localStorage.setItem('sidetone.agent', '{');
  expect(keptWork('')).toBeNull();
});

describe("an operator's button", () => {
  const button: OperatorButton = {
    id: 'b',
    label: 'B',
    tooltip: '',
    icon: '',
    kind: 'button',
    placement: 'agent',
    formId: '',
  };
  const press = async (name: string, params: unknown[], lead: Lead = ada) => {
    const started = await atLead({
      nextLead: () => Promise.resolve(lead),
      press: () => Promise.resolve({ __: { action: { name, params } } } as never),
    });
    await started.buttons.press(button, null);
    await settled();
    return started;
  };

  it('calls another number of the lead', async () => {
    const { agent, dial } = await press('makeCall', ['alt_phone']);
    expect(dial).toHaveBeenCalledExactlyOnceWith('601', { name: 'Ada' });
    expect(agent.state).toMatchObject({ kind: 'calling', number: '601' });
  });

  it('saves what it stands for, and waits', async () => {
    const { agent, portal } = await press('save', ['Yes']);
    expect(portal.setDisposition).toHaveBeenCalledExactlyOnceWith('1', { disposition: 'SALE MADE' });
    expect(agent.state).toMatchObject({ kind: 'between', why: 'saved' });
  });

  it('does not invent a disposition', async () => {
    const { portal, toasts } = await press('save', ['No']);
    expect(portal.setDisposition).not.toHaveBeenCalled();
    expect(toasts.shown?.text).toContain('Spring offer');
  });

  it('goes to the next', async () => {
    const { portal } = await press('next', []);
    expect(portal.skipLead).toHaveBeenCalledExactlyOnceWith('1');
  });
});
