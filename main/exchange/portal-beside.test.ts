import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startExchange, type Exchange } from './index';
import { startPortalBeside } from './portal-beside';

let folder: string;
let exchange: Exchange;
let lines: string[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidetone-beside-'));
  exchange = await startExchange();
  lines = [];
});
afterEach(async () => {
  await exchange.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (data?: string) =>
  startPortalBeside({ exchange, log: (line) => lines.push(line), ...(data !== undefined && { data }) });

it('has an address at once, and answers there once it is loaded; its data outlive it', async () => {
  const first = await start(folder);
  const asked = fetch(`${first.url}/api/softphone/branding`);
  const portal = await first.ready;
  expect(portal.url).toBe(first.url);
  expect(await (await asked).json()).toMatchObject({ brandName: 'Northwind Telecom' });
  portal.changeBalance('1001', 37);
  await first.close();

  const second = await start(folder);
  const { url } = await second.ready;
  const [account] = exchange.accounts;
  const api = `${url}/api/softphone`;
  const session = await fetch(`${api}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: account?.user, password: account?.password }),
  });
  const { accessToken } = (await session.json()) as { accessToken: string };
  const balance = await fetch(`${api}/balance`, { headers: { authorization: `Bearer ${accessToken}` } });
  expect(await balance.json()).toMatchObject({ balance: 42 });
  await second.close();
  expect(lines).toEqual([]);
});

it('goes on without data that are damaged', async () => {
  writeFileSync(join(folder, 'portal.db'), 'no database at all '.repeat(1_000));
  const beside = await start(folder);
  expect((await fetch(`${beside.url}/api/softphone/branding`)).status).toBe(200);
  await beside.close();
  expect(lines.join()).toMatch(/cannot be used/);
});
