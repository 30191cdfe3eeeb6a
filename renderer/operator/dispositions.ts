/** Dispositions: which one fits what became of a call, or an operator's button. Pure. */
import type { EndReason } from '../phone/reasons';

/** What the agent typed and chose for a lead; nothing of it is lost before the portal has it. */
export interface Draft {
  /** Empty: none chosen yet. */
  readonly disposition: string;
  /** ISO 8601; empty: no time told. */
  readonly callBackAt: string;
  readonly comments: string;
  /** Columns that differ from what the portal has, as typed. */
  readonly corrections: Readonly<Record<string, string>>;
}
export const emptyDraft: Draft = { disposition: '', callBackAt: '', comments: '', corrections: {} };

export const CALL_BACK = 'CALL BACK';
/** Proposed as the time of the next call, ms from now; on a quarter of an hour. */
const LATER_MS = 60 * 60_000;
const QUARTER_MS = 15 * 60_000;

/** `reason` null: the number could not be dialled at all. */
function fitting(reason: EndReason | null, answered: boolean): string {
  switch (reason?.kind) {
    case undefined:
      return 'WRONG DETAILS';
    case 'busy':
      return 'BUSY';
    case 'not-found':
      return 'DISCONNECTED NUMBER';
    case 'transferred':
      return 'CALL TRANSFERRED';
    case 'hung-up':
    case 'cancelled':
      return '';
    default:
      // Nobody was reached, for whatever reason.
      return answered ? '' : CALL_BACK;
  }
}

/** With what the agent chose during the call, else with what fits, where the campaign has it. */
export function proposedFor(
  reason: EndReason | null,
  answered: boolean,
  draft: Draft,
  dispositions: readonly string[],
  now: number,
): Draft {
  const disposition = fitting(reason, answered);
  if (draft.disposition !== '' || !dispositions.includes(disposition)) return draft;
  return chosen(draft, disposition, now);
}

/** With a time, where it is to be called again. */
export function chosen(draft: Draft, disposition: string, now: number): Draft {
  const time = Math.ceil((now + LATER_MS) / QUARTER_MS) * QUARTER_MS;
  const callBackAt = disposition === CALL_BACK ? draft.callBackAt || new Date(time).toISOString() : '';
  return { ...draft, disposition, callBackAt };
}

const answers = {
  Yes: ['SALE MADE'],
  No: ['NOT INTERESTED', 'DECLINED SALE'],
  Unknown: [CALL_BACK],
} as const;

/** What an operator's button `save(Yes|No|Unknown)` means in a campaign; empty: it has nothing of the kind. */
export function dispositionOf(answer: keyof typeof answers, dispositions: readonly string[]): string {
  return answers[answer].find((one) => dispositions.includes(one)) ?? '';
}
