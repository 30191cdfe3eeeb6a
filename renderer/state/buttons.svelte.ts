import { t } from '../locales/custom';
import type { Api } from '../operator/api';
import { readEnvelope, type Action, type FormStep, type Place } from '../operator/actions';
import type { OperatorButton, PressContext } from '../operator/model';
import { originOf } from '../operator/origin';
import type { Call } from '../phone/phone-api';
import type { App } from './app';
import { isHeldByUs, isOver } from './call-phase';
import { FormDraft } from './form-draft.svelte';
import { sentenceOf } from './portal-words';

/** What only the preview dialler can do. */
export interface AgentHands {
  readonly lead: NonNullable<PressContext['lead']>;
  call(number: string): void;
  save(answer: 'Yes' | 'No' | 'Unknown'): void;
  next(): void;
}

type Nothing = 'call-over' | 'no-call' | 'not-ringing' | 'no-lead' | 'no-number' | 'not-opened';
type Parts = Pick<App, 'phone' | 'operator' | 'router' | 'toasts' | 'links'>;

/** What was at hand when the button was pressed; the whole chain is about that. */
interface Chain {
  readonly button: OperatorButton;
  readonly context: PressContext;
  readonly muted: boolean;
  readonly user: string;
}

/** The list is asked for again after so many ms, when it is to be seen. */
const STALE_MS = 60_000;

/** The operator's buttons: pressed one at a time, each the only beginning of a chain of actions and forms. */
export class Buttons {
  #list = $state.raw<readonly OperatorButton[]>([]);
  #busy = $state.raw<string | null>(null);
  #form = $state.raw<FormDraft | null>(null);
  #owner = '';
  #asked = -Infinity;
  /** Set by the preview dialler while it has a lead. */
  agent: AgentHands | null = null;

  constructor(
    private readonly app: Parts,
    private readonly now: () => number = () => performance.now(),
  ) {}

  of(placement: Api['Placement']): readonly OperatorButton[] {
    return this.#list.filter((button) => button.placement === placement);
  }
  /** The id of the button that waits for the portal. */
  get busy(): string | null {
    return this.#busy;
  }
  get form(): FormDraft | null {
    return this.#form;
  }

  /** Asks for the list, unless it is fresh; what cannot be had leaves what there was. Never rejects. */
  async load(): Promise<void> {
    const { operator } = this.app;
    const owner = `${operator.domain} ${operator.user}`;
    if (owner !== this.#owner) {
      this.#list = [];
      this.#asked = -Infinity;
      this.closeForm();
    }
    this.#owner = owner;
    if (operator.phase !== 'signed-in' || this.now() - this.#asked < STALE_MS) return;
    this.#asked = this.now();
    try {
      const list = await operator.portal.buttons();
      if (owner === this.#owner) this.#list = list;
    } catch {
      // Without the portal they would do nothing either; that it is gone is told elsewhere.
      this.#asked = -Infinity;
    }
  }

  closeForm(): void {
    this.#form = null;
  }

  /** `call`: the one that it stands beside; else the one that is shown. Never rejects. */
  async press(button: OperatorButton, call: Call | null = this.app.phone.shown): Promise<void> {
    // One action at a time.
    if (this.#busy !== null || this.#form) return;
    const { operator } = this.app;
    const chain: Chain = {
      button,
      context: { ...(call && { call: told(call) }), ...(this.agent && { lead: this.agent.lead }) },
      muted: call?.muted ?? false,
      user: operator.user,
    };
    this.#busy = button.id;
    try {
      await this.#follow(chain, await operator.portal.press(button.id, chain.context), 'press');
    } catch (error) {
      this.#say(t('buttons.failed', { label: button.label, reason: this.#words(error) }), 'end');
    } finally {
      this.#busy = null;
    }
  }

  async #follow(chain: Chain, envelope: Api['Envelope'], from: 'press' | 'form'): Promise<void> {
    const { operator } = this.app;
    // Somebody else's phone by now.
    if (operator.user !== chain.user) return;
    const { label, formId } = chain.button;
    const { action, form } = readEnvelope(envelope, originOf(operator.domain), from === 'press' ? formId : '');
    if (action) this.#act(chain, action, from);
    if (form) await this.#open(chain, form);
    else if (!action) this.#say(t(from === 'form' ? 'buttons.sent' : 'buttons.done', { label }));
  }

  #act(chain: Chain, action: Action, from: 'press' | 'form'): void {
    const { label } = chain.button;
    if (action.kind === 'unknown') {
      const brand = this.app.operator.brand?.name ?? '';
      this.#say(t('buttons.nothing.unknown', { label, brand, name: action.name }), 'end');
      return;
    }
    const problem = this.#done(chain, action);
    if (from === 'form' && (problem === null || problem === 'no-lead')) this.#say(t('buttons.sent', { label }));
    else if (problem) this.#say(t(`buttons.nothing.${problem}`, { label }), 'end');
  }

  /** null: it is done. */
  #done({ context, muted, button }: Chain, action: Exclude<Action, { kind: 'unknown' }>): Nothing | null {
    const { phone } = this.app;
    const { agent } = this;
    if (action.kind === 'go') {
      this.#go(action.place, button);
      return null;
    }
    if (action.kind === 'save' || action.kind === 'next' || action.kind === 'call') {
      if (!agent || agent.lead.id !== context.lead?.id) return 'no-lead';
      if (action.kind === 'save') agent.save(action.answer);
      else if (!('column' in action)) agent.next();
      else {
        const number = numberOf(agent.lead, action.column);
        if (!number) return 'no-number';
        agent.call(number);
      }
      return null;
    }
    // The call that there was when it was pressed, and no other that came since.
    if (!context.call) return 'no-call';
    const call = phone.calls.find(({ id }) => id === context.call?.id);
    if (!call || isOver(call)) return 'call-over';
    if (action.kind === 'answer') {
      if (call.state.kind !== 'ringing') return 'not-ringing';
      phone.api.answer(call.id, 'by-hand');
    } else if (action.kind === 'microphone') phone.api.setMuted(call.id, !muted);
    else if (call.state.kind === 'ringing') phone.api.decline(call.id);
    else phone.api.hangUp(call.id);
    return null;
  }

