/** npm run bench -- hosting: what a plain web server gives of a phone's files, and how much of that many phones ask for. */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Agent as PlainAgent, get as plainGet } from 'node:http';
import { Agent, get } from 'node:https';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { startExchange } from '../../main/exchange/index';
import { startPortal } from '../../main/exchange/portal/index';
import { nextLook } from '../../main/update-policy';
import { balanceEvery, configurationEvery } from '../../renderer/state/portal-times';

const SECONDS = 5;
const AT_ONCE = 32;
const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** What electron-builder writes beside a package; the sums are of no file. */
const updateFile = `version: 1.0.1
files:
  - url: Sidetone-1.0.1.AppImage
    sha512: ${'A'.repeat(86)}==
    size: 118734848
    blockMapSize: 124563
path: Sidetone-1.0.1.AppImage
sha512: ${'A'.repeat(86)}==
releaseDate: '2026-11-23T11:00:00.000Z'
`;

export async function main(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sidetone-hosting-'));
  const files = mkdtempSync(path.join(tmpdir(), 'sidetone-hosted-'));
  try {
    await writeDocuments(files);
    const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'certificate.pem')];
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-days', '2'];
    execFileSync('openssl', [...request, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    const rows: string[] = [];
    for (const name of ['branding.json', 'prov.json', 'latest-linux.yml']) {
      const size = statSync(path.join(files, name)).size;
      for (const fresh of [true, false])
        rows.push(`${name}, ${String(size)} bytes, ${fresh ? '304' : '200'}: ${await rate(files, { name, fresh })}`);
    }
    const secure = { key, certificate };
    const tls = await rate(files, { name: 'prov.json', fresh: true, secure });
    rows.push(`prov.json, 304, a new TLS connection for each (RSA 2048): ${tls}`);
    const load = loadavg()[0] ?? 0;
    const [cpu] = cpus();
    console.log(
      `${String(cpus().length)} × ${cpu?.model ?? '?'}, Node ${process.versions.node}, load ${load.toFixed(1)}`,
    );
    console.log(`requests per second, one process of Node, ${String(AT_ONCE)} at once, over the loopback:`);
    for (const row of rows) console.log(`  ${row}`);
    for (const phones of [10, 2_000, 100_000]) asked(phones);
    return 0;
  } finally {
    for (const each of [folder, files]) rmSync(each, { recursive: true, force: true });
  }
}

/** By the phone's own times, when they are spread as they are after a while. */
function asked(phones: number): void {
  const perSecond = (everyMs: number): string => number.format(phones / (everyMs / 1_000));
  const look = (nextLook('regular', 0) + nextLook('regular', 1)) / 2;
  const firstLooks = nextLook('first', 1) - nextLook('first', 0);
  console.log(
    `${number.format(phones)} phones ask per second: configuration ${perSecond(configurationEvery)}, ` +
      `balance ${perSecond(balanceEvery)}, updates ${perSecond(look)} ` +
      `(${perSecond(firstLooks)} in the half hour after all were switched on at once)`,
  );
}

/** The documents of the practice portal, as files. */
async function writeDocuments(folder: string): Promise<void> {
  const exchange = await startExchange();
  const portal = await startPortal({ exchange });
  try {
    const [account] = exchange.accounts;
    const ask = async (way: string, init: RequestInit = {}): Promise<string> => {
      const answer = await fetch(`${portal.url}/api/softphone${way}`, init);
      if (!answer.ok) throw new Error(`${way} answered ${String(answer.status)}`);
      return answer.text();
    };
    const body = JSON.stringify({ username: account?.user, password: account?.password });
    const headers = { 'content-type': 'application/json' };
    const tokens = JSON.parse(await ask('/session', { method: 'POST', headers, body })) as { accessToken: string };
    const prov = await ask('/prov', { headers: { authorization: `Bearer ${tokens.accessToken}` } });
    writeFileSync(path.join(folder, 'branding.json'), await ask('/branding'));
    writeFileSync(path.join(folder, 'prov.json'), prov);
    writeFileSync(path.join(folder, 'latest-linux.yml'), updateFile);
  } finally {
    await portal.close();
    await exchange.close();
  }
}

interface Asked {
  name: string;
  /** The phone has it already: If-None-Match. */
  fresh: boolean;
  secure?: { key: string; certificate: string };
}

/** Requests per second, in words. */
async function rate(files: string, { name, fresh, secure }: Asked): Promise<string> {
  const args = secure ? [files, secure.key, secure.certificate] : [files];
  const server = fork(path.join(import.meta.dirname, 'server.mjs'), args, { execArgv: [] });
  try {
    const [port] = (await once(server, 'message')) as [number];
    const url = `${secure ? 'https' : 'http'}://127.0.0.1:${String(port)}/${name}`;
    const agent = secure
      ? new Agent({ keepAlive: false, ca: readFileSync(secure.certificate), maxCachedSessions: 0 })
      : new PlainAgent({ keepAlive: true, maxSockets: AT_ONCE });
    const one = (tag: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const options = { agent, servername: 'localhost', headers: tag ? { 'if-none-match': tag } : {} };
        const request = (secure ? get : plainGet)(url, options, (answer) => {
          answer.resume();
          answer.once('end', () => {
            const wanted = tag ? 304 : 200;
            if (answer.statusCode === wanted) resolve(answer.headers.etag ?? '');
            else reject(new Error(`${url} answered ${String(answer.statusCode)}`));
          });
        });
        request.once('error', reject);
      });
    const tag = await one('');
    const used = async (): Promise<number> => {
      server.send('used');
      const [us] = (await once(server, 'message')) as [number];
      return us;
    };
    const before = await used();
    const end = performance.now() + SECONDS * 1_000;
    let done = 0;
    const worker = async (): Promise<void> => {
      while (performance.now() < end) {
        await one(fresh ? tag : '');
        done += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    agent.destroy();
    // On a machine that is busy with other things the second figure says more.
    const perCore = (done / ((await used()) - before)) * 1_000_000;
    return `${number.format(done / SECONDS)}; ${number.format(perCore)} for each core that the server has to itself`;
  } finally {
    server.disconnect();
  }
}
