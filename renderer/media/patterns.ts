/** Patterns that an administrator wrote, made harmless: a regular expression of JavaScript can run for years. */

/** Six codecs can be named in less; longer ones can hide what takes long. */
const longest = 64;
const most = 4;

/** A pattern, or why it is not used. */
export type Pattern = { ok: true; test(name: string): boolean } | { ok: false; why: string };

export function readPattern(text: string): Pattern {
  const refused = (why: string): Pattern => ({ ok: false, why });
  if (text.length > longest) return refused(`longer than ${longest} characters`);
  const bare = text.replace(/\\[\s\S]/g, 'x').replace(/\[[^\]]*\]/g, 'x');
  if (/\\[1-9k]/.test(text)) return refused('it refers back to a group');
  if (/\)[*+?{]/.test(bare)) return refused('it repeats a group');
  if (count(bare, /\(/g) > most) return refused(`more than ${most} groups`);
  if (count(bare, /[*+{]|(?<!\()\?/g) > most) return refused(`more than ${most} repetitions`);
  try {
    const expression = new RegExp(text, 'i');
    return { ok: true, test: (name) => expression.test(name) };
  } catch {
    return refused('it is no regular expression');
  }
}

const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;
