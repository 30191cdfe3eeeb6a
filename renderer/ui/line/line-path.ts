/** The living line as SVG path data. Coordinates: x from 0 to `width`, the line rests at half of `height`. */

/** Length of one swing, in units of x. */
const swing = 17;
/** Distance between two points of the path. */
const step = 2;
/** How far the swings move between two samples, so that sound is seen to travel. */
const drift = 3.5;

export interface Box {
  width: number;
  height: number;
}

/** Your voice from the start, theirs from the end, both towards the middle. Levels 0 to 1, newest first. */
export function talkPath(you: readonly number[], them: readonly number[], box: Box, tick: number): string {
  const half = box.width / 2;
  return curve(box, (x) => {
    const fromYou = x <= half;
    const distance = fromYou ? x : box.width - x;
    const trail = fromYou ? you : them;
    return at(trail, distance / half) * taper(distance / half) * carrier(distance - tick * drift);
  });
}

/** Pulses that leave one side and fade on the way, while it rings. `phase` 0 to 1 within one pulse. */
export function pulsePath(from: 'start' | 'end', phase: number, box: Box, pulses = 4): string {
  const period = box.width / pulses;
  return curve(box, (x) => {
    const distance = from === 'start' ? x : box.width - x;
    const within = (((distance / period - phase) % 1) + 1) % 1;
    const bell = Math.exp(-(((within - 0.5) / 0.13) ** 2));
    const fade = 1 - distance / box.width;
    const edge = Math.min(1, distance / (period * 0.35), (box.width - distance) / (period * 0.35));
    return bell * (0.08 + 0.92 * fade) * Math.max(0, edge) * carrier((within - 0.5) * period);
  });
}

/** One burst in the middle: the line at rest, but alive. */
export function burstPath(box: Box, swings = 6): string {
  return curve(box, (x) => {
    const from = (x / box.width - 0.5) * 2;
    return (
      Math.exp(-((from / 0.42) ** 2)) *
      Math.sin(from * Math.PI * swings * 0.72 + 0.4) *
      Math.min(1, (1 - Math.abs(from)) * 6)
    );
  });
}

function carrier(distance: number): number {
  return (
    Math.sin((2 * Math.PI * distance) / swing) * (0.78 + 0.22 * Math.sin((2 * Math.PI * distance) / (swing * 3.7)))
  );
}

/** Rises at the person, falls towards the middle, where both meet at rest. */
function taper(distance: number): number {
  return Math.min(1, distance / 0.14) * Math.min(1, (1 - distance) / 0.22);
}

/** The trail at a place between 0 and 1, interpolated. */
function at(trail: readonly number[], place: number): number {
  const exact = place * (trail.length - 1);
  const before = Math.floor(exact);
  const a = trail[before] ?? 0;
  const b = trail[before + 1] ?? a;
  return a + (b - a) * (exact - before);
}

/** A smooth line through the heights; −1 to 1 fill the box. */
function curve(box: Box, height: (x: number) => number): string {
  const middle = box.height / 2;
  const y = (x: number): number => middle - height(x) * (middle - 2);
  let path = `M0 ${round(y(0))}`;
  let last = y(0);
  for (let x = step; x <= box.width; x += step) {
    const next = y(x);
    path += `Q${round(x - step)} ${round(last)} ${round(x - step / 2)} ${round((last + next) / 2)}`;
    last = next;
  }
  return `${path}L${round(box.width)} ${round(last)}`;
}

const round = (value: number): string => String(Math.round(value * 10) / 10);
