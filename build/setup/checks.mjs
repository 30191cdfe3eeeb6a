// What is checked without running the phone; each is a test of its own.
import path from 'node:path';
import { root } from './places.mjs';

const bin = (/** @type {string} */ file) => path.join(root, 'node_modules', file);

/** @type {{ name: string, script: string, args: string[] }[]} */
export const checks = [
  { name: 'types', script: bin('typescript/bin/tsc'), args: ['-b'] },
  {
    name: 'types of the components',
    script: bin('svelte-check/bin/svelte-check'),
    args: ['--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings', '--output', 'human'],
  },
  { name: 'lint', script: bin('eslint/bin/eslint.js'), args: ['.', '--max-warnings', '0'] },
  { name: 'format', script: bin('prettier/bin/prettier.cjs'), args: ['--check', '--log-level', 'warn', '.'] },
  {
    name: 'who imports whom',
    script: bin('dependency-cruiser/bin/dependency-cruise.mjs'),
    args: ['--config', '.dependency-cruiser.cjs', 'main', 'preload', 'renderer'],
  },
  { name: 'nothing unused', script: bin('knip/bin/knip.js'), args: [] },
];
