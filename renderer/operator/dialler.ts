/** The preview dialler (PORTAL.md, "Agent"): from a campaign to a lead, its call, what came of it, and the next. Pure. */
import type { EndReason } from '../phone/reasons';
import type { Api } from './api';
import { emptyDraft, proposedFor, type Draft } from './dispositions';
import type { PortalFailure } from './model';

export type Campaign = Api['Campaign'];
export type Lead = Api['Lead'];

/** What became of the call: `cut` by a new start of the phone, `none` was made. */
export type Result =
  | { readonly kind: 'over'; readonly reason: EndReason; readonly talked: number | null }
  | { readonly kind: 'not-dialled' | 'cut' | 'none' };

export type Problem =
  | { readonly kind: 'portal'; readonly failure: PortalFailure }
  /** No disposition was chosen. */
  | { readonly kind: 'choose' };

/** What waits for the portal; `save-next`: and goes on to the next lead. */
export type Busy = 'skip' | 'correct' | 'save' | 'save-next' | null;

interface WithLead {
  readonly campaign: Campaign;
  readonly lead: Lead;
  readonly draft: Draft;
  readonly busy: Busy;
  readonly problem: Problem | null;
}
export type DiallerState =
  | { readonly kind: 'choosing' }
  /** No lead at hand: one is asked for, the last was saved, there are no more, none came, or the portal took it away. */
  | {
      readonly kind: 'between';
      readonly campaign: Campaign;
      readonly why: 'asking' | 'saved' | 'none' | 'failed' | 'gone';
      readonly failure: PortalFailure | null;
      /** Left over from before a new start. */
      readonly kept: Kept | null;
    }
  | (WithLead & { readonly kind: 'preview' })
  | (WithLead & { readonly kind: 'calling'; readonly call: string; readonly number: string })
  | (WithLead & { readonly kind: 'wrap-up'; readonly result: Result });
type AtLead = Extract<DiallerState, WithLead>;

/** What outlives a new start of the phone. */
export interface Kept {
  readonly campaign: string;
  readonly lead: string;
  readonly draft: Draft;
}

export type DiallerEvent =
  | { kind: 'choose'; campaign: Campaign; kept?: Kept | undefined }
  /** Back to the campaigns. */
  | { kind: 'leave' }
  | { kind: 'ask' }
  | { kind: 'lead'; lead: Lead | null }
  | { kind: 'skip' }
  | { kind: 'called'; call: string; number: string }
  /** The number is none that could be dialled. */
  | { kind: 'not-dialled' }
  /** `talked`: ms; null: nobody answered. */
  | { kind: 'ended'; reason: EndReason; talked: number | null; now: number }
  | { kind: 'type'; draft: Partial<Draft> }
  | { kind: 'correct' }
  | { kind: 'corrected'; lead: Lead }
  | { kind: 'save'; next: boolean }
  /** The portal has taken what was last sent. */
  | { kind: 'done' }
  | { kind: 'refused'; failure: PortalFailure };

export type DiallerEffect =
  | { kind: 'ask'; campaign: string }
  /** Corrections first. */
  | { kind: 'skip'; lead: Lead; draft: Draft }
  /** Nobody waits for it. */
  | { kind: 'give-back'; lead: string }
  | { kind: 'correct'; lead: Lead; draft: Draft }
  /** Corrections first. */
  | { kind: 'save'; lead: Lead; draft: Draft };

export interface Outcome {
  readonly state: DiallerState;
  readonly effects: readonly DiallerEffect[];
}

const stay = (state: DiallerState): Outcome => ({ state, effects: [] });

/** What does not fit the state changes nothing. */
export function dialler(state: DiallerState, event: DiallerEvent): Outcome {
  if (event.kind === 'choose') return state.kind === 'choosing' ? ask(event.campaign, event.kept ?? null) : stay(state);
  switch (state.kind) {
    case 'choosing':
      return stay(state);
    case 'between':
      return between(state, event);
    case 'preview':
    case 'calling':
    case 'wrap-up':
      return atLead(state, event);
  }
}

function ask(campaign: Campaign, kept: Kept | null = null): Outcome {
  return {
    state: { kind: 'between', campaign, why: 'asking', failure: null, kept },
    effects: [{ kind: 'ask', campaign: campaign.id }],
  };
}

