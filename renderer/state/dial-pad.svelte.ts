import { t } from '../locales/messages';
import { readDialString } from '../phone/dial-string';
import type { HistoryEntry } from '../phone/history';
import type { DialProblem } from '../phone/phone-api';
import { lastDialled } from './history-list';
import type { PhoneView } from './phone-view.svelte';

/** The number being dialled: the logic behind the keys and the field. */
export class DialPad {
  #text = $state.raw('');
  problem = $state.raw<DialProblem | null>(null);
  /** Where the caret stands; the field keeps it up to date. */
  caret = $state.raw<{ start: number; end: number } | null>(null);

  constructor(
    private readonly phone: PhoneView,
    private readonly called: () => void,
    /** What is done at once when it stands here, and is never dialled: `*#0*#`. */
    private readonly codes: Readonly<Record<string, () => void>> = {},
  ) {}

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    const code = text.trim();
    if (!Object.hasOwn(this.codes, code)) {
      this.#text = text;
      return;
    }
    this.clear();
    this.codes[code]?.();
  }

  /** Offered while nothing is typed. */
  get again(): HistoryEntry | null {
    return this.text === '' ? lastDialled(this.phone.state.history) : null;
  }

  get problemText(): string {
    return this.problem ? t(`dial.problem.${this.problem}`) : '';
  }

  /** Puts characters where the caret stands. */
  insert(characters: string): void {
    const { start, end } = this.caret ?? { start: this.text.length, end: this.text.length };
    this.text = this.text.slice(0, start) + characters + this.text.slice(end);
    if (this.text === '') return;
    this.caret = { start: start + characters.length, end: start + characters.length };
    this.problem = null;
  }

  /** Deletes the selection, or the character before the caret. */
  backspace(): void {
    const { start, end } = this.caret ?? { start: this.text.length, end: this.text.length };
    const from = start === end ? Math.max(0, start - 1) : start;
    this.text = this.text.slice(0, from) + this.text.slice(end);
    this.caret = { start: from, end: from };
    this.problem = null;
  }

  clear(): void {
    this.#text = '';
    this.caret = null;
    this.problem = null;
  }

  /** Takes the place of what stands here. It came from outside: none of the codes is meant. */
  fill(text: string): void {
    this.clear();
    this.#text = text;
  }

  /** A pasted number, cleaned of what people write into numbers. */
  paste(text: string): void {
    this.insert(cleanPasted(text));
  }

  /** Calls what was typed, or the last number when nothing was. */
  call(): void {
    const again = this.again;
    const result = this.phone.api.dial(this.text.trim() || (again?.party.number ?? ''));
    if (!result.ok) {
      this.problem = result.problem;
      return;
    }
    this.clear();
    this.called();
  }
}

/** The number in a pasted text, without what people write into numbers; other text as it is, on one line. */
export function cleanPasted(text: string): string {
  const read = readDialString(text);
  return read.ok ? read.shown : (text.trim().split(/[\r\n]/u)[0] ?? '').slice(0, 256);
}
