/** What the call card shows and where: pure. */
import type { CardContent, Settings, Snapshot } from '../preload/contract';
import { plain } from './caller';
import { isOngoing, ongoing, ringsHere } from './calls';
import type { Rectangle } from './window-place';
import type { Point } from './x-pointer';

export const CARD_SIZE = { width: 360, height: 132 } as const;
const MARGIN = 16;

/**
 * The call that rings longest; else, while the window is out of sight, the one that is up, so that mute and End are at
 * hand. null when there is neither. `unwanted`: ids of calls that ring, and not by the card.
 */
export function cardContent(
  { calls }: Snapshot,
  theme: Settings['theme'],
  windowInSight: boolean,
  unwanted: ReadonlySet<string> = new Set(),
): CardContent | null {
  const all = calls.filter((call) => ringsHere(call) && !unwanted.has(call.id));
  const ringing = all[0];
  const live = windowInSight ? undefined : ongoing(calls.filter(({ state }) => state === 'active'));
  const call = ringing ?? live;
  if (!call) return null;
  return {
    kind: ringing ? 'ringing' : 'live',
    callId: call.id,
    name: plain(call.name, 120),
    number: plain(call.number, 120),
    line: plain(call.line, 120),
    via: plain(call.via, 120),
    second: ringing !== undefined && calls.some(isOngoing),
    more: Math.max(0, all.length - 1),
    muted: call.muted,
    held: call.held,
    theme,
  };
}

/** In a corner of the work area where the system's own notifications are not: those of Windows come from below. */
export function cardPlace(area: Rectangle, platform: NodeJS.Platform, zoom = 1): Rectangle {
  const width = Math.round(CARD_SIZE.width * zoom);
  const height = Math.round(CARD_SIZE.height * zoom);
  return {
    x: area.x + Math.max(0, area.width - width - MARGIN),
    y: platform === 'win32' ? area.y + MARGIN : area.y + Math.max(0, area.height - height - MARGIN),
    width,
    height,
  };
}

/** A display as X11 has it: its place in pixels, its size in those of the program. */
export interface PixelDisplay {
  nativeOrigin: Point;
  size: { width: number; height: number };
  scaleFactor: number;
}

/** The display on which this pixel is; undefined outside of all. */
export function displayAt<D extends PixelDisplay>(displays: readonly D[], { x, y }: Point): D | undefined {
  return displays.find(({ nativeOrigin, size, scaleFactor }) => {
    const [left, top] = [x - nativeOrigin.x, y - nativeOrigin.y];
    return left >= 0 && top >= 0 && left < size.width * scaleFactor && top < size.height * scaleFactor;
  });
}
