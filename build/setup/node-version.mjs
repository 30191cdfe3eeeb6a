// Node: new enough?
import { SetupProblem } from './say.mjs';

const wanted = { major: 20, minor: 19 };

/** @param {string} version for example `20.19.0` */
export const isNewEnough = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > wanted.major || (major === wanted.major && minor >= wanted.minor);
};

export function checkNode(version = process.versions.node) {
  if (isNewEnough(version)) return;
  throw new SetupProblem(
    `this is Node ${version}; Sidetone is built with Node ${wanted.major}.${wanted.minor} or newer.`,
    'install a newer Node (its number is in .nvmrc: `nvm install` takes it from there).',
  );
}
