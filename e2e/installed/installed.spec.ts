import { execFile, spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Desk } from '../fixtures/desk';
import { expect, test as base } from '../fixtures/index';
import { tree } from '../fixtures/process-tree';
import { User } from '../fixtures/user';
import { builtDeb, builtRpm, start, type PackagedPhone } from '../packaged/package';
import { startMachine, type Machine } from './machine';
import { newerDeb } from './newer';

const test = base.extend<{ machine: Machine }>({
  machine: async ({ browserName: _ }, use) => {
    const machine = await startMachine();
    await use(machine);
    await machine.close();
  },
});

const program = '/opt/Sidetone/sidetone';

/** As the user of that machine starts it from the menu: no switch of ours but those that let the test look in. */
async function startAsUser(machine: Machine, desk: Desk): Promise<PackagedPhone> {
  const { uid, gid, home } = machine.user;
  const runtime = join(desk.home, 'run-of-user');
  await mkdir(runtime, { recursive: true, mode: 0o700 });
  await chown(runtime, uid, gid);
  // Bus, display and microphone are at the desk; the way to them is open, the rest of it is not.
  await chmod(desk.home, 0o711);
  const dataFolder = join(machine.root, home, '.config/Sidetone');
  return start({ ...machine.asUser(program), env: environmentOf(machine, desk), dataFolder, desk });
}

const environmentOf = (machine: Machine, desk: Desk) => ({
  ...desk.env,
  HOME: machine.user.home,
  XDG_RUNTIME_DIR: join(desk.home, 'run-of-user'),
  FONTCONFIG_CACHE: '',
});

/** What an installer does before it replaces the files of a phone that runs. */
async function askToEnd(machine: Machine, desk: Desk): Promise<void> {
  const { command, args } = machine.asUser(program);
  await promisify(execFile)(command, [...args, '--quit'], { env: environmentOf(machine, desk) });
}

/** As the system has read it from the desktop entry. */
async function opensAllLinks(machine: Machine): Promise<void> {
  const handlers = await machine.run('cat', '/usr/share/applications/mimeinfo.cache');
  for (const scheme of ['tel', 'sip', 'sips', 'callto', 'sidetone'])
    expect(handlers).toMatch(new RegExp(`^x-scheme-handler/${scheme}=(.*;)?sidetone\\.desktop;`, 'm'));
}

/** Fields of /proc/PID/status of every renderer below `pid`. */
async function renderers(pid: number): Promise<Record<string, string>[]> {
  const found: Record<string, string>[] = [];
  for (const each of await tree(pid)) {
    const command = await readFile(`/proc/${String(each)}/cmdline`, 'utf8').catch(() => '');
    if (!command.includes('--type=renderer')) continue;
    const status = await readFile(`/proc/${String(each)}/status`, 'utf8').catch(() => '');
    found.push(Object.fromEntries([...status.matchAll(/^(\w+):\s+(.*)$/gm)].map(([, name, value]) => [name, value])));
  }
  return found;
}

async function logOf({ dataFolder }: PackagedPhone): Promise<string> {
  const folder = join(dataFolder, 'logs');
  const logs = await Promise.all((await readdir(folder)).sort().map((name) => readFile(join(folder, name), 'utf8')));
  return logs.join('\n');
}

/** The versions that said in the phone's log that they started. */
const startedVersions = (log: string) => [...log.matchAll(/Sidetone (\S+) on linux/g)].map(([, version]) => version);

