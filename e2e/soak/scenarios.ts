/** What a user and a switch do with each other all day: each a short story, with how its calls stand in the history. */
import { expect, type Page } from '@playwright/test';
import type { Asterisk } from '../fixtures/asterisk';
import type { User } from '../fixtures/user';
import { t } from '../fixtures/words';
import { soundBothWays } from './traces';

export interface Stage {
  user: User;
  page: Page;
  asterisk: Asterisk;
}

interface Scenario {
  /** How often it comes, beside the others. */
  weight: number;
  /** Direction and result of each of its calls, as the history has them. */
  calls: readonly string[];
  play(stage: Stage): Promise<void>;
}

const patience = { timeout: 20_000 };

const click = (user: User, name: string) => user.button(name).click(patience);

async function ring({ user, asterisk }: Stage, far: 'Echo' | 'Milliwatt' = 'Milliwatt'): Promise<void> {
  await asterisk.manage({
    Action: 'Originate',
    Channel: 'Local/1001@internal/n',
    CallerID: '"Ada Lovelace" <2002>',
    Application: far,
    Async: 'true',
  });
  await user.ringing.waitFor(patience);
}

/** Everything that the switch has, at once. */
export const hangUpAll = ({ asterisk }: Stage) => asterisk.manage({ Action: 'Hangup', Channel: '/^.*$/' });

/** What a transfer has left to the switch ends; until it has, it could take the next call along. */
async function endTransferred(stage: Stage): Promise<void> {
  await hangUpAll(stage);
  await expect.poll(() => stage.asterisk.channels(), patience).toEqual([]);
}

/** The call in front is up, and can be heard and hears. */
async function talks({ user, page }: Stage, who: string): Promise<void> {
  await user.call
    .filter({ hasText: who })
    .getByText(/^\d\d:\d\d$/)
    .waitFor(patience);
  await soundBothWays(page);
}

async function calls(stage: Stage, number: string): Promise<void> {
  await stage.user.dial(number);
  await talks(stage, number);
}

async function answers(stage: Stage, far?: 'Echo' | 'Milliwatt'): Promise<void> {
  await ring(stage, far);
  await stage.user.ringing.getByRole('button', { name: t('call.answer') }).click(patience);
  await talks(stage, 'Ada Lovelace');
}

/** The last call is over, for this reason; its result is put away. */
async function isOver({ user, page }: Stage, reason: string): Promise<void> {
  const result = page.locator('[data-reason]').last();
  await result.waitFor(patience);
  await expect(result).toHaveAttribute('data-reason', reason);
  await click(user, t('action.close'));
  await page.locator('[data-reason]').waitFor({ ...patience, state: 'detached' });
}

const fails = (number: string, reason: string, weight: number): Scenario => ({
  weight,
  calls: [`outgoing ${reason}`],
  async play(stage) {
    await stage.user.dial(number);
    await isOver(stage, reason);
  },
});