  #go(place: Place, { label }: OperatorButton): void {
    const { router, links } = this.app;
    if (place.kind === 'page') {
      if (place.to.page === 'custom') router.go('custom', place.to.id);
      else router.go(place.to.page);
      return;
    }
    const failed = (): void => {
      this.#say(t('buttons.nothing.not-opened', { label }), 'end');
    };
    links.open(place.url).then((done) => {
      if (!done) failed();
    }, failed);
  }

  async #open(chain: Chain, { id, fields, data }: FormStep): Promise<void> {
    const { operator } = this.app;
    const draft = new FormDraft({
      title: chain.button.label,
      brand: operator.brand?.name ?? operator.domain,
      words: (error) => this.#words(error),
      send: async (answer) => {
        const envelope = await operator.portal.submitForm(id, chain.context, answer);
        if (this.#form === draft) this.closeForm();
        await this.#follow(chain, envelope, 'form');
      },
    });
    this.#form = draft;
    if (fields) {
      draft.fill(fields, data);
      return;
    }
    try {
      const { __ } = await operator.portal.form(id);
      draft.fill(__.formSchema ?? [], { ...__.formData, ...data });
    } catch (error) {
      draft.unloaded(error);
    }
  }

  #words(error: unknown): string {
    return sentenceOf(error, this.app.operator.domain);
  }
  #say(text: string, tone: 'plain' | 'end' = 'plain'): void {
    this.app.toasts.show({ text, tone });
  }
}

/** What the portal is told of a call. */
function told(call: Call): NonNullable<PressContext['call']> {
  const { id, party, direction } = call;
  const state = isOver(call)
    ? 'ended'
    : isHeldByUs(call)
      ? 'held'
      : call.state.kind === 'active'
        ? 'active'
        : 'ringing';
  return { id, number: party.number || party.uri, direction, state };
}

/** By the column of `vicidial_list`; empty: there is none. */
function numberOf(lead: AgentHands['lead'], column: 'alt_phone' | 'phone_code'): string {
  const value = (name: string): string => String(lead[name] ?? '').trim();
  if (column === 'alt_phone') return value('alt_phone');
  const number = value('phone_number');
  return number && `${value('phone_code')}${number}`;
}

const known = new WeakMap<object, Buttons>();

/** Those of this phone; made when the first screen with such buttons is shown. */
export function buttonsOf(app: Parts): Buttons {
  const buttons = known.get(app) ?? new Buttons(app);
  known.set(app, buttons);
  return buttons;
}
