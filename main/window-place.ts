/** Where the main window was, and where it may come up again. Pure. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const FIRST_SIZE = { width: 380, height: 680 } as const;
export const MIN_SIZE = { width: 320, height: 480 } as const;

/** So much of the window must lie within a screen's work area, in px: enough to grab it by its top edge. */
const GRIP = { width: 120, height: 40 } as const;

/**
 * The remembered place, moved and shrunk so that it can be seen and grabbed; null (the system chooses)
 * when there is none. `areas`: the work areas of the screens, the primary one first.
 */
export function place(remembered: Rectangle | null, areas: readonly Rectangle[]): Rectangle | null {
  const primary = areas[0];
  if (!remembered || !primary) return null;
  const area = areas.find((candidate) => isGrabbable(remembered, candidate)) ?? primary;
  const width = clamp(remembered.width, MIN_SIZE.width, Math.max(MIN_SIZE.width, area.width));
  const height = clamp(remembered.height, MIN_SIZE.height, Math.max(MIN_SIZE.height, area.height));
  if (area === primary && !isGrabbable(remembered, area)) {
    // Its screen is gone: the middle of the primary one.
    return {
      x: Math.round(area.x + (area.width - width) / 2),
      y: Math.round(area.y + (area.height - height) / 2),
      width,
      height,
    };
  }
  return { x: remembered.x, y: remembered.y, width, height };
}

function isGrabbable(window: Rectangle, area: Rectangle): boolean {
  const visible = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return visible >= GRIP.width && window.y >= area.y - 8 && window.y + GRIP.height <= area.y + area.height;
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
