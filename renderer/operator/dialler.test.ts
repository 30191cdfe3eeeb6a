import { describe, expect, it } from 'vitest';
import type { EndReason } from '../phone/reasons';
import { dialler, type Campaign, type DiallerEvent, type DiallerState, type Lead } from './dialler';
import { dispositionOf, emptyDraft } from './dispositions';
import type { PortalFailure } from './model';

const campaign: Campaign = {
  id: 'spring',
  name: 'Spring',
  type: 'preview',
  script: '',
  state: 'active',
  sourceStatus: [],
  dispositions: ['BUSY', 'CALL BACK', 'DISCONNECTED NUMBER', 'CALL TRANSFERRED', 'WRONG DETAILS', 'SALE MADE'],
  flags: [],
};
const lead: Lead = { id: '1', campaign: 'spring', phone_number: '600' };
const next: Lead = { ...lead, id: '2' };
const offline: PortalFailure = { kind: 'offline' };
const status = (code: number): PortalFailure => ({
  kind: 'problem',
  status: code,
  type: '',
  detail: '',
  retryAfter: null,
  problem: {},
});
const choose: DiallerEvent = { kind: 'choose', campaign };
const came = (which: Lead | null): DiallerEvent => ({ kind: 'lead', lead: which });
const called: DiallerEvent = { kind: 'called', call: 'c', number: '600' };
const now = Date.UTC(2026, 10, 23, 9, 7);
const ended = (reason: EndReason, talked: number | null = null): DiallerEvent => ({
  kind: 'ended',
  reason,
  talked,
  now,
});
const hungUp = ended({ kind: 'hung-up', by: 'us' }, 5_000);
const type = (draft: Extract<DiallerEvent, { kind: 'type' }>['draft']): DiallerEvent => ({ kind: 'type', draft });
const save = (then = true): DiallerEvent => ({ kind: 'save', next: then });
const refused = (failure: PortalFailure): DiallerEvent => ({ kind: 'refused', failure });
const done: DiallerEvent = { kind: 'done' };

function run(...events: DiallerEvent[]): { state: DiallerState; effects: string[] } {
  let state: DiallerState = { kind: 'choosing' };
  const effects: string[] = [];
  for (const event of events) {
    const outcome = dialler(state, event);
    state = outcome.state;
    effects.push(...outcome.effects.map(({ kind }) => kind));
  }
  return { state, effects };
}

const preview = [choose, came(lead)] as const;
const wrapUp = [...preview, called, hungUp] as const;
const chosen = type({ disposition: 'SALE MADE', comments: 'Glad' });

describe('the way of a lead', () => {
  it.each<[string, readonly DiallerEvent[], object, string[]]>([
    ['a campaign asks for a lead', [choose], { kind: 'between', why: 'asking' }, ['ask']],
    ['which is previewed', preview, { kind: 'preview', lead, draft: emptyDraft }, ['ask']],
    ['or there is none', [choose, came(null)], { kind: 'between', why: 'none' }, ['ask']],
    ['asked for once more', [choose, came(null), { kind: 'ask' }], { why: 'asking' }, ['ask', 'ask']],
    ['not twice at once', [choose, { kind: 'ask' }], { why: 'asking' }, ['ask']],
    ['or none can be had', [choose, refused(offline)], { why: 'failed', failure: offline }, ['ask']],
    ['back to the campaigns', [choose, { kind: 'leave' }], { kind: 'choosing' }, ['ask']],
    ['a lead that comes then is nobody’s', [choose, { kind: 'leave' }, came(lead)], { kind: 'choosing' }, ['ask']],
    ['from the preview it is given back', [...preview, { kind: 'leave' }], { kind: 'choosing' }, ['ask', 'give-back']],
    ['skipped', [...preview, { kind: 'skip' }], { kind: 'preview', busy: 'skip' }, ['ask', 'skip']],
    ['then the next', [...preview, { kind: 'skip' }, done], { why: 'asking' }, ['ask', 'skip', 'ask']],
    ['not skipped twice', [...preview, { kind: 'skip' }, { kind: 'skip' }], { busy: 'skip' }, ['ask', 'skip']],
    ['no call while it is skipped', [...preview, { kind: 'skip' }, called], { kind: 'preview' }, ['ask', 'skip']],
    [
      'a skip that fails leaves it there',
      [...preview, { kind: 'skip' }, refused(offline)],
      { kind: 'preview', busy: null, problem: { kind: 'portal', failure: offline } },
      ['ask', 'skip'],
    ],
    ['called', [...preview, called], { kind: 'calling', call: 'c', number: '600' }, ['ask']],
    ['not left on a call', [...preview, called, { kind: 'leave' }], { kind: 'calling' }, ['ask']],
    ['nor skipped', [...preview, called, { kind: 'skip' }], { kind: 'calling' }, ['ask']],
    ['nor saved', [...preview, called, chosen, save()], { kind: 'calling' }, ['ask']],
    ['over', wrapUp, { kind: 'wrap-up', draft: emptyDraft, result: { kind: 'over', talked: 5_000 } }, ['ask']],
    ['not left without a word', [...wrapUp, { kind: 'leave' }], { kind: 'wrap-up' }, ['ask']],
    ['nothing chosen, nothing saved', [...wrapUp, save()], { problem: { kind: 'choose' } }, ['ask']],
    ['saved', [...wrapUp, chosen, save(false)], { kind: 'wrap-up', busy: 'save' }, ['ask', 'save']],
    ['and then a pause', [...wrapUp, chosen, save(false), done], { why: 'saved' }, ['ask', 'save']],
    ['or the next', [...wrapUp, chosen, save(), done], { why: 'asking' }, ['ask', 'save', 'ask']],
    [
      'which is new',
      [...wrapUp, chosen, save(), done, came(next)],
      { kind: 'preview', draft: emptyDraft },
      ['ask', 'save', 'ask'],
    ],
    [
      'without the portal nothing typed is lost',
      [...wrapUp, chosen, save(), refused(offline)],
      { kind: 'wrap-up', busy: null, draft: { disposition: 'SALE MADE', comments: 'Glad' } },
      ['ask', 'save'],
    ],
    [
      'once more then',
      [...wrapUp, chosen, save(), refused(offline), save(), done],
      { why: 'asking' },
      ['ask', 'save', 'save', 'ask'],
    ],
    ['not the agent’s any more', [...wrapUp, chosen, save(), refused(status(404))], { why: 'gone' }, ['ask', 'save']],
    ['chosen during the call', [...preview, called, chosen, hungUp], { draft: { disposition: 'SALE MADE' } }, ['ask']],
    ['called once more', [...wrapUp, called], { kind: 'calling' }, ['ask']],
    [
      'done without a call',
      [...preview, chosen, save()],
      { kind: 'wrap-up', result: { kind: 'none' } },
      ['ask', 'save'],
    ],
  ])('%s', (_name, events, state, effects) => {
    const ran = run(...events);
    expect(ran.state).toMatchObject(state);
    expect(ran.effects).toEqual(effects);
  });

  it('changes what the portal knows of a lead, on a call too', () => {
    const typed = type({ corrections: { city: 'London' } });
    const { state, effects } = run(...preview, called, typed, { kind: 'correct' });
    expect(state).toMatchObject({ kind: 'calling', busy: 'correct', draft: { corrections: { city: 'London' } } });
    expect(effects).toEqual(['ask', 'correct']);
    const after = dialler(state, { kind: 'corrected', lead: { ...lead, city: 'London' } }).state;
    expect(dialler(after, done).state).toMatchObject({
      kind: 'calling',
      busy: null,
      lead: { city: 'London' },
      draft: emptyDraft,
    });
    expect(dialler(state, refused(status(422))).state).toMatchObject({
      busy: null,
      draft: { corrections: { city: 'London' } },
      problem: { kind: 'portal' },
    });
  });
});

