/** The other party of a call in one line of plain text, for surfaces that are drawn by the operating system. */
import type { CallSnapshot } from '../preload/contract';
import { t } from '../renderer/locales/messages';

/** Longer names are cut: a tooltip has 127 characters on Windows, a notification three lines. */
const MAX = 80;

export function callerText({ name, number }: Pick<CallSnapshot, 'name' | 'number'>): string {
  const who = plain(name);
  const where = plain(number);
  if (who && where && who !== where) return t('caller.named', { name: who, number: where });
  return who || where || t('caller.unknown');
}

/**
 * Text from outside without control characters, line breaks and direction overrides (which would turn the words
 * around it), cut to `max` characters.
 */
export function plain(text: string, max = MAX): string {
  const harmless = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .trim();
  const characters = Array.from(harmless.slice(0, 4 * max));
  return characters.length <= max
    ? harmless
    : `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}
