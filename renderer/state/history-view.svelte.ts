import { nextTurn, Slices, type Pause } from '../contacts/slices';
import type { HistoryEntry } from '../phone/history';
import type { Party } from '../phone/ports';
import { HistoryIndex, wordsOfParty } from './history-index';
import type { PhoneView } from './phone-view.svelte';

/** The whole history, ready to be searched: what the phone has in memory at once, the rest when it was read. */
export class HistoryView {
  readonly #phone: PhoneView;
  readonly #nameOf: (number: string) => string;
  readonly #pause: Pause;
  readonly #words = new WeakMap<Party, string>();
  #older = $state.raw<readonly HistoryEntry[]>([]);
  #reading = $state(false);
  #made: { newest: readonly HistoryEntry[]; older: readonly HistoryEntry[]; index: HistoryIndex } | null = null;
  #preparing: readonly HistoryEntry[] | null = null;

  /** `nameOf`: what the contacts call a number; empty where they do not know it. */
  constructor(phone: PhoneView, nameOf: (number: string) => string, pause: Pause = nextTurn) {
    this.#phone = phone;
    this.#nameOf = nameOf;
    this.#pause = pause;
  }

  get index(): HistoryIndex {
    const newest = this.#phone.state.history;
    const older = this.#older;
    if (this.#made?.newest !== newest || this.#made.older !== older) {
      const index = new HistoryIndex([...newest, ...older], (party) => this.#wordsOf(party));
      this.#made = { newest, older, index };
    }
    return this.#made.index;
  }

  /** Older calls are still being read: what is found may not be all. */
  get reading(): boolean {
    return this.#reading;
  }

  /** Reads the older calls and follows them; returns what ends that. */
  open(): () => void {
    const { api } = this.#phone;
    this.#reading = api.olderHistory.length === 0;
    const follow = () => void this.#prepare(api.olderHistory);
    const stop = api.subscribe(follow);
    follow();
    void api.readOlderHistory().then(() => {
      this.#reading = false;
    });
    return stop;
  }

  /** Makes the words of new parties ready before they are shown: a hundred thousand at once would hold up the page. */
  async #prepare(older: readonly HistoryEntry[]): Promise<void> {
    if (older === this.#older || older === this.#preparing) return;
    this.#preparing = older;
    const slices = new Slices(this.#pause);
    for (const { party } of older) {
      if (!this.#words.has(party)) this.#wordsOf(party);
      if (!slices.due()) continue;
      await slices.rest();
      // Something newer is being made ready by now.
      if (this.#preparing !== older) return;
    }
    this.#older = older;
    this.#preparing = null;
  }

  #wordsOf(party: Party): string {
    let words = this.#words.get(party);
    if (words === undefined) {
      words = wordsOfParty(party, party.number === '' ? '' : this.#nameOf(party.number));
      this.#words.set(party, words);
    }
    return words;
  }
}

const views = new WeakMap<PhoneView, HistoryView>();

/** The one of this phone: what was read stays when the page is left. */
export function historyView(phone: PhoneView, nameOf: (number: string) => string): HistoryView {
  const view = views.get(phone) ?? new HistoryView(phone, nameOf);
  views.set(phone, view);
  return view;
}