export const scenarios = {
  answered: {
    weight: 6,
    calls: ['outgoing hung-up'],
    async play(stage) {
      await calls(stage, '600');
      await stage.user.hangUp();
      await isOver(stage, 'hung-up');
    },
  },
  'ended-by-them': {
    weight: 3,
    calls: ['outgoing hung-up'],
    async play(stage) {
      await calls(stage, '601');
      await hangUpAll(stage);
      await isOver(stage, 'hung-up');
    },
  },
  busy: fails('603', 'busy', 2),
  'not-found': fails('604', 'not-found', 1),
  forbidden: fails('609', 'forbidden', 1),
  overloaded: fails('611', 'overloaded', 1),
  cancelled: {
    weight: 2,
    calls: ['outgoing cancelled'],
    async play(stage) {
      await stage.user.dial('602');
      await stage.user.call.getByText(t('call.remote-ringing')).waitFor(patience);
      await stage.user.hangUp();
      await isOver(stage, 'cancelled');
    },
  },
  incoming: {
    weight: 6,
    calls: ['incoming hung-up'],
    async play(stage) {
      await answers(stage, 'Echo');
      await stage.user.hangUp();
      await isOver(stage, 'hung-up');
    },
  },
  'incoming-ended-by-them': {
    weight: 3,
    calls: ['incoming hung-up'],
    async play(stage) {
      await answers(stage);
      await hangUpAll(stage);
      await isOver(stage, 'hung-up');
    },
  },
  missed: {
    weight: 2,
    calls: ['incoming missed'],
    async play(stage) {
      await ring(stage);
      await hangUpAll(stage);
      await isOver(stage, 'missed');
    },
  },
  declined: {
    weight: 2,
    calls: ['incoming declined'],
    async play(stage) {
      await ring(stage);
      await click(stage.user, t('call.decline'));
      await isOver(stage, 'declined');
    },
  },
  held: {
    weight: 3,
    calls: ['outgoing hung-up'],
    async play(stage) {
      await calls(stage, '600');
      await stage.user.hold();
      await click(stage.user, t('call.on-hold'));
      await expect(stage.user.button(t('call.hold'))).toHaveAttribute('aria-pressed', 'false');
      await soundBothWays(stage.page);
      await stage.user.hangUp();
      await isOver(stage, 'hung-up');
    },
  },
  swapped: {
    weight: 2,
    calls: ['outgoing hung-up', 'outgoing hung-up'],
    async play(stage) {
      const { user } = stage;
      await calls(stage, '600');
      await user.addCall('601');
      await talks(stage, '601');
      await expect(user.other('600')).toContainText(t('call.on-hold'));
      await click(user, t('call.swap'));
      await talks(stage, '600');
      await expect(user.other('601')).toContainText(t('call.on-hold'));
      await user.hangUp();
      await user.call.filter({ hasText: '601' }).waitFor(patience);
      await user.hangUp();
      await isOver(stage, 'hung-up');
    },
  },
  'held-for-another': {
    weight: 2,
    calls: ['outgoing hung-up', 'incoming hung-up'],
    async play(stage) {
      const { user } = stage;
      await calls(stage, '600');
      await ring(stage);
      await user.ringing.getByRole('button', { name: t('call.hold-and-answer') }).click(patience);
      await talks(stage, 'Ada Lovelace');
      await hangUpAll(stage);
      await isOver(stage, 'hung-up');
    },
  },
  'blind-transfer': {
    weight: 2,
    calls: ['incoming transferred'],
    async play(stage) {
      await answers(stage, 'Echo');
      await stage.user.transfer('601');
      await isOver(stage, 'transferred');
      await endTransferred(stage);
    },
  },
  'attended-transfer': {
    weight: 2,
    calls: ['incoming transferred', 'outgoing transferred'],
    async play(stage) {
      const { user } = stage;
      await answers(stage, 'Echo');
      await user.askFirst('601');
      await expect(user.card(user.consultation, '601')).toContainText(t('consult.talking'), patience);
      await soundBothWays(stage.page);
      await user.connect();
      await isOver(stage, 'transferred');
      await endTransferred(stage);
    },
  },
  conference: {
    weight: 1,
    calls: ['outgoing hung-up', 'incoming hung-up'],
    async play(stage) {
      const { user } = stage;
      await calls(stage, '600');
      await ring(stage);
      await user.ringing.getByRole('button', { name: t('call.hold-and-answer') }).click(patience);
      await talks(stage, 'Ada Lovelace');
      await user.join();
      await soundBothWays(stage.page);
      await click(user, t('conference.end'));
      await isOver(stage, 'hung-up');
    },
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
const names = Object.keys(scenarios) as ScenarioName[];

/** `answered=5,missed=1`: how often each comes, none of the others; empty: as it is written above. */
export function mixOf(text: string): ScenarioName[] {
  const weights = new Map<ScenarioName, number>(names.map((name) => [name, text ? 0 : scenarios[name].weight]));
  for (const part of text.split(',').filter(Boolean)) {
    const [word, count = '1'] = part.split('=');
    const name = names.find((one) => one === word);
    if (!name || !/^\d{1,3}$/.test(count)) throw new Error(`${part}: say NAME=COUNT, with NAME of ${names.join(', ')}`);
    weights.set(name, Number(count));
  }
  return names.flatMap((name) => Array<ScenarioName>(weights.get(name) ?? 0).fill(name));
}

/** The stories of a run that come to at least so many calls: decks of the mix, each shuffled, the same in every run. */
export function storiesFor(count: number, mix: readonly ScenarioName[]): ScenarioName[] {
  if (mix.length === 0) throw new Error('nothing to do');
  let seed = 20_261_123;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % below;
  };
  const stories: ScenarioName[] = [];
  let deck: ScenarioName[] = [];
  for (let made = 0; made < count;) {
    if (deck.length === 0) deck = [...mix];
    const [name] = deck.splice(random(deck.length), 1);
    if (!name) continue;
    stories.push(name);
    made += scenarios[name].calls.length;
  }
  return stories;
}
