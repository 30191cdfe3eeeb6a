import { nextTurn, Slices, type Pause } from '../contacts/slices';
import type { HistoryEntry } from '../phone/history';
import type { Party } from '../phone/ports';
import { HistoryIndex, wordsOfParty } from './history-index';
import { onNamesChanged, withKnownName } from './names';
import type { PhoneView } from './phone-view.svelte';

/** The whole history, ready to be searched: what the phone has in memory at once, the rest when it was read. */
export class HistoryView {
  readonly #phone: PhoneView;
  readonly #pause: Pause;
  /** What is searched of the parties. Replaced when contacts have changed. */
  #words = $state.raw(new WeakMap<Party, string>());
  #older = $state.raw<readonly HistoryEntry[]>([]);
  #reading = $state(false);
  #made: { from: readonly unknown[]; index: HistoryIndex } | null = null;
  #preparing: readonly HistoryEntry[] | null = null;

  constructor(phone: PhoneView, pause: Pause = nextTurn) {
    this.#phone = phone;
    this.#pause = pause;
  }

  get index(): HistoryIndex {
    const newest = this.#phone.state.history;
    const from = [newest, this.#older, this.#words];
    if (this.#made && from.every((part, index) => part === this.#made?.from[index])) return this.#made.index;
    const index = new HistoryIndex([...newest, ...this.#older], (party) => this.#wordsOf(party));
    this.#made = { from, index };
    return index;
  }

  /** Older calls are still being read: what is found may not be all. */
  get reading(): boolean {
    return this.#reading;
  }

  /** Reads the older calls and follows all; returns what ends that. */
  open(): () => void {
    const { api } = this.#phone;
    const follow = () => void this.#prepare(api.olderHistory);
    const stop = [
      api.subscribe(follow),
      onNamesChanged(() => {
        this.#words = new WeakMap();
      }),
    ];
    follow();
    this.#reading = true;
    void api.readOlderHistory().then(() => {
      this.#reading = false;
    });
    return () => {
      for (const end of stop) end();
    };
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
      words = wordsOfParty(party, withKnownName(party).name);
      this.#words.set(party, words);
    }
    return words;
  }
}

const views = new WeakMap<PhoneView, HistoryView>();

/** The one of this phone: what was read stays when the page is left. */
export function historyView(phone: PhoneView): HistoryView {
  const view = views.get(phone) ?? new HistoryView(phone);
  views.set(phone, view);
  return view;
}
