/** What the user chose in the phone and finds again after a restart: do-not-disturb, and which line to call with. */
import type { Settings } from '../../preload/contract';
import type { Host } from '../host/host';
import type { DoNotDisturb, PhoneApi, PhoneState } from '../phone/phone-api';

type Choices = Pick<Settings, 'doNotDisturb' | 'doNotDisturbLines' | 'chosenLine'>;

/**
 * Restores what was kept, a line's own as soon as it is there, and keeps what changes. Call it before anybody signs in;
 * the function that it returns ends the keeping.
 */
export function keepChoices(
  phone: PhoneApi,
  settings: Choices,
  host: Pick<Host['settings'], 'save'>,
  now: () => number = Date.now,
): () => void {
  let kept: Choices = settings;
  /** Lines that are there, as far as they were restored. */
  let known: readonly string[] = [];

  function save(changes: Partial<Choices>): void {
    kept = { ...kept, ...changes };
    // Told by the settings page where it matters; the choice itself holds for as long as the phone runs.
    host.save(changes).catch(() => {});
  }

  function restoreLine(line: string): void {
    const own = kept.doNotDisturbLines[line];
    if (own && isOn(own, now())) phone.setDoNotDisturb(own, line);
    if (kept.chosenLine === line && phone.state.chosen !== line) phone.choose(line);
  }

  if (kept.doNotDisturb && isOn(kept.doNotDisturb, now())) phone.setDoNotDisturb(kept.doNotDisturb);
  return phone.subscribe((state, before) => {
    const lines = state.lines.map(({ account }) => account.id);
    const added = lines.filter((line) => !known.includes(line));
    const gone = known.some((line) => !lines.includes(line));
    known = lines;
    if (added.length > 0) {
      added.forEach(restoreLine);
      // What this changed comes as a state of its own.
      return;
    }
    if (!same(state.doNotDisturb, kept.doNotDisturb)) save({ doNotDisturb: copy(state.doNotDisturb) });
    const quietLines = linesOf(state, kept.doNotDisturbLines);
    if (!same(quietLines, kept.doNotDisturbLines)) save({ doNotDisturbLines: quietLines });
    // When lines come and go the phone chooses by itself; that is no choice of the user's.
    const chosen = state.chosen ?? '';
    if (!gone && chosen !== (before.chosen ?? '') && chosen !== '' && chosen !== kept.chosenLine) {
      save({ chosenLine: chosen });
    }
  });
}

/** Those of lines that are not there now stay as they were. */
function linesOf(state: PhoneState, kept: Choices['doNotDisturbLines']): Choices['doNotDisturbLines'] {
  const next = new Map(Object.entries(kept));
  for (const { account, doNotDisturb } of state.lines) {
    if (doNotDisturb) next.set(account.id, { until: doNotDisturb.until });
    else next.delete(account.id);
  }
  return Object.fromEntries(next);
}

const isOn = ({ until }: DoNotDisturb, now: number): boolean => until === null || until > now;
const copy = (on: DoNotDisturb | null): { until: number | null } | null => on && { until: on.until };
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
