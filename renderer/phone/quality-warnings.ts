/** When a figure becomes a warning, and when it is over: each rises and clears on its own conditions. Pure. */
import type { QualityWarning } from './phone-api';

/** What was measured in one second. */
export interface Measured {
  /** Packets that came in this second. */
  received: number;
  /** Over the last seconds, 0 to 1. */
  loss: number;
  /** Of ours, as the other side reports it, 0 to 1. */
  remoteLoss: number | null;
  /** ms */
  jitter: number;
  /** ms */
  roundTrip: number | null;
  /** Linear, 0 to 1: their sound, and our microphone before mute and hold. */
  levelIn: number;
  levelMicrophone: number;
  muted: boolean;
  /** On hold from our side: nothing is sent or expected. */
  held: boolean;
  /** On hold from theirs. */
  heldByThem: boolean;
}

interface Rule {
  warning: QualityWarning;
  raises(now: Measured): boolean;
  /** Between `raises` and `clears` the warning stays what it is. */
  clears(now: Measured): boolean;
  /** So many seconds in a row. */
  raiseAfter: number;
  clearAfter: number;
}

/** Digital silence, about −90 dBFS: the quietest room is louder through any microphone. */
const silence = 0.00003;
/** About −80 dBFS: below the noise of any microphone, above the −90 of the comfort noise that Chromium's echo canceller puts in its place. */
const deadMicrophone = 0.0001;
/** About −34 dBFS: somebody speaks into this microphone. */
const speech = 0.02;
const quiet = 0.01;

/** Worst first. */
const rules: readonly Rule[] = [
  {
    warning: 'nothing-received',
    raises: (now) => now.received === 0 && !now.held && !now.heldByThem,
    clears: (now) => now.received > 0 || now.held || now.heldByThem,
    raiseAfter: 3,
    clearAfter: 1,
  },
  {
    warning: 'speaking-muted',
    raises: (now) => now.muted && !now.held && now.levelMicrophone >= speech,
    clears: (now) => !now.muted || now.held || now.levelMicrophone < quiet,
    // A level is looked at once a second, and speech has gaps.
    raiseAfter: 1,
    clearAfter: 4,
  },
  {
    warning: 'silent-microphone',
    raises: (now) => !now.muted && !now.held && now.levelMicrophone < deadMicrophone,
    clears: (now) => now.muted || now.held || now.levelMicrophone >= deadMicrophone,
    raiseAfter: 10,
    clearAfter: 1,
  },
  {
    warning: 'packet-loss',
    raises: (now) => now.loss >= 0.03,
    clears: (now) => now.loss < 0.01,
    raiseAfter: 3,
    clearAfter: 5,
  },
  {
    warning: 'remote-packet-loss',
    raises: (now) => (now.remoteLoss ?? 0) >= 0.03,
    clears: (now) => (now.remoteLoss ?? 0) < 0.01,
    raiseAfter: 3,
    clearAfter: 5,
  },
  {
    warning: 'silent-other-side',
    raises: (now) => now.received > 0 && !now.held && !now.heldByThem && now.levelIn < silence,
    clears: (now) => now.held || now.heldByThem || now.levelIn >= silence,
    raiseAfter: 20,
    clearAfter: 1,
  },
  {
    warning: 'delay',
    raises: (now) => (now.roundTrip ?? 0) >= 400,
    clears: (now) => (now.roundTrip ?? 0) < 300,
    raiseAfter: 3,
    clearAfter: 5,
  },
  {
    warning: 'jitter',
    raises: (now) => now.jitter >= 50,
    clears: (now) => now.jitter < 30,
    raiseAfter: 3,
    clearAfter: 5,
  },
];

/** Of each warning: whether it is up, and for how many seconds the opposite has been true. */
export type Warnings = ReadonlyMap<QualityWarning, { up: boolean; against: number }>;

/** Whose end needs no waiting: the reason for it is gone. */
const endsAtOnce = (warning: QualityWarning, now: Measured) => warning === 'speaking-muted' && !now.muted;

/** The warnings after one second more. */
export function nextWarnings(before: Warnings, now: Measured): Warnings {
  return new Map(
    rules.map(({ warning, raises, clears, raiseAfter, clearAfter }) => {
      const { up, against } = before.get(warning) ?? { up: false, against: 0 };
      const turns = up ? clears(now) : raises(now);
      const seconds = turns ? against + 1 : 0;
      const enough = seconds >= (up ? clearAfter : raiseAfter) || (up && endsAtOnce(warning, now));
      return [warning, enough ? { up: !up, against: 0 } : { up, against: seconds }];
    }),
  );
}

/** Those that are up, worst first. */
export function warningsUp(warnings: Warnings): QualityWarning[] {
  return rules.flatMap(({ warning }) => (warnings.get(warning)?.up ? [warning] : []));
}
