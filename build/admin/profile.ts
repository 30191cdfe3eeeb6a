/** A configuration profile for macOS with what an example policy says. */
import { bundleId } from '../../main/policy';
import { element, xml, type Node } from './xml';

const doctype =
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n';

export function mobileconfig(policy: Record<string, unknown>): string {
  const common = { PayloadVersion: 1, PayloadOrganization: 'Example Ltd' };
  const profile = {
    PayloadType: 'Configuration',
    PayloadIdentifier: 'com.example.sidetone',
    // Another one for each profile: `uuidgen`.
    PayloadUUID: '6A1E2C60-0000-4000-8000-000000000001',
    PayloadDisplayName: 'Sidetone',
    PayloadScope: 'System',
    ...common,
    PayloadContent: [
      {
        PayloadType: bundleId,
        PayloadIdentifier: 'com.example.sidetone.policy',
        PayloadUUID: '6A1E2C60-0000-4000-8000-000000000002',
        PayloadDisplayName: 'Sidetone policies',
        ...common,
        ...policy,
      },
    ],
  };
  return xml(element('plist', { version: '1.0' }, plistOf(profile)), doctype);
}

function plistOf(value: unknown): Node {
  switch (typeof value) {
    case 'string':
      return element('string', {}, value);
    case 'boolean':
      return element(String(value));
    case 'number':
      return element(Number.isInteger(value) ? 'integer' : 'real', {}, String(value));
    case 'object':
      if (Array.isArray(value)) return element('array', {}, ...value.map(plistOf));
      if (value !== null)
        return element(
          'dict',
          {},
          ...Object.entries(value).flatMap(([name, member]) => [element('key', {}, name), plistOf(member)]),
        );
  }
  throw new Error('not to be had in a property list');
}
