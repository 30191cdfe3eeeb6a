import { locale, t } from '../locales/messages';

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayAndMonth = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const fullDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
const two = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2, useGrouping: false });
const one = new Intl.NumberFormat(locale, { useGrouping: false });

/** Time of day of a moment (ms since the epoch). */
export const timeOfDay = (at: number): string => clock.format(at);

/** A span in ms as m:ss or h:mm:ss; `padded` gives 04:17 for a running timer. */
export function span(ms: number, padded = false): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const tail = two.format(seconds % 60);
  if (hours > 0) return `${one.format(hours)}:${two.format(minutes % 60)}:${tail}`;
  return `${(padded ? two : one).format(minutes)}:${tail}`;
}

/** Start of the local day of a moment. */
export function dayOf(at: number): number {
  const day = new Date(at);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}

function daysBetween(day: number, now: number): number {
  // A day may have 23 or 25 hours.
  return Math.round((dayOf(now) - day) / 86_400_000);
}

/** A day as a heading: Today, Yesterday, Monday 3 October, 3 October 2024. */
export function dayHeading(day: number, now: number): string {
  const ago = daysBetween(day, now);
  if (ago === 0) return t('day.today');
  if (ago === 1) return t('day.yesterday');
  return (ago > 0 && ago < 300 ? dayAndMonth : fullDay).format(day);
}

/** A moment for a list: the time today, else the day. */
export function shortMoment(at: number, now: number): string {
  const ago = daysBetween(dayOf(at), now);
  if (ago === 0) return timeOfDay(at);
  if (ago === 1) return t('day.yesterday');
  return (ago < 300 ? shortDay : fullDay).format(at);
}
