import { describe, expect, it } from 'vitest';
import { fromEnvironment } from './from-environment.mjs';

const azure = {
  SIDETONE_AZURE_ENDPOINT: 'https://weu.codesigning.azure.net/',
  SIDETONE_AZURE_ACCOUNT: 'account',
  SIDETONE_AZURE_PROFILE: 'profile',
};

describe('what the environment adds to a build', () => {
  it('is nothing by itself', () => {
    // The hosted workflow passes unset variables as empty ones.
    expect(fromEnvironment({ SIDETONE_UPDATES: '', SIDETONE_MUST_SIGN: '', SIDETONE_AZURE_ENDPOINT: '' })).toEqual([]);
  });
  it('is where updates lie', () => {
    expect(fromEnvironment({ SIDETONE_UPDATES: 'https://example.org/sidetone/' })).toEqual([
      '-c.publish.url=https://example.org/sidetone/',
    ]);
    expect(() => fromEnvironment({ SIDETONE_UPDATES: 'http://example.org/' })).toThrow(/https/);
  });
  it('is that a package must be signed', () => {
    expect(fromEnvironment({ SIDETONE_MUST_SIGN: 'true' })).toEqual(['-c.forceCodeSigning=true']);
  });
  it("is Azure's signing, whole or not at all", () => {
    expect(fromEnvironment({ ...azure, SIDETONE_PUBLISHER: 'Example Ltd' })).toEqual([
      '-c.win.azureSignOptions.publisherName=Example Ltd',
      '-c.win.azureSignOptions.endpoint=https://weu.codesigning.azure.net/',
      '-c.win.azureSignOptions.codeSigningAccountName=account',
      '-c.win.azureSignOptions.certificateProfileName=profile',
    ]);
    expect(() => fromEnvironment(azure)).toThrow(/SIDETONE_PUBLISHER/);
    expect(() => fromEnvironment({ ...azure, SIDETONE_AZURE_PROFILE: '' })).toThrow(/all three/);
  });
});
