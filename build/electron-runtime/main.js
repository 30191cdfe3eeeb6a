// The launcher inside the registry runtime: `electron [-r module]… [--flags] <folder | file>` runs that app.
// The top-level await matters: Electron holds its `ready` event back until this module has settled, so that the app can
// still do what is allowed only before `ready`, such as registerSchemesAsPrivileged.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron/main';

function readArguments(args) {
  const preloads = [];
  while (args.length > 0) {
    const arg = args.shift();
    if (arg === '-r' || arg === '--require') preloads.push(args.shift());
    else if (arg === '-v' || arg === '--version') return { preloads, version: true };
    else if (!arg.startsWith('-')) return { preloads, target: path.resolve(arg) };
  }
  return { preloads };
}

/** The app's own name and version stand for Electron's. */
function adopt(folder) {
  const file = path.join(folder, 'package.json');
  if (!fs.existsSync(file)) return;
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  const name = manifest.productName ?? manifest.name;
  if (name) app.setName(name);
  app.setDesktopName(manifest.desktopName ?? `${app.getName()}.desktop`);
  app.setAppPath(folder);
}

const { preloads, target, version } = readArguments(process.argv.slice(1));
if (version) {
  console.log(`v${process.versions.electron}`);
  process.exit(0);
}
if (!target) {
  console.error('usage: electron [-r module] [--flags] <app folder or file>');
  process.exit(1);
}
try {
  const require = createRequire(path.join(process.cwd(), 'electron'));
  for (const preload of preloads) require(preload);
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  adopt(target);
  await import(pathToFileURL(require.resolve(target)).href);
} catch (error) {
  console.error('The app could not be loaded.', error);
  process.exit(1);
}
