#!/usr/bin/env node
// A stand-in for fpm, which electron-builder would fetch to make a .deb or .rpm, for machines that cannot reach it (our
// CI). It understands the options that electron-builder 26 passes for `-s dir` and leaves the work to dpkg-deb or rpmbuild.
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
    directories: { ...text, multiple: true },
    'rpm-summary': text,
    'rpm-os': text,
    'rpm-compression': text,
  },
});

const wanted = (/** @type {keyof typeof values} */ name) => {
  const value = values[name];
  if (typeof value !== 'string') throw new Error(`fpm stand-in: --${name} is missing`);
  return value;
};
const { target: kind } = values;
if (values.input !== 'dir' || (kind !== 'deb' && kind !== 'rpm'))
  throw new Error('fpm stand-in: it makes a deb or an rpm of a folder and nothing else');

/** Later lines of a description begin with a space, an empty one holds a dot (Debian Policy 5.6.13). */
const paragraphs = (/** @type {string} */ description) =>
  description
    .trim()
    .split('\n')
    .map((line, index) => (index === 0 ? line : ` ${line.trim() || '.'}`))
    .join('\n');

/** @param {string} tree */
function makeDeb(tree) {
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
  for (const { deb, content } of scripts()) fs.writeFileSync(path.join(control, deb), content, { mode: 0o755 });
  // Quick rather than small: nobody downloads this one.
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', tree, wanted('package')], {
    stdio: 'inherit',
  });
}

/**
 * @param {string} tree
 * @param {string} work a folder for what rpmbuild writes
 */
function makeRpm(tree, work) {
  // A percent sign begins a macro.
  const literally = (/** @type {string} */ words) => words.replaceAll('%', '%%');
  const description = wanted('description').trim();
  const spec = [
    `Name: ${wanted('name')}`,
    `Version: ${wanted('version')}`,
    `Release: ${values.iteration ?? '1'}`,
    `Summary: ${literally(values['rpm-summary'] ?? description.split('\n')[0] ?? '')}`,
    `License: ${literally(values.license ?? 'unknown')}`,
    `Packager: ${literally(wanted('maintainer'))}`,
    ...(values.vendor ? [`Vendor: ${literally(values.vendor)}`] : []),
    ...(values.url ? [`URL: ${literally(values.url)}`] : []),
    ...(values.depends ?? []).map((name) => `Requires: ${name}`),
    'AutoReqProv: no',
    '%description',
    literally(description),
    // Moved, not copied: it is of 250 MB.
    '%install',
    `mv '${tree}'/* "$RPM_BUILD_ROOT"`,
    // Each file and link and, as fpm does it, no folder but those that are named, with all below them.
    '%files',
    '%defattr(-,root,root,-)',
    ...(values.directories ?? [])
      .flatMap((folder) =>
        execFileSync('find', [path.join(tree, folder), '-type', 'd'], { encoding: 'utf8' })
          .trim()
          .split('\n'),
      )
      .map((folder) => `%dir "/${literally(path.relative(tree, folder))}"`),
    ...leaves(tree).map((file) => `"/${literally(file)}"`),
    // Where rpm is at home, sh is bash.
    ...scripts().flatMap(({ rpm, content }) => [`%${rpm} -p /bin/bash`, literally(content)]),
  ];
  const specification = path.join(work, 'package.spec');
  fs.writeFileSync(specification, `${spec.join('\n')}\n`);
  const macros = {
    _topdir: work,
    _rpmdir: path.join(work, 'made'),
    // Files stay as they are: nothing is stripped, linked, compressed or split off.
    debug_package: '%{nil}',
    __os_install_post: '%{nil}',
    _build_id_links: 'none',
    // Quick rather than small, as above.
    _binary_payload: 'w0.ufdio',
  };
  const defines = Object.entries(macros).flatMap(([name, value]) => ['--define', `${name} ${value}`]);
  // Debian's name of it, which fpm takes too.
  const architecture = wanted('architecture').replace(/^amd64$/, 'x86_64');
  const system = `${architecture}-unknown-${values['rpm-os'] ?? 'linux'}`;
  execFileSync('rpmbuild', ['-bb', '--quiet', '--target', system, ...defines, specification], { stdio: 'inherit' });
  const [made, ...others] = leaves(macros._rpmdir);
  if (!made || others.length > 0) throw new Error('fpm stand-in: rpmbuild made another number of packages than one');
  execFileSync('mv', [path.join(macros._rpmdir, made), wanted('package')]);
}

/** The maintainer's scripts, with the names that each kind of package has for them. */
const scripts = () =>
  /** @type {const} */ ([
    { option: 'before-install', deb: 'preinst', rpm: 'pre' },
    { option: 'after-install', deb: 'postinst', rpm: 'post' },
    { option: 'before-remove', deb: 'prerm', rpm: 'preun' },
    { option: 'after-remove', deb: 'postrm', rpm: 'postun' },
  ]).flatMap(({ option, deb, rpm }) => {
    const file = values[option];
    return file ? [{ deb, rpm, content: fs.readFileSync(file, 'utf8') }] : [];
  });

/** @param {string} folder */
const leaves = (folder) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

const work = fs.mkdtempSync(path.join(os.tmpdir(), `sidetone-${kind}-`));
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
  if (kind === 'deb') makeDeb(tree);
  else makeRpm(tree, work);
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
