// Lets `npx playwright test` run by itself: finds an Electron as `npm test` does.
import { ensureRuntime, runtimeEnvironment } from '../build/setup/runtime.mjs';

export default async function setUp() {
  Object.assign(process.env, runtimeEnvironment(await ensureRuntime()));
}
