// What the MSI does beside electron-builder's template, which knows file types but no links (WiX 4, its first preview).
import fs from 'node:fs';

const schemes = ['tel', 'sip', 'sips', 'callto', 'sidetone'];
const capabilities = 'Software\\Sidetone\\Capabilities';

/** As installer.nsh has it: what we can open; whose links are whose is the user's, or a policy's. */
const links = () => {
  const value = (/** @type {string} */ key, /** @type {string} */ name, /** @type {string} */ text) =>
    `<RegistryValue Root="HKLM" Key="${key}"${name && ` Name="${name}"`} Type="string" Value="${text}"/>`;
  const command = '&quot;[#mainExecutable]&quot; &quot;%1&quot;';
  const kind = (/** @type {string} */ name, /** @type {string} */ title) => [
    value(`Software\\Classes\\${name}`, '', title),
    value(`Software\\Classes\\${name}`, 'URL Protocol', ''),
    value(`Software\\Classes\\${name}\\DefaultIcon`, '', '[#mainExecutable],0'),
    value(`Software\\Classes\\${name}\\shell\\open\\command`, '', command),
  ];
  return [
    '<Component Id="links" Guid="A4B5BD0C-3D0D-4C0B-9E52-3B9B5C4F3C1E" Win64="yes">',
    // The first value is the one that a repair looks for.
    value(capabilities, 'ApplicationName', 'Sidetone').replace('/>', ' KeyPath="yes"/>'),
    value(capabilities, 'ApplicationDescription', 'Desktop phone'),
    value(capabilities, 'ApplicationIcon', '[#mainExecutable],0'),
    ...schemes.map((scheme) => value(`${capabilities}\\URLAssociations`, scheme, 'Sidetone.Link')),
    ...kind('Sidetone.Link', 'Sidetone'),
    ...kind('sidetone', 'URL:Sidetone'),
    value('Software\\RegisteredApplications', 'Sidetone', capabilities),
    '</Component>',
  ].join('\n        ');
};

/**
 * @param {string} project a WiX source
 * @returns {string}
 */
export function completed(project) {
  const [group, updates] = [/<ComponentGroup Id="ProductComponents"[^>]*>/, componentOf('app-update.yml')];
  if (!group.test(project) || !project.includes('Id="mainExecutable"'))
    throw new Error('the MSI template of electron-builder is not as it was: see build/packaging/msi-project.mjs');
  return (
    project
      .replace(group, (found) => `${found}\n        ${links()}`)
      // Who installs by MSI updates by MSI: without this file the phone looks nowhere by itself.
      .replace(updates, '')
  );
}

/** @param {string} file */
const componentOf = (file) =>
  new RegExp(`<Component[^>]*>\\s*<File Name="${file.replaceAll('.', '\\.')}"[^>]*/>\\s*</Component>`);

/** @param {string} file electron-builder's project, before WiX reads it */
export default function msiProjectCreated(file) {
  fs.writeFileSync(file, completed(fs.readFileSync(file, 'utf8')));
}
