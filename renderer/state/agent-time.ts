/** Times of the preview dialler: at the lead's, and in the field for the next call. */
import { locale } from '../locales/messages';

const clock = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});
const day = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** `there`: ms as `timeThere` gives them. */
export const timeThereWord = (there: number): string => clock.format(there);
export const dayThereWord = (there: number): string => day.format(there);

/** What `<input type="datetime-local">` takes; empty: none. */
export function localOf(iso: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return '';
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** ISO 8601 in UTC of what it gives; empty: none. */
export function isoOf(local: string): string {
  const at = new Date(local).getTime();
  return local === '' || Number.isNaN(at) ? '' : new Date(at).toISOString();
}
