/** Versions as semver.org 2.0.0 orders them (§ 11); build metadata does not count. */

interface Version {
  numbers: readonly number[];
  /** Parts of the pre-release; empty: a release. */
  pre: readonly string[];
}

const SHAPE = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z.-]{1,64}))?(?:\+[0-9A-Za-z.-]{1,64})?$/;

function read(text: string): Version | null {
  const [, major, minor, patch, pre = ''] = SHAPE.exec(text) ?? [];
  if (patch === undefined) return null;
  return { numbers: [Number(major), Number(minor), Number(patch)], pre: pre === '' ? [] : pre.split('.') };
}

export const isVersion = (text: string): boolean => read(text) !== null;
export const isPreRelease = (text: string): boolean => (read(text)?.pre.length ?? 0) > 0;

/** Below 0: `one` is older. What is no version is older than any. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [read(one), read(other)];
  if (!a || !b) return Number(a !== null) - Number(b !== null);
  for (const [index, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (const [index, part] of a.pre.entries()) {
    const against = b.pre[index];
    if (against === undefined) return 1;
    const difference = comparePart(part, against);
    if (difference !== 0) return difference;
  }
  return a.pre.length - b.pre.length;
}

/** Numbers by value and below words; words by ASCII. */
function comparePart(one: string, other: string): number {
  const isNumber = (part: string) => /^\d+$/.test(part);
  if (isNumber(one) && isNumber(other)) return Number(one) - Number(other);
  if (isNumber(one) !== isNumber(other)) return isNumber(one) ? -1 : 1;
  return one === other ? 0 : one < other ? -1 : 1;
}
