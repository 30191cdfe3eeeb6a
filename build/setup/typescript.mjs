// node build/setup/typescript.mjs FILE.ts [arguments]: runs its exported `main(arguments)`; what that gives is the exit code.
import path from 'node:path';
import { runnerImport } from 'vite';
import { root } from './places.mjs';
import { main } from './say.mjs';

await main(async () => {
  const [file = '', ...args] = process.argv.slice(2);
  /** @type {{ module: { main(args: string[]): Promise<number | void> } }} */
  const { module } = await runnerImport(path.join(root, file), { root, configFile: false, logLevel: 'error' });
  return module.main(args);
});
