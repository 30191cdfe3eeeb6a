/**
 * Numbers that something outside of the window wants called: a link (of a start, a second start, or opened by macOS), the
 * command line, the tray, a key. The phone does it, or asks its user.
 */
import { app } from 'electron';
import type { DialWish } from '../preload/contract';
import { callScheme, readCallLink, type LinkRules } from './call-links';
import type { Ipc } from './ipc';
import type { Log } from './log';

/** A page that opens one link after the other calls nobody: the next one within so many ms is asked about. */
const SPACING_MS = 3_000;

export interface DialWishes {
  /** Told to the phone; kept for it until it is there, the last one. One to be asked about brings the window up. */
  want(wish: DialWish): void;
}

export interface DialWishParts {
  ipc: Pick<Ipc, 'handle' | 'send'>;
  rules: LinkRules;
  log: Log;
  /** The window comes up. */
  show(): void;
  /** Of this start, without the program's own name. */
  args: readonly string[];
  /** Links that macOS opens; see `catchLinks`. */
  opened: (listener: (url: string) => void) => void;
  /** ms */
  now?: () => number;
}

export function setUpDialWishes(parts: DialWishParts): DialWishes {
  const { ipc, rules, log, show, args, opened, now = () => performance.now() } = parts;
  let waiting: DialWish | null = null;
  let taken = false;
  let dialled = -Infinity;

  function want(wish: DialWish): void {
    log.info(
      'dial',
      `a number by ${wish.from}, to ${wish.how}${wish.doubt === null ? '' : `, doubted: ${wish.doubt}`}`,
    );
    if (wish.how === 'ask') show();
    if (taken) ipc.send('phone', 'dial.wanted', wish);
    else waiting = wish;
  }

  function open(link: string): void {
    const scheme = callScheme(link);
    const wish = readCallLink(link, rules);
    if (!wish) {
      // Nothing of it: whoever made it may have had the log in mind.
      log.warn('dial', `a link was refused: ${String(scheme)}, ${String(link.length)} characters`);
      return;
    }
    if (wish.how === 'ask') {
      want(wish);
      return;
    }
    const soon = now() - dialled < SPACING_MS;
    dialled = now();
    want(soon ? { ...wish, how: 'ask' } : wish);
  }

  /** The first one: a browser gives one link to a start. */
  function openFirst(given: readonly string[]): void {
    const link = given.find((arg) => callScheme(arg) !== null);
    if (link !== undefined) open(link);
  }

  openFirst(args);
  app.on('second-instance', (_event, argv) => openFirst(argv.slice(1)));
  opened((url) => {
    if (callScheme(url) !== null) open(url);
  });
  ipc.handle('dial.take', () => {
    taken = true;
    const given = waiting;
    waiting = null;
    return given;
  });
  return { want };
}

/** Whether a second start with these arguments leaves the window where it is: its link calls by itself. */
export function leavesWindow(argv: readonly string[], rules: LinkRules): boolean {
  const link = argv.slice(1).find((arg) => callScheme(arg) !== null);
  return link !== undefined && readCallLink(link, rules)?.how === 'dial';
}
