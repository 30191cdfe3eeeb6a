/**
 * Makes names and numbers from the outside harmless: what comes out is plain text that cannot reorder, hide, break or
 * flood what stands around it. Markup stays what it is, text; whoever shows it must show it as text.
 */
import type { Party } from './ports';

const longestName = 100;
const longestNumber = 64;
const longestUri = 256;
/** Beyond this the input is not even looked at; no limit of ours comes near. */
const longestInput = 4_096;

/** Controls, line and paragraph separators, and blanks that are none of the usual (Braille blank, Hangul fillers). */
const spaces = /[\p{Cc}\p{Z}\u2800\u3164\u115f\u1160\uffa0]+/gu;
/** Format characters (bidi overrides and isolates, zero-width, tags), private use, half surrogates, object replacement. */
const invisible = /[\p{Cf}\p{Co}\p{Cs}\ufff9-\ufffc]/gu;
/** More than two marks on one letter are stacked to cover the lines above and below. */
const stackedMarks = /(\p{M}{2})\p{M}+/gu;
/** Joiners are part of the spelling inside a word (Persian, Indic scripts, emoji): one between two visible signs stays. */
const joiner = /(?<=[\p{L}\p{M}\p{Extended_Pictographic}])([\u200c\u200d])(?=[\p{L}\p{Extended_Pictographic}])/gu;
const joinerMarks = ['\ue000', '\ue001'] as const;

/** At most `longest` characters of harmless text on one line; what is longer ends in “…”. */
export function harmlessText(text: string, longest: number = longestName): string {
  const visible = text
    .slice(0, longestInput)
    .replace(/[\ue000\ue001]/g, '')
    .replace(joiner, (found) => (found === '\u200c' ? joinerMarks[0] : joinerMarks[1]))
    .replace(spaces, ' ')
    .replace(invisible, (found) => (found === joinerMarks[0] ? '\u200c' : found === joinerMarks[1] ? '\u200d' : ''))
    .replace(stackedMarks, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
  const characters = Array.from(visible);
  if (characters.length <= longest) return visible;
  const cut = characters.slice(0, longest - 1).join('');
  return `${cut.replace(/[\s\u200c\u200d]+$/u, '')}…`;
}

/** A party from the signalling, safe to show and to keep. */
export function harmlessParty(party: Party): Party {
  return {
    name: harmlessText(party.name),
    number: harmlessText(party.number, longestNumber),
    uri: harmlessText(party.uri, longestUri),
  };
}
