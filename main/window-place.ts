/** Where the main window was, and where it may come up again. Pure; all measures in px as the system counts them for windows. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Place extends Rectangle {
  maximized: boolean;
}

/** A place, and the screens that it was taken on. */
export interface KeptPlace extends Place {
  screens: string;
}

/** As Electron's `Display`. */
export interface Screen {
  bounds: Rectangle;
  scaleFactor: number;
}

export const FIRST_SIZE = { width: 380, height: 680 } as const;
const MIN_SIZE = { width: 320, height: 480 } as const;

/** So much of the window must lie within a screen's work area, in px: enough to grab it by its top edge. */
const GRIP = { width: 120, height: 40 } as const;
/** Sets of screens whose places are remembered: office, home, meeting rooms. */
const MAX_KEPT = 16;

/**
 * Names a set of screens: which there are, how they stand to each other, how fine they are. Not by the system's ids:
 * those change with the socket, and two desks that are alike take the same place.
 */
export function screensKey(screens: readonly Screen[]): string {
  return screens
    .map(({ bounds: { x, y, width, height }, scaleFactor }) =>
      [width, height, x, y, scaleFactor].map((value) => String(Math.round(value * 100) / 100)).join(','),
    )
    .sort()
    .join(' ');
}

/** The place on these screens; on others than ever before, the last one. */
export function placeFor(kept: readonly KeptPlace[], screens: string): KeptPlace | null {
  return kept.find((place) => place.screens === screens) ?? kept[0] ?? null;
}

/** The list with this place at its head. */
export function withPlace(kept: readonly KeptPlace[], place: KeptPlace): KeptPlace[] {
  return [place, ...kept.filter(({ screens }) => screens !== place.screens)].slice(0, MAX_KEPT);
}

/** The smallest size at which everything in the window can be used, at this zoom; never more than the screen has. */
export function smallest(zoom: number, area: Rectangle | undefined): { width: number; height: number } {
  const wanted = { width: Math.ceil(MIN_SIZE.width * zoom), height: Math.ceil(MIN_SIZE.height * zoom) };
  if (!area) return wanted;
  return {
    width: Math.max(MIN_SIZE.width, Math.min(wanted.width, area.width)),
    height: Math.max(Math.min(MIN_SIZE.height, area.height), Math.min(wanted.height, area.height)),
  };
}

/**
 * The remembered place, moved and shrunk so that it can be seen and grabbed; null (the system chooses)
 * when there is none. `areas`: the work areas of the screens, the primary one first.
 */
export function place(remembered: Rectangle | null, areas: readonly Rectangle[], zoom = 1): Rectangle | null {
  const primary = areas[0];
  if (!remembered || !primary) return null;
  const grabbable = areas.find((candidate) => isGrabbable(remembered, candidate));
  const area = grabbable ?? primary;
  const min = smallest(zoom, area);
  const width = clamp(remembered.width, min.width, Math.max(min.width, area.width));
  const height = clamp(remembered.height, min.height, Math.max(min.height, area.height));
  if (grabbable) return { x: remembered.x, y: remembered.y, width, height };
  // Its screen is gone: the middle of the primary one.
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  };
}

/** A first start: on a small or finely drawn screen the usual size may be more than there is. */
export function firstSize(area: Rectangle | undefined, zoom: number): { width: number; height: number } {
  const wanted = { width: Math.round(FIRST_SIZE.width * zoom), height: Math.round(FIRST_SIZE.height * zoom) };
  if (!area) return wanted;
  return { width: Math.min(wanted.width, area.width), height: Math.min(wanted.height, area.height) };
}

/** Moved so that all of it is to be seen, as far as there is room. */
export function within(window: Rectangle, area: Rectangle): Rectangle {
  const left = Math.min(window.x, area.x + area.width - window.width);
  const top = Math.min(window.y, area.y + area.height - window.height);
  return { ...window, x: Math.max(area.x, left), y: Math.max(area.y, top) };
}

export function isGrabbable(window: Rectangle, area: Rectangle): boolean {
  const visible = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return visible >= GRIP.width && window.y >= area.y - 8 && window.y + GRIP.height <= area.y + area.height;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
