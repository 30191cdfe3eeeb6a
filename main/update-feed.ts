/** Where updates come from: the server that the package names in `app-update.yml`, or that of a policy. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Options =
  | { provider: 'generic'; url: string; useMultipleRangeRequest: false }
  | { provider: 'github'; owner: string; repo: string; host?: string };

export interface UpdateFeed {
  /** What electron-updater reads of the package: the publisher of a signature, the folder of its cache. */
  config: string;
  of(pinned: string): Options;
  /** A pinned version is a folder of its own (GitHub), not a channel file. */
  isPinnedByFolder: boolean;
}

/** null: nobody has named a server. */
export function findFeed(packaged: string, policyServer: string, folder: string): UpdateFeed | null {
  const facts = readFacts(packaged);
  const generic = (url: string): Options => ({ provider: 'generic', url, useMultipleRangeRequest: false });
  if (policyServer !== '') {
    const config = facts ? packaged : ownConfig(folder);
    return { config, of: () => generic(policyServer), isPinnedByFolder: false };
  }
  const { provider, url, owner, repo, host } = facts ?? {};
  if (provider === 'generic' && url && !isNobodys(url))
    return { config: packaged, of: () => generic(url), isPinnedByFolder: false };
  if (provider !== 'github' || !owner || !repo) return null;
  return {
    config: packaged,
    isPinnedByFolder: true,
    of: (pinned) =>
      pinned === ''
        ? { provider, owner, repo, ...(host && { host }) }
        : generic(`https://${host ?? 'github.com'}/${owner}/${repo}/releases/download/v${pinned}/`),
  };
}

/** RFC 6761 § 6.4: what electron-builder.yml names where nobody has said otherwise. */
const isNobodys = (url: string): boolean => !URL.canParse(url) || new URL(url).hostname.endsWith('.invalid');

/** The flat `key: value` of what electron-builder writes; lists, of which nothing is needed here, are passed over. */
function readFacts(path: string): Record<string, string> | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  const lines = text.split('\n').map((line) => /^(\w+):\s*(?:'([^']*)'|"([^"]*)"|(\S.*?))\s*$/.exec(line));
  return Object.fromEntries(
    lines.flatMap((found) => (found ? [[found[1] ?? '', found[2] ?? found[3] ?? found[4] ?? '']] : [])),
  );
}

/** A package that names no server has no such file; electron-updater wants one for the name of its folder. */
function ownConfig(folder: string): string {
  const path = join(folder, 'app-update.yml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, 'updaterCacheDirName: sidetone-updater\n');
  return path;
}
