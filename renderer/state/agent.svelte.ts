import { t } from '../locales/agent';
import {
  dialler,
  type Campaign,
  type DiallerEffect,
  type DiallerEvent,
  type DiallerState,
  type Kept,
  type Lead,
} from '../operator/dialler';
import { chosen, dispositionOf, type Draft } from '../operator/dispositions';
import { columnOf, correctionsOf, leadName, leadNumber, type LeadColumn } from '../operator/lead';
import { PortalError, type PortalFailure } from '../operator/model';
import type { DialProblem } from '../phone/phone-api';
import { forgetWork, keepWork, keptWork } from './agent-kept';
import type { App } from './app';
import { buttonsOf, type AgentHands } from './buttons.svelte';
import { isOver } from './call-phase';
import { leadCalls } from './lead-calls';

type Parts = Pick<App, 'phone' | 'operator' | 'router' | 'toasts' | 'links' | 'now'>;

/** The preview dialler of this phone: goes on while other pages are shown, and follows the lead's call to its end. */
export class Agent {
  #state = $state.raw<DiallerState>({ kind: 'choosing' });
  #campaigns = $state.raw<readonly Campaign[] | null>(null);
  #failure = $state.raw<PortalFailure | null>(null);
  #loading = $state.raw(false);
  #unfinished = $state.raw<Kept | null>(null);
  #dialProblem = $state.raw<DialProblem | null>(null);
  #wrong = $state.raw<Readonly<Record<string, string>>>({});
  #owner = '';
  #answeredAt: number | null = null;

  constructor(private readonly app: Parts) {
    app.phone.api.subscribe(() => {
      this.#follow();
    });
  }

  get state(): DiallerState {
    return this.#state;
  }
  /** null: not known yet. */
  get campaigns(): readonly Campaign[] | null {
    return this.#campaigns;
  }
  /** Why the list could not be had. */
  get failure(): PortalFailure | null {
    return this.#failure;
  }
  get loading(): boolean {
    return this.#loading;
  }
  /** A lead of before a new start whose campaign is not there, or was not looked for yet. */
  get unfinished(): Kept | null {
    return this.#unfinished;
  }
  /** Why the lead was not called. */
  get dialProblem(): DialProblem | null {
    return this.#dialProblem;
  }
  /** What is wrong with a column as it was typed; empty: nothing. */
  wrong(column: LeadColumn): string {
    return this.#wrong[column] ?? '';
  }

