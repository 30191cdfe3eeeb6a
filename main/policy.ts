/**
 * What an administrator sets for all users of this computer: `policy.json` with `domain`, Domain A of the operator, which
 * cannot be changed in the phone then. The folder is the administrators' to write.
 */
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readInvitation, type Invitation } from '../preload/invitation';
import { errorCode } from './failure';
import type { Log } from './log';

/** Another place for the tests; never read by a packaged program. */
const TEST_POLICY = 'SIDETONE_TEST_POLICY';

/** null: there is no policy, or none that can be read. */
export function readPolicy(log: Log): Invitation | null {
  const path = policyPath();
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') log.error('policy', `${path} cannot be read: ${errorCode(error)}`);
    return null;
  }
  const found = readInvitation(text, 'policy');
  if (found) log.info('policy', `the operator is ${found.domain}`);
  else log.error('policy', `${path} names no domain`);
  return found;
}

function policyPath(): string {
  const test = app.isPackaged ? undefined : process.env[TEST_POLICY];
  if (test) return test;
  switch (process.platform) {
    case 'win32':
      return join(process.env['ProgramData'] ?? 'C:\\ProgramData', 'Sidetone', 'policy.json');
    case 'darwin':
      return '/Library/Application Support/Sidetone/policy.json';
    default:
      return '/etc/sidetone/policy.json';
  }
}
