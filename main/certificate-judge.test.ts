import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge, problemOf } from './certificate-judge';

let folder: string;
const at = (name: string) => join(folder, name);
const pem = (name: string) => readFileSync(at(`${name}.pem`), 'utf8');
const authority = () => new X509Certificate(pem('ca'));
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

/** A certificate with its key, signed by `issuer`, or by itself without one. */
function make(name: string, extensions: string[], issuer?: string): void {
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);
  openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
  writeFileSync(at(`${name}.ext`), extensions.join('\n'));
  const signer = issuer
    ? ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial']
    : ['-signkey', `${name}.key`];
  openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    ...signer,
    '-days',
    '30',
    '-extfile',
    `${name}.ext`,
    '-out',
    `${name}.pem`,
  );
}

const CA = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign'];
const NAMES = 'subjectAltName=DNS:pbx.test,DNS:*.wild.test,IP:127.0.0.1,IP:::1';
const SERVER = ['basicConstraints=CA:FALSE', NAMES, 'extendedKeyUsage=serverAuth'];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-ca-'));
  make('ca', CA);
  make('good', SERVER, 'ca');
  make('between', CA, 'ca');
  make('below', SERVER, 'between');
  make('leaf-as-ca', SERVER, 'good');
  make('self', SERVER);
  make('other-ca', CA);
  make('stranger', SERVER, 'other-ca');
  make('client', ['basicConstraints=CA:FALSE', NAMES, 'extendedKeyUsage=clientAuth'], 'ca');
  make('no-usage', ['basicConstraints=CA:FALSE', NAMES], 'ca');
  make('pbx.test', ['basicConstraints=CA:FALSE', 'extendedKeyUsage=serverAuth'], 'ca');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const now = () => new Date(Date.now() + 60_000);
const days = (n: number) => new Date(Date.now() + n * 86_400_000);

describe('judge', () => {
  it.each([
    ['a server of the authority', ['good']],
    ['one by an authority between', ['below', 'between']],
    ['one with the authority in its chain', ['good', 'ca']],
    ['one without a stated usage', ['no-usage']],
  ])('trusts %s', (_name, chain) => {
    expect(judge(chain.map(pem), 'pbx.test', authority(), now())).toBeNull();
  });

  it.each(['127.0.0.1', '::1', '[::1]', 'a.wild.test', 'PBX.test'])('knows its name %s', (host) => {
    expect(judge([pem('good')], host, authority(), now())).toBeNull();
  });

  it.each(['other.test', 'pbx.test.evil', 'a.b.wild.test', 'wild.test', '127.0.0.2', '::2', '', 'good'])(
    'refuses the name %j',
    (host) => {
      expect(judge([pem('good')], host, authority(), now())).toBe('wrong-name');
    },
  );

  it('does not take the subject for a name', () => {
    expect(judge([pem('pbx.test')], 'pbx.test', authority(), now())).toBe('wrong-name');
  });

  it.each([
    ['one signed by itself', ['self']],
    ['one of another authority', ['stranger', 'other-ca']],
    ['one of another authority with ours attached', ['stranger', 'ca']],
    ['one signed by a server', ['leaf-as-ca', 'good']],
    ['one whose chain has a gap', ['below']],
  ])('refuses %s', (_name, chain) => {
    expect(judge(chain.map(pem), 'pbx.test', authority(), now())).toBe('unknown-issuer');
  });

  it('refuses before its time and after it', () => {
    expect(judge([pem('good')], 'pbx.test', authority(), days(31))).toBe('expired');
    expect(judge([pem('good')], 'pbx.test', authority(), days(-1))).toBe('expired');
  });

  it('refuses one that is not for servers', () => {
    expect(judge([pem('client')], 'pbx.test', authority(), now())).toBe('other');
  });

  it('refuses an authority that is none', () => {
    expect(judge([pem('leaf-as-ca')], 'pbx.test', new X509Certificate(pem('good')), now())).toBe('unknown-issuer');
  });

  it.each([[[]], [['']], [['nonsense']]])('refuses %j', (chain) => {
    expect(judge(chain, 'pbx.test', authority(), now())).toBe('other');
  });
});

describe('problemOf', () => {
  it.each([
    ['net::OK', null],
    ['OK', null],
    ['net::ERR_CERT_DATE_INVALID', 'expired'],
    ['net::ERR_CERT_COMMON_NAME_INVALID', 'wrong-name'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'unknown-issuer'],
    ['net::ERR_CERT_REVOKED', 'other'],
    ['', 'other'],
  ])('%s', (result, problem) => {
    expect(problemOf(result)).toBe(problem);
  });
});