  /** Asks for the campaigns; goes on with what a new start of the phone left. Never rejects. */
  async load(): Promise<void> {
    const { operator } = this.app;
    const owner = `${operator.domain} ${operator.user}`;
    if (owner !== this.#owner) {
      this.#owner = owner;
      this.#campaigns = null;
      this.#unfinished = keptWork(owner);
      this.#set({ kind: 'choosing' });
    }
    if (operator.phase !== 'signed-in' || this.#loading) return;
    this.#loading = true;
    try {
      const campaigns = await operator.portal.campaigns();
      if (owner !== this.#owner) return;
      this.#campaigns = campaigns;
      this.#failure = null;
      const kept = this.#unfinished;
      const campaign = campaigns.find(({ id }) => id === kept?.campaign);
      if (kept && campaign && this.#state.kind === 'choosing') {
        this.#unfinished = null;
        this.#tell({ kind: 'choose', campaign, kept });
      }
    } catch (error) {
      this.#failure = failureOf(error);
    } finally {
      this.#loading = false;
    }
  }

  choose(campaign: Campaign): void {
    this.#unfinished = null;
    this.#tell({ kind: 'choose', campaign });
  }
  /** Back to the campaigns; a lead that was not called is given back. */
  leave(): void {
    this.#tell({ kind: 'leave' });
    void this.load();
  }
  /** Asks for a lead, where there is none. */
  ask(): void {
    this.#tell({ kind: 'ask' });
  }
  skip(): void {
    this.#tell({ kind: 'skip' });
  }
  save(next: boolean): void {
    this.#tell({ kind: 'save', next });
  }
  choice(disposition: string): void {
    const { state } = this;
    if ('draft' in state) this.type(chosen(state.draft, disposition, this.app.now.ms));
  }
  type(draft: Partial<Draft>): void {
    this.#tell({ kind: 'type', draft });
  }

  /** A column as it is typed, or as the portal has it. */
  value(column: LeadColumn): string {
    const { state } = this;
    if (!('lead' in state)) return '';
    return state.draft.corrections[column] ?? columnOf(state.lead, column);
  }
  amend(column: LeadColumn, text: string): void {
    const { state } = this;
    if (!('draft' in state)) return;
    this.#wrong = { ...this.#wrong, [column]: '' };
    this.type({ corrections: { ...state.draft.corrections, [column]: text } });
  }
  /** As the portal has it. */
  undo(): void {
    this.#wrong = {};
    this.type({ corrections: {} });
  }
  correct(): void {
    this.#tell({ kind: 'correct' });
  }

  /** Calls the lead, at another number where one is given. */
  call(number?: string): void {
    const { state } = this;
    if (state.kind !== 'preview' && state.kind !== 'wrap-up') {
      if (state.kind === 'calling') this.app.toasts.show({ text: t('agent.on-call'), tone: 'end' });
      return;
    }
    if (state.busy !== null) return;
    const dialled = number ?? leadNumber(state.lead);
    const result = this.app.phone.api.dial(dialled, { name: leadName(state.lead) });
    this.#dialProblem = null;
    if (result.ok) {
      leadCalls.clear();
      leadCalls.set(result.id, { transfer: state.campaign.flags.some((flag) => flag.toLowerCase() === 'transfer') });
      this.#answeredAt = null;
      this.#tell({ kind: 'called', call: result.id, number: dialled });
      // The script stays in view; the bar above it, or the pane beside it, has the call.
      if (this.app.router.page === 'agent') this.app.router.showCall = false;
    } else if (result.problem === 'not-a-number' || result.problem === 'empty') this.#tell({ kind: 'not-dialled' });
    else this.#dialProblem = result.problem;
  }

  /** Follows the lead's call. */
  #follow(): void {
    const { state } = this;
    if (state.kind !== 'calling') return;
    const { api } = this.app.phone;
    const call = api.state.calls.find(({ id }) => id === state.call);
    if (call?.state.kind === 'active') this.#answeredAt ??= call.state.since;
    if (call && !isOver(call)) return;
    const reason = call && 'reason' in call.state ? call.state.reason : ({ kind: 'failed', status: 0 } as const);
    const now = this.app.now.ms;
    this.#tell({ kind: 'ended', reason, talked: this.#answeredAt === null ? null : now - this.#answeredAt, now });
    if (this.app.router.page === 'agent') this.app.router.showCall = false;
    else this.app.toasts.show({ text: t('agent.wrap-up.waits', { name: leadName(state.lead) }), tone: 'plain' });
  }

  #tell(event: DiallerEvent): void {
    const { state, effects } = dialler(this.#state, event);
    this.#set(state);
    for (const effect of effects) void this.#do(effect);
  }

  #set(state: DiallerState): void {
    if (!('lead' in state) || !('lead' in this.#state) || state.lead.id !== this.#state.lead.id) {
      this.#wrong = {};
      this.#dialProblem = null;
    }
    this.#state = state;
    buttonsOf(this.app).agent = 'lead' in state ? this.#handsFor(state.lead) : null;
    if (state.kind === 'calling' || state.kind === 'wrap-up')
      keepWork(this.#owner, { campaign: state.campaign.id, lead: state.lead.id, draft: state.draft });
    else if (state.kind !== 'choosing' && !('kept' in state && state.kept)) forgetWork();
  }

  /** Never rejects. What comes for another lead than the one at hand by then, or for another user, is not told. */
  async #do(effect: DiallerEffect): Promise<void> {
    const { portal } = this.app.operator;
    const owner = this.#owner;
    const lead = 'lead' in effect && typeof effect.lead === 'object' ? effect.lead.id : null;
    const tell = (event: DiallerEvent): void => {
      const { state } = this;
      if (owner !== this.#owner || (lead !== null && !('lead' in state && state.lead.id === lead))) return;
      if (effect.kind === 'ask' && !('campaign' in state && state.campaign.id === effect.campaign)) return;
      this.#tell(event);
    };
    try {
      switch (effect.kind) {
        case 'ask':
          tell({ kind: 'lead', lead: await portal.nextLead(effect.campaign) });
          return;
        case 'give-back':
          await portal.skipLead(effect.lead);
          return;
        case 'correct':
        case 'skip':
        case 'save': {
          const corrected = await this.#correct(effect.lead, effect.draft);
          if (corrected) tell({ kind: 'corrected', lead: corrected });
          if (effect.kind === 'skip') await portal.skipLead(effect.lead.id);
          else if (effect.kind === 'save') await portal.setDisposition(effect.lead.id, told(effect.draft));
          tell({ kind: 'done' });
        }
      }
    } catch (error) {
      if (effect.kind !== 'give-back') tell({ kind: 'refused', failure: failureOf(error) });
    }
  }

  /** null: nothing to correct. */
  async #correct(lead: Lead, { corrections }: Draft): Promise<Lead | null> {
    const { fields, wrong } = correctionsOf(lead, corrections);
    if (wrong.length > 0) {
      this.#wrong = Object.fromEntries(
        wrong.map((column) => [column, t(column === 'phone_number' ? 'lead.wrong.needed' : 'lead.wrong.number')]),
      );
      throw new PortalError({ ...refusal, detail: t('lead.wrong') });
    }
    if (Object.keys(fields).length === 0) return null;
    try {
      return await this.app.operator.portal.correctLead(lead.id, fields);
    } catch (error) {
      const failure = failureOf(error);
      const errors = failure.kind === 'problem' ? (failure.problem.errors ?? []) : [];
      this.#wrong = Object.fromEntries(errors.map(({ field, detail }) => [field, detail]));
      throw error;
    }
  }

