/**
 * The text of the settings file and what it says: pure. It holds what the user has chosen, so that defaults may change, ours
 * and an administrator's. Version 1 knew one account and one device for each purpose; until `chosenOnly` all settings were
 * written.
 */
import * as v from 'valibot';
import { AccountSchema, type AccountRecord, type Settings } from '../preload/contract';
import { defaultSettings, readChosen } from '../preload/settings';

const VERSION = 2;

/** An account as it is kept: never with a password, nor with those of its TURN servers. */
export interface KeptAccount {
  account: AccountRecord;
  /** The keyring holds this account's password, so an empty answer from it means that it is locked. */
  passwordInKeyring: boolean;
  /** Under which name the keyring holds it. */
  entry: string;
}

export interface Contents {
  /** What the user has chosen. */
  settings: Partial<Settings>;
  /** In the user's order. */
  accounts: readonly KeptAccount[];
}

export interface ReadFile extends Contents {
  /** Where something was that could not be used; the rest of the file is good. */
  wrong: readonly string[];
}

const KeptSchema = v.object({ account: AccountSchema, passwordInKeyring: v.boolean(), entry: v.string() });
const Version1 = v.object({
  version: v.literal(1),
  settings: v.unknown(),
  account: v.unknown(),
  passwordInKeyring: v.optional(v.boolean(), false),
});
const Version2 = v.object({
  version: v.literal(VERSION),
  chosenOnly: v.optional(v.boolean(), false),
  settings: v.unknown(),
  accounts: v.array(v.unknown()),
});

/** As it appears in the system's list of passwords. */
export const nameOf = ({ user, domain }: AccountRecord): string => `${user}@${domain}`;

/** Throws when nothing of it can be used: no JSON, no version of ours, a newer one that knows more. */
export function parseFile(text: string): ReadFile {
  const file = v.parse(v.variant('version', [Version1, Version2]), JSON.parse(text));
  const { chosen, wrong } = readChosen(file.settings);
  const accounts: KeptAccount[] = [];
  const listed = file.version === 1 ? ofVersion1(file) : file.accounts;
  for (const [index, each] of listed.entries()) {
    const kept = v.safeParse(KeptSchema, each);
    const known = kept.success && accounts.some(({ account }) => account.id === kept.output.account.id);
    if (kept.success && !known) accounts.push(kept.output);
    else wrong.push(`accounts.${index}`);
  }
  const settings = file.version === VERSION && file.chosenOnly ? chosen : withoutDefaults(chosen);
  return { settings, accounts, wrong };
}

/** Of a file that had all of them: what is as it would be anyway was nobody's choice. */
function withoutDefaults(settings: Partial<Settings>): Partial<Settings> {
  const usual: Partial<Record<string, unknown>> = defaultSettings;
  const isChosen = ([name, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(usual[name]);
  return Object.fromEntries(Object.entries(settings).filter(isChosen));
}

export function fileText({ settings, accounts }: Contents): string {
  return `${JSON.stringify({ version: VERSION, chosenOnly: true, settings, accounts }, null, 2)}\n`;
}

function ofVersion1({ account, passwordInKeyring }: v.InferOutput<typeof Version1>): unknown[] {
  if (account === null || account === undefined) return [];
  const read = v.safeParse(AccountSchema, account);
  // What cannot be read is passed on, to be counted as wrong.
  return [read.success ? { account: read.output, passwordInKeyring, entry: nameOf(read.output) } : account];
}
