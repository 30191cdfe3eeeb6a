/** What the call card shows and where: pure. */
import type { CardContent, Settings, Snapshot } from '../preload/contract';
import { plain } from './caller';
import { isOngoing, ringsHere } from './calls';
import type { Rectangle } from './window-place';

export const CARD_SIZE = { width: 360, height: 132 } as const;
const MARGIN = 16;

/** The call that rings longest; null when none does. */
export function cardContent({ calls }: Snapshot, theme: Settings['theme']): CardContent | null {
  const call = calls.find(ringsHere);
  if (!call) return null;
  const second = calls.some(isOngoing);
  return {
    callId: call.id,
    name: plain(call.name, 120),
    number: plain(call.number, 120),
    line: plain(call.line, 120),
    second,
    theme,
  };
}

/** In a corner of the work area where the system's own notifications are not: those of Windows come from below. */
export function cardPlace(area: Rectangle, platform: NodeJS.Platform): Rectangle {
  return {
    x: area.x + Math.max(0, area.width - CARD_SIZE.width - MARGIN),
    y: platform === 'win32' ? area.y + MARGIN : area.y + Math.max(0, area.height - CARD_SIZE.height - MARGIN),
    ...CARD_SIZE,
  };
}
