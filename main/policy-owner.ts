/**
 * Windows lets every user make a folder in `%ProgramData%`, and so a `policy.json` for all the others, which could lead them
 * to another operator or update server. Only a file that administrators own is theirs; ownership cannot be given away.
 */
import { join } from 'node:path';

/** The program with its arguments and what it finds in its environment; it prints the file's security descriptor. */
export function ownerQuery(path: string): { program: string; args: string[]; env: NodeJS.ProcessEnv } {
  const system = join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32');
  return {
    program: join(system, 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    // A property alone: methods may be forbidden (constrained language mode). The path is no part of the command.
    args: ['-NoProfile', '-NonInteractive', '-Command', '(Get-Acl -LiteralPath $env:SIDETONE_POLICY_FILE).Sddl'],
    env: { ...process.env, SIDETONE_POLICY_FILE: path },
  };
}

/** By SDDL: Administrators, the built-in one, Domain Admins, the system, TrustedInstaller. */
export function isAdministrators(descriptor: string): boolean {
  return /^O:(?:BA|LA|DA|SY|S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)(?=[GDS]:|$)/.test(
    descriptor.trim(),
  );
}
