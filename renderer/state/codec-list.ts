/** The sound formats in the user's order, with those that the administrator or the user took out. */
import type { Settings } from '../../preload/contract';

/** What the phone speaks, best first, as renderer/media/codecs.ts has it. */
const usual = ['opus', 'g722', 'pcmu', 'pcma'] as const;
export type CodecName = (typeof usual)[number];

export interface ListedCodec {
  name: CodecName;
  on: boolean;
  /** Opus is always there: without it browsers and phones may have nothing in common. */
  fixed: boolean;
}

type CodecSettings = Pick<Settings, 'codecOrder' | 'codecDelete'>;

/** A pattern that stands for just this codec; those of an administrator may mean several. */
const only = (name: CodecName): string => `^${name}$`;

function isDeleted(name: CodecName, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    try {
      return new RegExp(pattern, 'iu').test(name);
    } catch {
      return false;
    }
  });
}

export function listedCodecs({ codecOrder, codecDelete }: CodecSettings): ListedCodec[] {
  const named = codecOrder.flatMap((name) => usual.filter((one) => one === name.toLowerCase()));
  return [...new Set([...named, ...usual])].map((name) => ({
    name,
    on: name === 'opus' || !isDeleted(name, codecDelete),
    fixed: name === 'opus',
  }));
}

export function movedCodec(list: readonly ListedCodec[], from: number, to: number): string[] {
  const names: string[] = list.map(({ name }) => name);
  if (to < 0 || to >= names.length) return names;
  const [one] = names.splice(from, 1);
  if (one !== undefined) names.splice(to, 0, one);
  return names;
}

/** The patterns after this codec was switched on or off; what an administrator's pattern takes out with others stays out. */
export function switchedCodec(patterns: readonly string[], name: CodecName, on: boolean): string[] {
  const others = patterns.filter((pattern) => pattern !== only(name));
  return on ? others : [...others, only(name)];
}
