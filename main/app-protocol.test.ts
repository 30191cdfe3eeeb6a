import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { resolveFile, respond } from './app-protocol';

vi.mock('electron', () => ({ protocol: {} }));

let folder: string;
let root: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-app-'));
  root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(folder, 'renderer-secret'));
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'page-frame.html'), 'frame');
  writeFileSync(join(root, 'assets', 'a b.js'), 'x');
  writeFileSync(join(root, 'notes.txt'), 'no type of ours');
  writeFileSync(join(folder, 'secret.json'), '{}');
  writeFileSync(join(folder, 'renderer-secret', 'x.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('resolveFile', () => {
  it.each([
    ['app://sidetone/', 'index.html'],
    ['app://sidetone/index.html', 'index.html'],
    ['app://sidetone/index.html?x=1#y', 'index.html'],
    ['app://sidetone/assets/a%20b.js', 'assets/a b.js'],
    ['app://sidetone/assets/../index.html', 'index.html'],
  ])('%s', (address, path) => {
    expect(resolveFile(root, address)?.path).toBe(join(root, path));
  });

  it.each([
    'app://sidetone/../secret.json',
    'app://sidetone/%2e%2e/secret.json',
    'app://sidetone/..%2fsecret.json',
    'app://sidetone/..%2Frenderer-secret/x.json',
    'app://sidetone/%2e%2e%2f%2e%2e%2fetc/hosts.json',
    'app://sidetone/..%5csecret.json',
    'app://sidetone/assets/..%2f..%2fsecret.json',
    'app://sidetone//etc/x.json%00.html',
    'app://sidetone/C:/x.json',
    'app://sidetone/index.html::$DATA.html',
    'app://sidetone/%',
    'app://sidetone/notes.txt',
    'app://sidetone/assets',
    'app://sidetone.evil/index.html',
    'app://other/index.html',
    'app:index.html',
    'app://sidetone/%252e%252e/secret.json',
    'app://sidetone/%c0%ae%c0%ae/secret.json',
    'app://sidetone/....//secret.json',
    'app://sidetone/.%2e%2fsecret.json',
    'app://sidetone/%00../secret.json',
    'app://sidetone\\..\\secret.json',
    'app://sidetone/assets/%2e%2e%5c%2e%2e%5csecret.json',
    'app://sidetone@evil.example/index.html',
    'app://sidetone:80/index.html',
    'app://sidetone./index.html',
    'app://localhost/index.html',
    'app:///etc/hosts.json',
    'http://sidetone/index.html',
    'file:///index.html',
    '',
  ])('never leaves the folder: %s', async (address) => {
    const found = resolveFile(root, address);
    if (found) expect(found.path.startsWith(`${root}/`)).toBe(true);
    const response = await respond(root, 'GET', address);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });
});

describe('respond', () => {
  it.each([
    ['many steps up', `${'../'.repeat(5_000)}secret.json`],
    ['many steps up, encoded', `${'%2e%2e%2f'.repeat(5_000)}secret.json`],
    ['a very long name', `${'a'.repeat(200_000)}.json`],
  ])('has nothing at the end of %s', async (_what, path) => {
    expect((await respond(root, 'GET', `app://sidetone/${path}`)).status).toBe(404);
  });

  it('gives a page with its type and the policy', async () => {
    const response = await respond(root, 'GET', 'app://sidetone/index.html');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  it('frames nothing but the page of operators, which has no origin and no device', async () => {
    const phone = await respond(root, 'GET', 'app://sidetone/index.html');
    expect(phone.headers.get('content-security-policy')).toContain('frame-src app://page;');
    const response = await respond(root, 'GET', 'app://page/page-frame.html');
    expect(await response.text()).toBe('frame');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^sandbox allow-scripts [^;]*; default-src 'none';/);
    expect(policy).not.toMatch(
      /allow-(same-origin|top|modals|downloads|pointer|presentation)|'self'|app:\/\/page|\bws:|http:/,
    );
    expect(policy).toMatch(/frame-ancestors app:\/\/sidetone$/);
    expect(response.headers.get('permissions-policy')).toContain('microphone=()');
  });

  it.each(['app://page/', 'app://page/index.html', 'app://page/page-frame.html?x=1', 'app://page/assets/a%20b.js'])(
    'has nothing else on the host of operators: %s',
    async (address) => {
      expect((await respond(root, 'GET', address)).status).toBe(404);
    },
  );

  it('gives scripts as scripts, head without a body, and nothing to other methods', async () => {
    expect((await respond(root, 'GET', 'app://sidetone/assets/a%20b.js')).headers.get('content-type')).toContain(
      'text/javascript',
    );
    expect(await (await respond(root, 'HEAD', 'app://sidetone/')).text()).toBe('');
    expect((await respond(root, 'POST', 'app://sidetone/')).status).toBe(405);
    expect((await respond(root, 'GET', 'app://sidetone/missing.js')).status).toBe(404);
  });
});
