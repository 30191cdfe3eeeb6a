/**
 * What a support bundle is made of, as text: pure. Secrets are not gathered in the first place, and masked once more where
 * the text is not ours alone. English and technical, for whoever looks for the fault.
 */
import type { AccountRecord, Settings, SupportFile } from '../preload/contract';
import type { CrashDump } from './crash-dumps';
import { mask } from './mask';
import { createAliases } from './support-aliases';

export interface SupportSources {
  /** Of the program and the system: what, and how it stands. */
  facts: readonly (readonly [string, unknown])[];
  settings: Settings;
  accounts: readonly AccountRecord[];
  policies: unknown;
  /** The last report of *Check my connection*; empty: it was not made. */
  check: string;
  dumps: readonly CrashDump[];
  /** By their names, newest first. */
  logs: readonly SupportFile[];
  /** The user's folder, whose name is often the user's. */
  home: string;
}

/** The files in the order in which they are shown. */
export function supportFiles(sources: SupportSources): SupportFile[] {
  const { facts, settings, accounts, policies, check, dumps, logs, home } = sources;
  const own = accounts.map(({ user }) => user);
  const hideOthers = createAliases(own);
  const clean = (text: string): string => (home.length > 1 ? mask(text).replaceAll(home, '~') : mask(text));
  const json = (value: unknown): string => `${clean(JSON.stringify(value, null, 2))}\n`;
  return [
    { name: 'facts.txt', text: clean(facts.map(([name, value]) => `${name}: ${inOneLine(value)}\n`).join('')) },
    { name: 'settings.json', text: json({ settings, accounts: accounts.map(withoutPeople) }) },
    { name: 'policies.json', text: json(policies) },
    { name: 'connection-check.txt', text: `${hideOthers(clean(check)) || 'not made since the phone was started'}\n` },
    { name: 'crash-dumps.txt', text: dumps.map(dumpLine).join('') || 'none\n' },
    ...logs.map(({ name, text }) => ({ name: `logs/${name}`, text: hideOthers(clean(text)) })),
  ];
}

/** What an account is connected with. Its password is elsewhere; whom its user knows is nobody's business. */
function withoutPeople(account: AccountRecord): Record<string, unknown> {
  const { forwarding, iceServers, monitored, servers } = account;
  const { id, user, domain, expires, practice, dtmf, trustIdentity, autoAnswer, operator } = account;
  return {
    ...{ id, user, domain, expires, practice, dtmf, trustIdentity, autoAnswer, operator },
    servers: servers.map(withoutQuery),
    iceServers: iceServers.flatMap(({ urls }) => urls).map(withoutQuery),
    forwards: Object.entries({ always: forwarding.always, busy: forwarding.busy, noAnswer: forwarding.noAnswer })
      .filter(([, to]) => to !== '')
      .map(([when]) => when),
    monitored: monitored.length,
  };
}

/** Some switches are given a token there. */
function withoutQuery(address: string): string {
  return address.replace(/\?.*/, '?…');
}

function dumpLine({ name, bytes, at }: CrashDump): string {
  return `${name}, ${String(bytes)} bytes, ${new Date(at).toISOString()}\n`;
}

function inOneLine(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ') : JSON.stringify(value);
}
