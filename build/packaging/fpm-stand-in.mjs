#!/usr/bin/env node
// A stand-in for fpm, which electron-builder would fetch to make a .deb, for machines that cannot reach it (our CI).
// It understands the options that electron-builder 26 passes for `-s dir -t deb` and leaves the work to dpkg-deb.
// Releases are made with the real fpm.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const text = /** @type {const} */ ({ type: 'string' });
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    force: { type: 'boolean' },
    log: text,
    input: { ...text, short: 's' },
    target: { ...text, short: 't' },
    architecture: text,
    'after-install': text,
    'after-remove': text,
    'before-install': text,
    'before-remove': text,
    description: text,
    version: text,
    iteration: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    license: text,
    category: text,
    depends: { ...text, short: 'd', multiple: true },
    'deb-recommends': { ...text, multiple: true },
    'deb-priority': text,
    'deb-compression': text,
    'deb-upstream-changelog': text,
  },
});

const wanted = (/** @type {keyof typeof values} */ name) => {
  const value = values[name];
  if (typeof value !== 'string') throw new Error(`fpm stand-in: --${name} is missing`);
  return value;
};
if (values.input !== 'dir' || values.target !== 'deb')
  throw new Error('fpm stand-in: it makes a deb of a folder and nothing else');

/** Later lines of a description begin with a space, an empty one holds a dot (Debian Policy 5.6.13). */
const paragraphs = (/** @type {string} */ description) =>
  description
    .trim()
    .split('\n')
    .map((line, index) => (index === 0 ? line : ` ${line.trim() || '.'}`))
    .join('\n');

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'sidetone-deb-'));
try {
  const tree = path.join(work, 'tree');
  for (const mapping of positionals) {
    const cut = mapping.lastIndexOf('=');
    const source = mapping.slice(0, cut);
    const target = path.join(tree, mapping.slice(cut + 1));
    fs.mkdirSync(source.endsWith('/') ? target : path.dirname(target), { recursive: true });
    // cp keeps the mode of chrome-sandbox; a source that ends in / stands for what is in it.
    execFileSync('cp', ['-a', source.endsWith('/') ? `${source}.` : source, target]);
  }
  execFileSync('chmod', ['-R', 'u+rwX,go+rX,go-w', tree]);
  const kilobytes = execFileSync('du', ['-sk', tree], { encoding: 'utf8' }).split('\t')[0];

  const control = path.join(tree, 'DEBIAN');
  fs.mkdirSync(control);
  const list = (/** @type {string} */ field, /** @type {string[] | undefined} */ names) =>
    names?.length ? [`${field}: ${names.join(', ')}`] : [];
  const fields = [
    `Package: ${wanted('name')}`,
    `Version: ${wanted('version')}${values.iteration ? `-${values.iteration}` : ''}`,
    `Architecture: ${wanted('architecture')}`,
    `Maintainer: ${wanted('maintainer')}`,
    `Installed-Size: ${kilobytes}`,
    ...list('Depends', values.depends),
    ...list('Recommends', values['deb-recommends']),
    `Section: ${values.category ?? 'default'}`,
    `Priority: ${values['deb-priority'] ?? 'optional'}`,
    ...(values.url ? [`Homepage: ${values.url}`] : []),
    `Description: ${paragraphs(wanted('description'))}`,
  ];
  fs.writeFileSync(path.join(control, 'control'), `${fields.join('\n')}\n`);
  const scripts = /** @type {const} */ ({
    'after-install': 'postinst',
    'after-remove': 'postrm',
    'before-install': 'preinst',
    'before-remove': 'prerm',
  });
  for (const [option, name] of Object.entries(scripts)) {
    const file = values[/** @type {keyof typeof scripts} */ (option)];
    if (file) fs.writeFileSync(path.join(control, name), fs.readFileSync(file), { mode: 0o755 });
  }
  // Quick rather than small: nobody downloads this one.
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', tree, wanted('package')], {
    stdio: 'inherit',
  });
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