function between(state: Extract<DiallerState, { kind: 'between' }>, event: DiallerEvent): Outcome {
  const { campaign, kept } = state;
  if (event.kind === 'leave') return stay({ kind: 'choosing' });
  if (event.kind === 'ask') return state.why === 'asking' ? stay(state) : ask(campaign, kept);
  if (state.why !== 'asking') return stay(state);
  if (event.kind === 'refused') return stay({ ...state, why: 'failed', failure: event.failure });
  if (event.kind !== 'lead') return stay(state);
  const { lead } = event;
  if (!lead) return stay({ ...state, why: 'none', kept: null });
  const common = { campaign, lead, busy: null, problem: null };
  return kept?.lead === lead.id
    ? stay({ kind: 'wrap-up', ...common, draft: kept.draft, result: { kind: 'cut' } })
    : stay({ kind: 'preview', ...common, draft: emptyDraft });
}

function atLead(state: AtLead, event: DiallerEvent): Outcome {
  const { lead, draft, busy } = state;
  switch (event.kind) {
    case 'type':
      return stay({ ...state, draft: { ...draft, ...event.draft }, problem: null });
    case 'corrected':
      return stay({ ...state, lead: event.lead, draft: { ...draft, corrections: {} } });
    case 'done':
      return done(state);
    case 'refused':
      return refused(state, event.failure);
    case 'ended':
      if (state.kind !== 'calling') return stay(state);
      return stay({
        ...wrapUp(state, { kind: 'over', reason: event.reason, talked: event.talked }),
        draft: proposedFor(event.reason, event.talked !== null, state.draft, state.campaign.dispositions, event.now),
      });
    default:
      break;
  }
  // What follows asks something of the portal, or begins a call: one thing at a time.
  if (busy !== null) return stay(state);
  switch (event.kind) {
    case 'correct':
      return { state: { ...state, busy: 'correct', problem: null }, effects: [{ kind: 'correct', lead, draft }] };
    case 'leave':
      return state.kind === 'preview'
        ? { state: { kind: 'choosing' }, effects: [{ kind: 'give-back', lead: lead.id }] }
        : stay(state);
    case 'skip':
      return state.kind === 'preview'
        ? { state: { ...state, busy: 'skip', problem: null }, effects: [{ kind: 'skip', lead, draft }] }
        : stay(state);
    case 'called':
      if (state.kind === 'calling') return stay(state);
      return stay({ ...bare(state), kind: 'calling', call: event.call, number: event.number, problem: null });
    case 'not-dialled':
      return state.kind === 'preview'
        ? stay({
            ...wrapUp(state, { kind: 'not-dialled' }),
            draft: proposedFor(null, false, state.draft, state.campaign.dispositions, 0),
          })
        : stay(state);
    case 'save':
      return save(state, event.next);
    default:
      return stay(state);
  }
}

function bare({ campaign, lead, draft, busy, problem }: AtLead): WithLead {
  return { campaign, lead, draft, busy, problem };
}
function wrapUp(state: AtLead, result: Result): Extract<DiallerState, { kind: 'wrap-up' }> {
  return { ...bare(state), kind: 'wrap-up', result };
}

/** While the call is up nothing is saved yet; without a call the lead is done as it stands. */
function save(state: AtLead, next: boolean): Outcome {
  if (state.kind === 'calling') return stay(state);
  const { lead, draft } = state;
  const at = state.kind === 'wrap-up' ? state : wrapUp(state, { kind: 'none' });
  if (draft.disposition === '') return stay({ ...at, problem: { kind: 'choose' } });
  return {
    state: { ...at, busy: next ? 'save-next' : 'save', problem: null },
    effects: [{ kind: 'save', lead, draft }],
  };
}

function done(state: AtLead): Outcome {
  const { campaign, busy } = state;
  if (busy === 'skip' || busy === 'save-next') return ask(campaign);
  if (busy === 'save') return stay({ kind: 'between', campaign, why: 'saved', failure: null, kept: null });
  // With another number it can be called after all.
  if (state.kind === 'wrap-up' && state.result.kind === 'not-dialled')
    return stay({ ...bare(state), kind: 'preview', busy: null, draft: { ...state.draft, disposition: '' } });
  return stay({ ...state, busy: null });
}

function refused(state: AtLead, failure: PortalFailure): Outcome {
  // The lead is not this agent's any more. On a call that is told when it is over.
  if (failure.kind === 'problem' && [404, 410].includes(failure.status) && state.kind !== 'calling')
    return stay({ kind: 'between', campaign: state.campaign, why: 'gone', failure, kept: null });
  return stay({ ...state, busy: null, problem: { kind: 'portal', failure } });
}