describe('a call that fails', () => {
  it.each<[EndReason, number | null, string, string]>([
    [{ kind: 'busy' }, null, 'BUSY', ''],
    [{ kind: 'not-found' }, null, 'DISCONNECTED NUMBER', ''],
    [{ kind: 'no-answer' }, null, 'CALL BACK', '2026-11-23T10:15:00.000Z'],
    [{ kind: 'overloaded' }, null, 'CALL BACK', '2026-11-23T10:15:00.000Z'],
    [{ kind: 'no-media' }, 3_000, '', ''],
    [{ kind: 'transferred', to: 'Ada' }, 9_000, 'CALL TRANSFERRED', ''],
    [{ kind: 'hung-up', by: 'them' }, 9_000, '', ''],
    [{ kind: 'cancelled' }, null, '', ''],
  ])('leads to the wrap-up with what fits: %j', (reason, talked, disposition, callBackAt) => {
    const { state } = run(...preview, called, ended(reason, talked));
    expect(state).toMatchObject({ kind: 'wrap-up', draft: { disposition, callBackAt } });
  });

  it('proposes nothing that the campaign does not have', () => {
    const bare = { ...campaign, dispositions: ['DONE'] };
    const { state } = run({ kind: 'choose', campaign: bare }, came(lead), called, ended({ kind: 'busy' }));
    expect(state).toMatchObject({ kind: 'wrap-up', draft: { disposition: '' } });
  });

  it('because the number is none', () => {
    const { state } = run(...preview, { kind: 'not-dialled' });
    expect(state).toMatchObject({ kind: 'wrap-up', draft: { disposition: 'WRONG DETAILS' } });
    const { state: after } = run(...preview, { kind: 'not-dialled' }, { kind: 'correct' }, done);
    expect(after).toMatchObject({ kind: 'preview', busy: null, draft: { disposition: '' } });
  });
});

describe('after a new start', () => {
  const kept = { campaign: 'spring', lead: '1', draft: { ...emptyDraft, comments: 'Half a' } };
  it('the lead of before is still to be wrapped up', () => {
    const { state } = run({ ...choose, kept }, came(lead));
    expect(state).toMatchObject({ kind: 'wrap-up', result: { kind: 'cut' }, draft: { comments: 'Half a' } });
  });
  it('also when the portal was away first', () => {
    const { state } = run({ ...choose, kept }, refused(offline), { kind: 'ask' }, came(lead));
    expect(state).toMatchObject({ kind: 'wrap-up', draft: { comments: 'Half a' } });
  });
  it('another lead is a new one', () => {
    expect(run({ ...choose, kept }, came(next)).state).toMatchObject({ kind: 'preview', draft: emptyDraft });
  });
});

it.each([
  ['Yes', 'SALE MADE'],
  ['No', 'DECLINED SALE'],
  ['Unknown', ''],
] as const)('a button that saves %s means %j', (answer, disposition) => {
  expect(dispositionOf(answer, ['SALE MADE', 'DECLINED SALE'])).toBe(disposition);
});
