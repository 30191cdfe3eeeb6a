/** npm run bench [-- --json]: every budget of DESIGN.md that applies so far, measured beside its limit. */
import { arch, cpus, release } from 'node:os';
import { parseArgs } from 'node:util';
import { openDesk } from '../e2e/fixtures/desk';
import { startExchange, type Exchange, type ExchangeAccount } from '../main/exchange/index';
import { measureCalls, type Series } from './calls';
import { holds, median, table, type Figure } from './figure';
import { startPlain } from './plain-phone';

import { startSidetone } from './sidetone';
import { measureSize } from './size';
import { measureStart } from './start';

const calls = 15;

function accountOf(exchange: Exchange, index: number): ExchangeAccount {
  const account = exchange.accounts[index];
  if (!account) throw new Error('the practice exchange has no such account');
  return account;
}

function callRows(ours: Series, plain: Series): Figure[] {
  const row = (name: string, key: keyof Series, limit: number): Figure => ({
    name,
    unit: 'ms',
    value: median(ours[key]),
    limit,
    ...(plain[key].length > 0 && { baseline: { name: "SIP.js's defaults", value: median(plain[key]) } }),
    samples: ours[key].length,
  });
  return [
    row('answer → 200 OK on the wire', 'answerTo200', 30),
    row('dial → INVITE on the wire', 'dialToInvite', 30),
    row('INVITE arrives → 180 sent', 'inviteTo180', 6),
    row('INVITE arrives → call card shown', 'inviteToCard', 80),
    row('answer → first packet of ours', 'answerToSound', 60),
  ];
}

async function measure(say: (text: string) => void): Promise<Figure[]> {
  // SIP.js by itself fails on a challenge that offers SHA-256 beside MD5.
  const exchange = await startExchange({ algorithms: ['MD5'] });
  const desk = await openDesk();
  try {
    say(`calls of Sidetone and of plain SIP.js in turns (${String(calls)} each way)`);
    const { running, phone } = await startSidetone(desk, exchange, accountOf(exchange, 0));
    const { phone: plainPhone, close } = await startPlain(desk, exchange, accountOf(exchange, 1));
    const [ours, plain] = await measureCalls(exchange, [phone, plainPhone], calls);
    await running.quit();
    await close();
    if (!ours || !plain) throw new Error('nothing was measured');
    say('start and memory, beside an empty window (a minute and a half)');
    const starts = await measureStart(desk, exchange, running.dataFolder);
    return [...callRows(ours, plain), ...starts, measureSize()];
  } finally {
    await desk.close();
    await exchange.close();
  }
}

export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
  const rows = await measure((text) => process.stderr.write(`bench: ${text}\n`));
  const missed = rows.filter((row) => !holds(row)).length;
  if (values.json) {
    const machine = {
      system: `${process.platform} ${release()}`,
      arch: arch(),
      cores: cpus().length,
      cpu: cpus()[0]?.model ?? '',
    };
    console.log(
      JSON.stringify({
        machine,
        rows: rows.map((row) => ({
          ...row,
          ratio: row.baseline ? row.value / row.baseline.value : null,
          holds: holds(row),
        })),
      }),
    );
  } else {
    console.log(`\n${table(rows)}\n`);
    console.log(missed === 0 ? 'Every budget holds.' : `${String(missed)} of ${String(rows.length)} budgets missed.`);
  }
  return 0;
}
