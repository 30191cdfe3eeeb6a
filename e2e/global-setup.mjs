// Lets `npx playwright test` run by itself: finds an Electron as `npm test` does, and tells when the program is not built.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../build/setup/places.mjs';
import { ensureRuntime, runtimeEnvironment } from '../build/setup/runtime.mjs';

export default async function setUp() {
  Object.assign(process.env, runtimeEnvironment(await ensureRuntime()));
  const built = process.env['SIDETONE_APP'] ?? root;
  if (!fs.existsSync(path.join(built, 'out/main/index.js')))
    throw new Error(`The program is not built in ${built}: run npm run build`);
}
