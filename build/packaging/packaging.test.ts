/** What cannot be built here is at least what electron-builder, NSIS, WiX, Apple and GitHub take. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { completed } from './msi-project.mjs';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const templates = 'node_modules/app-builder-lib/templates';

interface Configuration {
  protocols: { schemes: string[] }[];
  electronFuses: Record<string, boolean>;
  linux: { target: string[]; icon: string };
  deb: { fpm: string[] };
  rpm: { fpm: string[] };
  nsis: { include: string };
  win: { target: { target: string; arch: string[] }[]; icon: string };
  mac: { target: { target: string; arch: string }[]; icon: string; entitlements: string; hardenedRuntime: boolean };
  publish: { url: string };
}
const builder = parse(read('electron-builder.yml')) as Configuration;
const schemes = builder.protocols.flatMap((protocol) => protocol.schemes).sort();

describe('electron-builder.yml', () => {
  it("is what electron-builder's schema allows", () => {
    const schema = JSON.parse(read('node_modules/app-builder-lib/scheme.json')) as object;
    // Its schema describes kinds of functions and files that JSON knows nothing of.
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const valid = ajv.validate(schema, builder);
    expect(ajv.errors?.map((error) => `${error.instancePath} ${error.message ?? ''}`) ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('makes every kind of installer that is promised', () => {
    expect(builder.linux.target).toEqual(['deb', 'AppImage', 'rpm']);
    expect(builder.win.target).toEqual([
      { target: 'nsis', arch: ['x64', 'arm64'] },
      { target: 'msi', arch: ['x64', 'arm64'] },
    ]);
    expect(builder.mac.target).toEqual([
      { target: 'dmg', arch: 'universal' },
      { target: 'zip', arch: 'universal' },
    ]);
  });

  it('names files that are there', () => {
    const mappings = [...builder.deb.fpm, ...builder.rpm.fpm].filter((option) => !option.startsWith('--'));
    const extra = mappings.map((mapping) => mapping.split('=')[0] ?? '');
    const { linux, win, mac, nsis } = builder;
    for (const path of [linux.icon, win.icon, mac.icon, mac.entitlements, nsis.include, ...extra])
      expect(existsSync(join(root, path)), path).toBe(true);
    const sizes = readdirSync(join(root, linux.icon)).map((name) => Number.parseInt(name, 10));
    expect(sizes).toEqual(expect.arrayContaining([16, 24, 32, 48, 64, 128, 256, 512]));
  });

  it('leaves no fuse to a default', () => {
    expect(Object.keys(builder.electronFuses)).toHaveLength(9);
  });

  it('knows no update server of its own: .invalid is nobody (RFC 6761)', () => {
    expect(new URL(builder.publish.url).hostname).toMatch(/\.invalid$/);
  });
});

describe('links', () => {
  it('are the same five on every system', () => {
    expect(schemes).toEqual(['callto', 'sidetone', 'sip', 'sips', 'tel']);
    const nsis = [...read(builder.nsis.include).matchAll(/sidetoneScheme "(\w+)"/g)].map(([, scheme]) => scheme);
    expect(nsis.sort()).toEqual(schemes);
    const metainfo = [...read('build/packaging/sidetone.metainfo.xml').matchAll(/x-scheme-handler\/(\w+)/g)];
    expect(metainfo.map(([, scheme]) => scheme).sort()).toEqual(schemes);
  });
});

describe('the MSI', () => {
  const file = (name: string, id: string) =>
    `<Component>\n  <File Name="${name}" Source="$(var.appDir)\\${name}" ReadOnly="yes" KeyPath="yes" Id="${id}"/>\n</Component>`;
  const parts = [file('Sidetone.exe', 'mainExecutable'), file('app-update.yml', 'u'), file('app.asar', 'a')];
  const project = read(join(templates, 'msi/template.xml'))
    .replace('{{-files}}', parts.join('\n'))
    .replaceAll(/\{\{.*?\}\}/g, '');
  const made = completed(project);

  it('registers the links, for all users', () => {
    const registered = [...made.matchAll(/URLAssociations" Name="(\w+)"/g)].map(([, scheme]) => scheme);
    expect(registered.sort()).toEqual(schemes);
    expect(made).not.toContain('HKCU');
  });

  it('opens and closes each element', () => {
    const opened = [...made.matchAll(/<(\w+)(?:\s[^<>]*?)?>/g)].filter(([text]) => !text.endsWith('/>'));
    expect(opened.map(([, name]) => name).sort()).toEqual(
      [...made.matchAll(/<\/(\w+)>/g)].map(([, name]) => name).sort(),
    );
  });

  it('does not look for updates by itself', () => {
    expect(made).not.toContain('app-update.yml');
    expect(made).toContain('app.asar');
  });

  it('is not made of a template that has changed', () => {
    expect(() => completed('<Wix/>')).toThrow(/msi-project/);
  });
});

describe('the installer for Windows', () => {
  it("defines hooks that electron-builder's templates call", () => {
    const called = readdirSync(join(root, templates, 'nsis'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ns[ih]$/.test(name))
      .map((name) => read(join(templates, 'nsis', name)))
      .join('\n');
    const hooks = [...read(builder.nsis.include).matchAll(/^!macro (custom\w+)/gm)].map(([, name]) => name ?? '');
    expect(hooks.sort()).toEqual(['customCheckAppRunning', 'customInstall', 'customUnInstall']);
    for (const hook of hooks) expect(called).toContain(`!insertmacro ${hook}`);
  });

  it('removes each key that it writes', () => {
    const script = read(builder.nsis.include);
    const written = [...script.matchAll(/WriteRegStr SHELL_CONTEXT "([^"]+)"/g)].map(([, key]) => key ?? '');
    const removed = [...script.matchAll(/DeleteReg(?:Key|Value) SHELL_CONTEXT "([^"]+)"/g)].map(([, key]) => key ?? '');
    for (const key of written)
      expect(
        removed.some((each) => key.startsWith(each)),
        key,
      ).toBe(true);
  });
});

describe('the entitlements for macOS', () => {
  const plist = read(builder.mac.entitlements);
  const granted = [...plist.matchAll(/<key>([^<]+)<\/key>\s*<true\/>/g)].map(([, key]) => key);

  it('are the microphone, the network and compiled script, and nothing else', () => {
    expect(builder.mac.hardenedRuntime).toBe(true);
    expect(granted.sort()).toEqual([
      'com.apple.security.cs.allow-jit',
      'com.apple.security.device.audio-input',
      'com.apple.security.network.client',
      'com.apple.security.network.server',
    ]);
    expect(plist.match(/<key>/g)).toHaveLength(granted.length);
  });
});

describe('the hosted workflows', () => {
  interface Workflow {
    on: unknown;
    jobs: Record<string, { 'runs-on': string; steps: { uses?: string; run?: string; with?: { path?: string } }[] }>;
  }
  const workflow = (name: string) => parse(read(`.github/workflows/${name}`)) as Workflow;

  it.each(['ci.yml', 'release.yml'])('%s has jobs, and each step does one thing', (name) => {
    const { jobs, on } = workflow(name);
    expect(on).toBeTruthy();
    for (const job of Object.values(jobs)) {
      expect(job['runs-on']).toBeTruthy();
      for (const step of job.steps) expect([step.uses, step.run].filter(Boolean)).toHaveLength(1);
    }
  });

  it('the release keeps every kind of file that is made', () => {
    const kept = workflow('release.yml').jobs['package']?.steps.findLast((step) => step.with?.path)?.with?.path ?? '';
    for (const kind of ['deb', 'rpm', 'AppImage', 'exe', 'msi', 'dmg', 'zip', 'blockmap', 'yml', 'cdx.json'])
      expect(kept).toMatch(new RegExp(`\\.${kind}$`, 'm'));
  });
});