  #handsFor(lead: Lead): AgentHands {
    const { id, ...columns } = lead;
    return {
      lead: { ...Object.fromEntries(Object.entries(columns)), id },
      call: (number) => {
        this.call(number);
      },
      save: (answer) => {
        const { state } = this;
        if (!('lead' in state)) return;
        const disposition = dispositionOf(answer, state.campaign.dispositions);
        if (disposition === '') {
          this.app.toasts.show({ text: t('agent.no-such', { campaign: state.campaign.name }), tone: 'end' });
          return;
        }
        this.choice(disposition);
        this.save(false);
      },
      next: () => {
        if (this.state.kind === 'preview') this.skip();
        else if (this.state.kind === 'calling') this.app.toasts.show({ text: t('agent.on-call'), tone: 'end' });
        else this.save(true);
      },
    };
  }
}

const refusal = { kind: 'problem', status: 0, type: 'invalid', detail: '', retryAfter: null, problem: {} } as const;

function failureOf(error: unknown): PortalFailure {
  return error instanceof PortalError ? error.failure : { kind: 'unreachable' };
}

function told({ disposition, callBackAt, comments }: Draft): {
  disposition: string;
  callBackAt?: string;
  comments?: string;
} {
  const words = comments.trim();
  return { disposition, ...(callBackAt && { callBackAt }), ...(words && { comments: words }) };
}

const known = new WeakMap<object, Agent>();

/** That of this phone; made when its page is shown first. */
export function agentOf(app: Parts): Agent {
  const agent = known.get(app) ?? new Agent(app);
  known.set(app, agent);
  return agent;
}
