/** Keeps the main window where it belongs: its own place on each set of screens, and always one where it can be grabbed. */
import { screen, type BrowserWindow } from 'electron';
import { describe } from './failure';
import type { Log } from './log';
import { isGrabbable, place, placeFor, screensKey, smallest, within, type Place, type Rectangle } from './window-place';
import type { WindowMemory } from './window-memory';

/** ms without a further move, until a place counts as the user's choice. */
const MOVED_MS = 1_000;
/** ms without a further change of the screens: a dock brings them one by one, and the system moves windows itself. */
const SETTLED_MS = 500;

export interface WindowScreens {
  /** Writes the place; resolves when it is on the disk. */
  keep(): Promise<void>;
  /** Before the window comes up: its screen may have gone while it was hidden. */
  prepare(): void;
  /** Everything in the window has another size: it must still be usable. */
  zoomed(zoom: number): void;
}

/** The work areas of the screens, the primary one first. */
export function workAreas(): Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary, ...others].map((display) => display.workArea);
}

export function currentScreens(): string {
  return screensKey(screen.getAllDisplays());
}

/** `maximized`: it was when it was last seen, and comes up so. */
export function followScreens(
  window: BrowserWindow,
  memory: WindowMemory,
  start: { zoom: number; maximized: boolean },
  log: Log,
): WindowScreens {
  let screens = currentScreens();
  let { zoom, maximized: maximizeLater } = start;
  let moved: NodeJS.Timeout | undefined;
  let settling: NodeJS.Timeout | undefined;

  const write = (now: Place): Promise<void> =>
    memory.keep({ ...now, screens }).catch((error: unknown) => {
      log.warn('window', `place not kept: ${describe(error)}`);
    });
  /** Out of sight the system has nothing to say of it. */
  const isSeen = (): boolean => !window.isDestroyed() && window.isVisible() && !window.isMinimized();
  const current = (): Place => ({ ...window.getNormalBounds(), maximized: window.isMaximized() });

  async function keep(): Promise<void> {
    clearTimeout(moved);
    // In the middle of a change of screens it is the system that has moved it.
    if (isSeen() && settling === undefined) await write(current());
  }

  function goTo(target: Rectangle, maximized: boolean): void {
    if (window.isMaximized()) window.unmaximize();
    window.setBounds(target);
    // Maximising would bring a hidden window up.
    if (maximized && isSeen()) window.maximize();
    else maximizeLater = maximized;
  }

  /** The screens have come to rest: back to its place on them, or at least within reach. */
  function settle(): void {
    settling = undefined;
    if (window.isDestroyed() || window.isFullScreen()) return;
    const areas = workAreas();
    const now = currentScreens();
    const isOther = now !== screens;
    screens = now;
    setSmallest();
    const known = isOther ? memory.places.find((kept) => kept.screens === now) : undefined;
    const { maximized, ...bounds } = known ?? current();
    const target = place(bounds, areas, zoom);
    if (!target) return;
    if (!known && areas.some((area) => isGrabbable(bounds, area)) && isSame(target, bounds)) return;
    if (isOther) log.info('window', `other screens: ${known ? 'back to its place on them' : 'moved within reach'}`);
    goTo(target, maximized || maximizeLater);
  }

  function setSmallest(): void {
    const { width, height } = smallest(zoom, screen.getDisplayMatching(window.getBounds()).workArea);
    window.setMinimumSize(width, height);
  }

  for (const change of ['display-added', 'display-removed', 'display-metrics-changed'] as const)
    screen.on(change as 'display-added', () => {
      clearTimeout(moved);
      clearTimeout(settling);
      settling = setTimeout(settle, SETTLED_MS);
    });
  for (const change of ['move', 'resize', 'maximize', 'unmaximize'] as const)
    window.on(change as 'move', () => {
      clearTimeout(moved);
      moved = setTimeout(() => void keep(), MOVED_MS);
    });
  window.on('closed', () => {
    clearTimeout(moved);
    clearTimeout(settling);
  });
  setSmallest();

  return {
    keep,
    prepare() {
      if (settling !== undefined) {
        clearTimeout(settling);
        settle();
      }
      if (!maximizeLater) return;
      maximizeLater = false;
      window.maximize();
    },
    zoomed(to) {
      zoom = to;
      setSmallest();
      if (window.isMaximized() || window.isFullScreen()) return;
      const bounds = window.getBounds();
      const { workArea } = screen.getDisplayMatching(bounds);
      const target = place(bounds, [workArea], zoom);
      if (target && !isSame(target, bounds)) window.setBounds(within(target, workArea));
    },
  };
}

/** Where the window begins. */
export function firstPlace(memory: WindowMemory, zoom: number): { bounds: Rectangle | null; maximized: boolean } {
  const remembered = placeFor(memory.places, currentScreens());
  return { bounds: place(remembered, workAreas(), zoom), maximized: remembered?.maximized ?? false };
}

function isSame(one: Rectangle, other: Rectangle): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}
