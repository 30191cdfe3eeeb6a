// What signs and where updates lie is not in the sources: it comes from the environment, as options of electron-builder.
// CSC_LINK, CSC_KEY_PASSWORD and APPLE_* electron-builder reads itself. docs/releasing.md has the list.

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
export function fromEnvironment(env) {
  const { SIDETONE_UPDATES: updates, SIDETONE_PUBLISHER: publisher = '' } = env;
  const azure = {
    endpoint: env['SIDETONE_AZURE_ENDPOINT'],
    codeSigningAccountName: env['SIDETONE_AZURE_ACCOUNT'],
    certificateProfileName: env['SIDETONE_AZURE_PROFILE'],
  };
  const missing = Object.values(azure).filter((value) => !value).length;
  if (missing > 0 && missing < 3)
    throw new Error('Azure Trusted Signing wants SIDETONE_AZURE_ENDPOINT, _ACCOUNT and _PROFILE, all three');
  if (missing === 0 && !publisher)
    throw new Error('SIDETONE_PUBLISHER must name the publisher as the certificate does');
  if (updates && !/^https:\/\/[^/]/.test(updates)) throw new Error('SIDETONE_UPDATES must be an https:// address');
  return [
    ...(updates ? [`-c.publish.url=${updates}`] : []),
    ...(env['SIDETONE_MUST_SIGN'] === 'true' ? ['-c.forceCodeSigning=true'] : []),
    ...(missing === 0
      ? [
          `-c.win.azureSignOptions.publisherName=${publisher}`,
          ...Object.entries(azure).map(([name, value]) => `-c.win.azureSignOptions.${name}=${value ?? ''}`),
        ]
      : []),
  ];
}
