// What electron-builder leaves in a package and no user needs goes; what says what is in it comes.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../setup/places.mjs';
import { billOfMaterials, licences } from './bill.mjs';
import { bundledPackages } from './bundled.mjs';

/** @param {import('electron-builder').AfterPackContext} context */
export default function afterPack({ appOutDir, outDir, electronPlatformName, packager }) {
  const resources =
    electronPlatformName === 'darwin'
      ? path.join(appOutDir, `${packager.appInfo.productFilename}.app/Contents/Resources`)
      : path.join(appOutDir, 'resources');
  // With OnlyLoadAppFromAsar it could not be loaded; without it nobody is tempted to.
  fs.rmSync(path.join(resources, 'default_app.asar'), { force: true });

  const { version } = packager.appInfo;
  const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  const packages = [...bundledPackages(root), 'node_modules/keytar'].sort();
  const bill = billOfMaterials({ version, packages, lock, runtime: runtimeVersions() });
  const text = `${JSON.stringify(bill, null, 2)}\n`;
  fs.writeFileSync(path.join(resources, 'sidetone.cdx.json'), text);
  fs.writeFileSync(path.join(outDir, `sidetone-${version}.cdx.json`), text);
  fs.writeFileSync(path.join(resources, 'LICENSES.txt'), licences(packages, lock));
}

/** The runtime says it itself: that of this computer, which is of the same version as the one that is packed. */
function runtimeVersions() {
  const electron = createRequire(import.meta.url)('electron');
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return JSON.parse(execFileSync(electron, ['-p', 'JSON.stringify(process.versions)'], { env, encoding: 'utf8' }));
}
