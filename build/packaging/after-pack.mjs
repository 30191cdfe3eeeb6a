// What electron-builder leaves in a package and no user needs.
import fs from 'node:fs';
import path from 'node:path';

/** @param {import('electron-builder').AfterPackContext} context */
export default function afterPack({ appOutDir, electronPlatformName, packager }) {
  const resources =
    electronPlatformName === 'darwin'
      ? path.join(appOutDir, `${packager.appInfo.productFilename}.app/Contents/Resources`)
      : path.join(appOutDir, 'resources');
  // With OnlyLoadAppFromAsar it could not be loaded; without it nobody is tempted to.
  fs.rmSync(path.join(resources, 'default_app.asar'), { force: true });
}
