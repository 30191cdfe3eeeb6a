// npm run scan: electronegativity over the program as it ships. A finding that answers.json does not answer fails.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { root, scratch } from '../setup/places.mjs';
import { run } from '../setup/run.mjs';
import { say } from '../setup/say.mjs';

/** The last one there is; it is not of the project's dependencies, for it brings a TypeScript and an ESLint of 2021. */
const TOOL = '@doyensec/electronegativity';
const VERSION = '1.10.3';
/** For its checks by version: the oldest that the program runs on. */
const ELECTRON = '33.2.1';

/** @typedef {{ check: string, sample: string, why: string }} Answer */
/** @typedef {{ id: string, file: string, sample?: string, location: { line: number }, severity: { name: string } }} Issue */

const home = path.join(scratch, 'electronegativity');
const program = path.join(home, 'program');
if (!existsSync(path.join(root, 'out/main/index.js'))) throw new Error('not built: npm run build');
if (!existsSync(path.join(home, 'node_modules', TOOL))) {
  mkdirSync(home, { recursive: true });
  await run('npm', ['install', '--prefix', home, '--ignore-scripts', '--no-audit', '--no-fund', `${TOOL}@${VERSION}`]);
}

// Its parser knows no syntax newer than 2019; what is lowered is otherwise what ships, with all that is bundled.
rmSync(program, { recursive: true, force: true });
cpSync(path.join(root, 'out'), program, { recursive: true });
for (const entry of readdirSync(program, { recursive: true, withFileTypes: true })) {
  if (!/\.c?js$/.test(entry.name)) continue;
  const file = path.join(entry.parentPath, entry.name);
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2019, module: ts.ModuleKind.ESNext, allowJs: true },
  });
  writeFileSync(file, outputText);
}

const scan = createRequire(path.join(home, 'package.json'))(TOOL);
/** @type {{ errors: { file: string, message: string }[], issues: Issue[] }} */
const { errors, issues } = await scan({
  input: program,
  electronVersionOverride: ELECTRON,
  // Asks GitHub for releases; `npm run audit` and the pinned version see to that.
  excludeFromScan: ['availablesecurityfixesglobalcheck'],
  isRelative: true,
});

/** @type {Answer[]} */
const answers = JSON.parse(readFileSync(path.join(import.meta.dirname, 'answers.json'), 'utf8'));
/** @type {(issue: Issue) => (answer: Answer) => boolean} */
const fits =
  ({ id, sample = '' }) =>
  (answer) =>
    answer.check === id && sample.trim().startsWith(answer.sample) && (answer.sample !== '' || sample === '');
const open = issues.filter((issue) => !answers.some(fits(issue)));
const stale = answers.filter((answer) => !issues.some((issue) => fits(issue)(answer)));
for (const { file, message } of errors) say(`not readable: ${file}: ${message}`);
for (const { id, file, location, sample = '', severity } of open)
  say(`${severity.name} ${id} in ${file}:${String(location.line)}\n    ${sample.trim()}`);
for (const { check, sample } of stale) say(`answered, but found no more: ${check} ${sample}`);
say(`electronegativity: ${String(issues.length)} findings, ${String(open.length)} of them without an answer`);
if (open.length + stale.length + errors.length > 0) process.exitCode = 1;
