/** Do not disturb in the user's words: until when. How long it is offered for is in preload/do-not-disturb.ts. */
import { t } from '../locales/messages';
import type { DoNotDisturb } from '../phone/phone-api';
import { dayOf, timeOfDay } from './time';

/** "until 12:30", "until tomorrow, 06:00", "until you switch it off". */
export function quietWords({ until }: DoNotDisturb, now: number): string {
  if (until === null) return t('dnd.until-off');
  return t(dayOf(until) === dayOf(now) ? 'dnd.until' : 'dnd.until-tomorrow', { time: timeOfDay(until) });
}

/** What is left, short enough for the app bar: minutes within the last hour, else the end; empty when it has none. */
export function quietLeft({ until }: DoNotDisturb, now: number): string {
  if (until === null) return '';
  const minutes = Math.max(1, Math.ceil((until - now) / 60_000));
  return minutes <= 60 ? t('dnd.minutes', { minutes }) : t('dnd.until', { time: timeOfDay(until) });
}