test('the deb is installed, calls as an ordinary user in the sandbox, is upgraded in a call, and leaves nothing', async ({
  machine,
  desk,
  practice,
}, testInfo) => {
  // A package is unpacked thrice and made once, each of 250 MB.
  test.slow();
  const deb = await builtDeb();
  const before = await machine.differences();
  await machine.run('dpkg', '--install', deb);
  expect(await machine.run('dpkg-query', '--show', '--showformat=${Status}', 'sidetone')).toBe('install ok installed');
  expect(await machine.run('readlink', '--canonicalize', '/usr/bin/sidetone')).toBe(`${program}\n`);
  await machine.run('desktop-file-validate', '/usr/share/applications/sidetone.desktop');
  await opensAllLinks(machine);

  const first = await startAsUser(machine, desk);
  const user = new User(first.page);
  let second: PackagedPhone | null = null;
  try {
    await user.signIn(practice);
    await user.dial('600');
    await user.isTalking();
    const inSandbox = await renderers(first.pid);
    expect(inSandbox.length).toBeGreaterThan(0);
    for (const { Uid, Seccomp, NoNewPrivs, CapEff } of inSandbox)
      expect({ Uid, Seccomp, NoNewPrivs, CapEff }).toEqual({
        Uid: Array(4).fill(machine.user.uid).join('\t'),
        Seccomp: '2',
        NoNewPrivs: '1',
        CapEff: '0000000000000000',
      });

    const [version = ''] = startedVersions(await logOf(first));
    const later = `${version}1`;
    await machine.run('dpkg', '--install', await newerDeb(deb, desk.home, later));
    // What runs goes on with the files it has.
    await user.isTalking();
    await user.hangUp();
    await first.quit();

    second = await startAsUser(machine, desk);
    const again = new User(second.page);
    await again.isReady();
    expect(startedVersions(await logOf(second))).toEqual([version, later]);
    await again.dial('600');
    await again.isTalking();
    await askToEnd(machine, desk);
    const end = /active → ending \(hung-up\)[\s\S]*closing → off on unregistered/;
    await expect.poll(async () => (await logOf(first)).split(`Sidetone ${later} on`)[1]).toMatch(end);
  } finally {
    await first.quit();
    await second?.quit();
    await testInfo.attach('log', { body: await logOf(first), contentType: 'text/plain' });
  }

  await machine.run('dpkg', '--purge', 'sidetone');
  // Neither a file of the package, nor a link or list that its scripts made; the user's own files stay.
  const own = (path: string) => path.startsWith(`${machine.user.home}/`);
  const records = /^\/var\/(?:lib\/dpkg|log|cache)\//;
  const left = (await machine.differences()).filter((path) => !before.includes(path) && !own(path));
  expect(left.filter((path) => !records.test(path) || path.includes('sidetone'))).toEqual([]);
  expect(await machine.run('cat', '/usr/share/applications/mimeinfo.cache')).not.toContain('sidetone');
  expect((await stat(join(machine.root, machine.user.home, '.config/Sidetone/settings.json'))).size).toBeGreaterThan(0);
});

test('the rpm is installed by rpm, tells an ordinary user its version, is put over itself, and leaves nothing', async ({
  machine,
}) => {
  const lacks = ['rpm', 'rpmbuild'].filter((each) => spawnSync(each, ['--version']).error);
  test.skip(lacks.length > 0, `this system lacks ${lacks.join(', ')}`);
  const database = '/var/lib/rpm-of-the-test';
  const before = await machine.differences();
  const since = async () =>
    (await machine.differences()).filter((path) => !before.includes(path) && !path.startsWith(`${database}/`));
  const rpm = (...args: string[]) => machine.run('rpm', '--dbpath', database, ...args);

  // What it needs is known to dpkg here, by other names.
  await rpm('--install', '--nodeps', await builtRpm());
  const version = await rpm('--query', '--queryformat', '%{VERSION}', 'sidetone');
  const files = (await rpm('--query', '--list', 'sidetone')).trim().split('\n');
  const named = [
    program,
    '/opt/Sidetone/resources/app.asar',
    '/usr/share/applications/sidetone.desktop',
    '/usr/share/icons/hicolor/256x256/apps/sidetone.png',
    '/usr/share/metainfo/sidetone.metainfo.xml',
  ];
  expect(files).toEqual(expect.arrayContaining(named));
  const folders = files.filter((path) => path === '/opt/Sidetone' || files.some((each) => each.startsWith(`${path}/`)));
  expect(await since()).toEqual(expect.arrayContaining(files.filter((path) => !folders.includes(path))));
  // Fails unless owner, size and sum of each file are as they were packed. The mode of the helper is the script's.
  await rpm('--verify', '--nodeps', '--nomode', 'sidetone');
  expect(await machine.run('cat', '/opt/Sidetone/resources/package-type')).toBe('rpm');
  expect(await machine.run('readlink', '--canonicalize', '/usr/bin/sidetone')).toBe(`${program}\n`);
  await machine.run('desktop-file-validate', '/usr/share/applications/sidetone.desktop');
  await opensAllLinks(machine);

  const { command, args } = machine.asUser('/usr/bin/sidetone');
  const env = { HOME: machine.user.home, PATH: '/usr/bin:/bin' };
  const { stdout } = await promisify(execFile)(command, [...args, '--version'], { env });
  // 1.0.0-beta.1 is 1.0.0~beta.1 to rpm, so that 1.0.0 is later.
  expect(stdout.trim()).toBe(version.replace('~', '-'));

  // As at an upgrade the old one's scripts come last, and there are two for a moment.
  await rpm('--upgrade', '--force', '--nodeps', await builtRpm());
  expect(await machine.run('readlink', '--canonicalize', '/usr/bin/sidetone')).toBe(`${program}\n`);

  await rpm('--erase', 'sidetone');
  const own = (path: string) => path.startsWith(`${machine.user.home}/`);
  expect((await since()).filter((path) => !own(path))).toEqual([]);
  await expect(stat(join(machine.root, '/opt/Sidetone'))).rejects.toThrow('ENOENT');
  await expect(rpm('--query', 'sidetone')).rejects.toThrow('Command failed');
});
