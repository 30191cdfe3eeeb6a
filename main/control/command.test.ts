import { describe, expect, it } from 'vitest';
import { readCommandLine } from './command';

const command = (of: object, output: string | null = null) => ({ kind: 'command', command: of, output });

describe('the command line', () => {
  it.each([
    [['--dial', '600'], command({ do: 'dial', number: '600' })],
    [['--dial=+49 (0)30 901820'], command({ do: 'dial', number: '+4930901820' })],
    [['--dial=alice@example.com'], command({ do: 'dial', number: 'alice@example.com' })],
    [['--dial', 'tel:*21*4711%23'], command({ do: 'dial', number: '*21*4711#' })],
    [['--answer'], command({ do: 'answer' })],
    [['--hangup'], command({ do: 'hangup' })],
    [['--show'], command({ do: 'show' })],
    [['--status'], command({ do: 'status' })],
    [['--quit'], command({ do: 'quit' })],
    [['--status', '--output=state.json'], command({ do: 'status' }, 'state.json')],
    [['--output=a', '--status'], command({ do: 'status' }, 'a')],
    [['--mute'], command({ do: 'mute', on: true })],
    [['--mute=on'], command({ do: 'mute', on: true })],
    [['--mute=off'], command({ do: 'mute', on: false })],
    [['--help'], { kind: 'help', output: null }],
    [['--version'], { kind: 'version', output: null }],
    // Chromium's and the start's own stand beside it.
    [['--no-sandbox', '--user-data-dir=/x', '/app', '--answer'], command({ do: 'answer' })],
  ])('%j is a command', (args, expected) => {
    expect(readCommandLine(args)).toEqual(expected);
  });

  it.each([
    [['--dial'], 'number'],
    [['--dial='], 'number'],
    [['--dial', '--hangup'], 'number'],
    [['--dial', 'a b'], 'number'],
    [['--dial=600\n601'], 'number'],
    [['--dial=600\0'], 'number'],
    [['--dial=\u202e600'], 'number'],
    [['--mute=maybe'], 'mute'],
    [['--mute='], 'mute'],
    [['--answer', '--hangup'], 'several'],
    [['--status', '--help'], 'several'],
    [['--status', '--output='], 'output'],
  ])('%j is not understood: %s', (args, problem) => {
    expect(readCommandLine(args)).toEqual({ kind: 'wrong', problem });
  });

  it.each([
    [[]],
    [['--hidden', '.']],
    [['tel:4711']],
    [['--provision=example.com']],
    [['--answer=yes']],
    [['--ANSWER']],
    [['-answer']],
    [['--output=x']],
    // What a link brings along is not from a user.
    [['tel:4711', '--dial', '0900']],
    [['sidetone://provision?domain=x', '--hangup']],
  ])('%j is a start like any other', (args) => {
    expect(readCommandLine(args)).toBeNull();
  });
});
