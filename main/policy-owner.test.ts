import { expect, it } from 'vitest';
import { isAdministrators, ownerQuery } from './policy-owner';

it.each([
  ['O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)\r\n', true],
  ['O:SYG:SYD:(A;;FA;;;SY)', true],
  ['O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464G:SYD:', true],
  ['O:S-1-5-21-1004336348-1177238915-682003330-1001G:S-1-5-21-1-2-3-513D:(A;;FA;;;SY)(A;;FA;;;BA)', false],
  ['O:BUG:BAD:(A;;FA;;;BA)', false],
  ['G:BAD:(A;;FA;;;BA)', false],
  ['', false],
  ['Get-Acl : Zugriff verweigert', false],
])('%j belongs to administrators: %s', (descriptor, expected) => {
  expect(isAdministrators(descriptor)).toBe(expected);
});

it('names the file outside of the command', () => {
  const { args, env } = ownerQuery("C:\\ProgramData\\Side'; tone\\policy.json");
  expect(args.join(' ')).not.toContain('policy.json');
  expect(env['SIDETONE_POLICY_FILE']).toContain('policy.json');
});
