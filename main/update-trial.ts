/**
 * The first starts of a new version are watched: one that crashes, shows no window or does not register where the version
 * before it did is taken back and not tried again. Pure: what is kept, what a start and its life mean for it.
 */
import * as v from 'valibot';

const version = v.pipe(v.string(), v.maxLength(128));

/** `update.json`. */
export const KeptSchema = v.object({
  /** The version under watch; null: none is. */
  trial: v.nullable(
    v.object({
      from: version,
      to: version,
      /** The version before it was registered when it ended. */
      registered: v.boolean(),
      /** That did not last. */
      starts: v.pipe(v.number(), v.integer(), v.minValue(0)),
    }),
  ),
  takenBack: v.pipe(
    v.array(
      v.object({
        version,
        why: v.picklist(['crashed', 'no-window', 'not-registered']),
        /** false: the switch may have been at fault; the version before shows it by registering, or not. */
        certain: v.boolean(),
      }),
    ),
    v.maxLength(50),
  ),
  /** To be fetched again and installed, because its file was not kept; null: nothing. */
  back: v.nullable(version),
});
export type Kept = v.InferOutput<typeof KeptSchema>;
export type Why = Kept['takenBack'][number]['why'];

export const nothingKept: Kept = { trial: null, takenBack: [], back: null };

/** Starts in a row that may break off before the version counts as crashing. */
export const MAX_STARTS = 3;
/** ms with a window after which a start has lasted. */
export const LASTS_AFTER_MS = 60_000;
/** ms until there is a window, on the slowest of desktops in the morning. */
export const WINDOW_LIMIT_MS = 120_000;
/** ms without a registration while the switch is there; servers that restart are back by then. */
export const REGISTER_LIMIT_MS = 300_000;

export function begun(kept: Kept, from: string, to: string, registered: boolean): Kept {
  return { ...kept, trial: { from, to, registered, starts: 0 } };
}

/** A start of `running`: counted as broken off until it has lasted. */
export function started(kept: Kept, running: string): { kept: Kept; takeBack: boolean } {
  const { trial } = kept;
  const arrived = kept.back === running ? { ...kept, back: null } : kept;
  if (!trial) return { kept: arrived, takeBack: false };
  // It was not installed, or somebody installed another one by hand.
  if (trial.to !== running) return { kept: { ...arrived, trial: null }, takeBack: false };
  if (trial.starts >= MAX_STARTS) return { kept, takeBack: true };
  return { kept: { ...kept, trial: { ...trial, starts: trial.starts + 1 } }, takeBack: false };
}

/** Ended as it should: no crash, whatever came of it. */
export function ended(kept: Kept): Kept {
  return kept.trial ? { ...kept, trial: { ...kept.trial, starts: 0 } } : kept;
}

/** It ran for long enough. */
export function lasted(kept: Kept): Kept {
  if (!kept.trial) return kept;
  return { ...kept, trial: kept.trial.registered ? { ...kept.trial, starts: 0 } : null };
}

/**
 * It is as good as the one before; and if that is this one, the other was really at fault. One that was to be taken back
 * and registers after all is not.
 */
export function registered(kept: Kept, running: string): Kept {
  const isSuspect = kept.takenBack.some(({ version, certain }) => version === running && !certain);
  const others = kept.takenBack.filter(({ version, certain }) => certain || version !== running);
  return {
    trial: null,
    takenBack: others.map((each) => ({ ...each, certain: true })),
    back: isSuspect ? null : kept.back,
  };
}

export function takenBack(kept: Kept, why: Why): Kept {
  const { trial } = kept;
  if (!trial) return kept;
  const others = kept.takenBack.filter((each) => each.version !== trial.to);
  const entry = { version: trial.to, why, certain: why !== 'not-registered' };
  return { ...kept, trial: null, takenBack: [...others, entry].slice(-50) };
}

/** This version does not register either: for the other one the switch was at fault. */
export function acquitted(kept: Kept, running: string): Kept {
  return { ...kept, takenBack: kept.takenBack.filter(({ version, certain }) => certain || version === running) };
}

/** What was seen since the last look. */
export interface Seen {
  ms: number;
  /** The window has reported. */
  window: boolean;
  signedIn: boolean;
  ready: boolean;
  /** A call rings or is up: some line works, and nobody is cut off. */
  inCall: boolean;
  /** There is a network. */
  online: boolean;
}

/** ms, each without a break. */
export interface Life {
  withoutWindow: number;
  withWindow: number;
  unregistered: number;
}

export const newborn: Life = { withoutWindow: 0, withWindow: 0, unregistered: 0 };

/** A look that comes much later than it should: the computer slept. */
const SLEPT_MS = 30_000;

export function lived(life: Life, { ms, window, signedIn, ready, inCall, online }: Seen): Life {
  if (ms > SLEPT_MS) return { ...life, unregistered: 0 };
  return {
    withoutWindow: window ? life.withoutWindow : life.withoutWindow + ms,
    withWindow: window ? life.withWindow + ms : 0,
    // Without a network, or with nobody signed in, no version could register.
    unregistered: window && signedIn && !ready && !inCall && online ? life.unregistered + ms : 0,
  };
}

export type Judgement = 'wait' | 'registered' | 'lasts' | 'no-window' | 'not-registered';

export function judge(life: Life, { ready }: Pick<Seen, 'ready'>): Judgement {
  if (ready) return 'registered';
  if (life.withoutWindow >= WINDOW_LIMIT_MS) return 'no-window';
  if (life.unregistered >= REGISTER_LIMIT_MS) return 'not-registered';
  return life.withWindow >= LASTS_AFTER_MS ? 'lasts' : 'wait';
}
