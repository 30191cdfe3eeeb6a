/** What the command line asks of the phone that runs (docs/command-line.md): pure. */
import * as v from 'valibot';
import { callScheme, readTyped } from '../call-links';

export const CommandSchema = v.variant('do', [
  v.strictObject({ do: v.literal('dial'), number: v.pipe(v.string(), v.maxLength(300)) }),
  v.strictObject({ do: v.picklist(['answer', 'hangup', 'show', 'status', 'quit']) }),
  v.strictObject({ do: v.literal('mute'), on: v.boolean() }),
]);
/** For the phone that runs. */
export type Command = v.InferOutput<typeof CommandSchema>;

/** Why a command is not understood. */
export type UsageProblem = 'number' | 'mute' | 'several' | 'output';

export type CommandLine =
  | { kind: 'command'; command: Command; output: string | null }
  /** Answered without a phone. */
  | { kind: 'help' | 'version'; output: string | null }
  | { kind: 'wrong'; problem: UsageProblem };

const plain = {
  '--answer': 'answer',
  '--hangup': 'hangup',
  '--show': 'show',
  '--status': 'status',
  '--quit': 'quit',
} as const;
const isPlain = (name: string): name is keyof typeof plain => Object.hasOwn(plain, name);

/**
 * `args`: without the program's own name. null: no command stands there, and the phone starts as ever. Arguments that mean
 * nothing here are Chromium's, or the start's.
 */
export function readCommandLine(args: readonly string[]): CommandLine | null {
  const found: CommandLine[] = [];
  let output: string | null = null;
  let problem: UsageProblem | null = null;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    // What stands behind a link came with it, not from somebody who typed.
    if (callScheme(arg) !== null || /^sidetone:/i.test(arg)) break;
    const [, name = arg, value] = /^(--[a-z]+)=(.*)$/s.exec(arg) ?? [];
    if (name === '--dial') {
      const number = readTyped(value ?? args[(at += 1)] ?? '');
      if (number === null) problem ??= 'number';
      found.push({ kind: 'command', command: { do: 'dial', number: number ?? '' }, output: null });
    } else if (name === '--mute') {
      if (value !== undefined && value !== 'on' && value !== 'off') problem ??= 'mute';
      found.push({ kind: 'command', command: { do: 'mute', on: value !== 'off' }, output: null });
    } else if (name === '--output') {
      if (value) output = value;
      else problem ??= 'output';
    } else if (value !== undefined) continue;
    else if (isPlain(name)) found.push({ kind: 'command', command: { do: plain[name] }, output: null });
    else if (name === '--help') found.push({ kind: 'help', output: null });
    else if (name === '--version') found.push({ kind: 'version', output: null });
  }
  const [first, second] = found;
  if (!first) return null;
  if (second) return { kind: 'wrong', problem: 'several' };
  if (problem || first.kind === 'wrong') return { kind: 'wrong', problem: problem ?? 'several' };
  return { ...first, output };
}
