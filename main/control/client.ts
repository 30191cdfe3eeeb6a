/** The second process: asks the phone that runs, prints, and gives the exit code. No window, no GPU, not ready for more. */
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import * as v from 'valibot';
import { t } from '../../renderer/locales/messages';
import { errorCode } from '../failure';
import type { Command, CommandLine } from './command';
import { ANSWER_MS, exits, MAX_REPLY, placeFile, PlaceSchema, ReplySchema, type Place } from './protocol';

type Exit = (typeof exits)[keyof typeof exits];

/** `folder`: data folder of the phone. Resolves with the exit code; it never rejects. */
export async function runCommandLine(line: CommandLine, folder: string, version: string): Promise<Exit> {
  switch (line.kind) {
    case 'wrong':
      return fail(exits.usage, `${t(`control.wrong.${line.problem}`)} ${t('control.see-help')}`);
    case 'help':
      return print(t('control.help', { version }), line.output);
    case 'version':
      return print(version, line.output);
    case 'command':
      return order(line.command, folder, line.output);
  }
}

async function order(command: Command, folder: string, output: string | null): Promise<Exit> {
  const place = readPlace(placeFile(folder));
  if (!place) return fail(exits.nothing, t('control.not-running'));
  let answer: string;
  try {
    answer = await ask(place, JSON.stringify({ secret: place.secret, command }));
  } catch (error) {
    const gone = ['ENOENT', 'ECONNREFUSED', 'ENOTSOCK'].includes(errorCode(error));
    return gone ? fail(exits.nothing, t('control.not-running')) : fail(exits.failed, t('control.no-answer'));
  }
  const reply = v.safeParse(ReplySchema, parsed(answer));
  if (!reply.success) return fail(exits.failed, t('control.no-answer'));
  const { exit, text } = reply.output;
  if (exit !== exits.done) return fail(exit, text);
  return text === '' ? exit : print(text, output);
}

function ask({ path }: Place, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    const limit = setTimeout(() => socket.destroy(new Error('no answer')), ANSWER_MS);
    let got = '';
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`${request}\n`));
    socket.on('data', (chunk: string) => {
      got += chunk;
      if (got.length > MAX_REPLY) socket.destroy(new Error('too long'));
    });
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(limit);
      resolve(got);
    });
  });
}

function readPlace(file: string): Place | null {
  try {
    return v.parse(PlaceSchema, JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // No phone has run here, or it has ended.
    return null;
  }
}

function print(text: string, output: string | null): Exit {
  if (output === null) write(1, text);
  else {
    try {
      writeFileSync(output, `${text}\n`);
    } catch (error) {
      return fail(exits.failed, t('control.not-written', { code: errorCode(error) }));
    }
  }
  return exits.done;
}

function fail(exit: Exit, sentence: string): Exit {
  write(2, sentence);
  return exit;
}

function write(stream: 1 | 2, text: string): void {
  let rest = Buffer.from(`${text}\n`);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(stream, rest));
  } catch {
    // Nobody reads: a program with windows has no console on Windows, and a pipe may be closed.
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
