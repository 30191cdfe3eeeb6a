import type { Provisioned } from './model';

export type CodecRules = Provisioned['codec'];

interface Settings {
  readonly codecDelete: readonly string[];
  readonly codecPriority: readonly string[];
}

/** The operator's patterns beside the user's, whose wishes come first. */
export function withCodecRules<S extends Settings>(settings: S, rules: CodecRules | null): S {
  if (!rules) return settings;
  return {
    ...settings,
    codecDelete: [...new Set([...settings.codecDelete, ...rules.delete])],
    codecPriority: [...new Set([...settings.codecPriority, ...rules.priority])],
  };
}
