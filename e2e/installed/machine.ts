/**
 * This computer once more, thrown away afterwards: the same files, but what is written goes into memory (overlayfs in a
 * mount namespace of its own). Packages are installed there by the real dpkg, for a real new user, and nothing of it is
 * ever seen outside. Needs root.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, type Dirent } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface Machine {
  /** Its files as seen from outside. */
  readonly root: string;
  /** An ordinary user, with a home folder and no rights. */
  readonly user: { uid: number; gid: number; home: string };
  /** Runs a program there as root, to its end; gives what it printed. */
  run(command: string, ...args: string[]): Promise<string>;
  /** A command line that runs a program there as the user, in the process that is started with it. */
  asUser(command: string): { command: string; args: string[] };
  /** Every file that is there and not outside, or the other way round; not those with other content. */
  differences(): Promise<string[]>;
  close(): Promise<void>;
}

// Displays, buses and the files of the tests are those outside. Security modules stay out of it (/sys without what is
// mounted below): a profile is for the kernel, of which there is only one. The user has the number of one who is known
// outside, too, where the bus asks who it is.
const setUp = `set -e
mount -t tmpfs -o mode=755 sidetone "$1"
cd "$1"
mkdir changes work root
mount -t overlay overlay -o lowerdir=/,upperdir="$1/changes",workdir="$1/work" root
for each in proc dev tmp run; do mount --rbind /$each root/$each; done
mount --bind /sys root/sys
cd root
mkdir -p .outside
pivot_root . .outside
umount -l /.outside
rmdir /.outside
useradd --create-home --shell /bin/sh --non-unique --uid "$(id -u nobody)" --gid "$(id -g nobody)" sidetone-test
echo up
exec cat`;

/** How overlayfs marks what was removed. */
const isWhiteout = (entry: Dirent) => entry.isCharacterDevice();
const isThere = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

export async function startMachine(): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'sidetone-machine-'));
  const keeper = spawn('unshare', ['--mount', '--propagation', 'private', 'sh', '-c', setUp, 'sh', folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let failure = '';
  keeper.stderr.on('data', (chunk: Buffer) => (failure += chunk.toString()));
  await Promise.race([
    once(keeper.stdout, 'data'),
    once(keeper, 'exit').then(() => Promise.reject(new Error(`no machine of its own: ${failure}`))),
  ]);
  const inside = ['--target', String(keeper.pid), '--mount', '--root', '--wd'];
  const run = async (command: string, ...args: string[]) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
    return (await execute('nsenter', [...inside, '--', command, ...args], { env, maxBuffer: 32 << 20 })).stdout;
  };
  const [, , uid, gid, , home] = (await run('getent', 'passwd', 'sidetone-test')).trim().split(':');
  const root = `/proc/${String(keeper.pid)}/root`;
  return {
    root,
    user: { uid: Number(uid), gid: Number(gid), home: home ?? '' },
    run,
    asUser: (command) => ({
      command: 'nsenter',
      args: [
        ...inside,
        ...['--', 'setpriv', '--reuid', uid ?? '', '--regid', gid ?? '', '--init-groups', '--inh-caps=-all', command],
      ],
    }),
    async differences() {
      // The layer itself lies below the outer /tmp, which is the inner one too.
      const layer = join(root, folder, 'changes');
      const entries = await readdir(layer, { recursive: true, withFileTypes: true });
      return entries
        .map((entry) => ({ entry, path: join(entry.parentPath, entry.name).slice(layer.length) }))
        .filter(({ entry, path }) => isWhiteout(entry) || (!entry.isDirectory() && !isThere(path)))
        .map(({ path }) => path)
        .sort();
    },
    async close() {
      const ended = once(keeper, 'exit');
      keeper.stdin.end();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
