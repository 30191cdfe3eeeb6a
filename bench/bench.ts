/** npm run bench [-- --json] [-- --calls N] [-- PART…]: every budget of DESIGN.md that applies so far, beside its limit. */
import { arch, cpus, release } from 'node:os';
import { parseArgs } from 'node:util';
import { openDesk, type Desk } from '../e2e/fixtures/desk';
import { startExchange, type Exchange, type ExchangeAccount } from '../main/exchange/index';
import { measureCalls, type Phone, type Series } from './calls';
import { measureContacts } from './contacts';
import { holds, median, table, type Figure } from './figure';
import { measureHistory } from './history';
import { measureInstalled } from './installed';
import { measureMemory } from './memory';
import { measureNetwork } from './network';
import { measureOutage } from './outage';
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

type Say = (text: string) => void;

interface Options {
  /** How many calls the memory is measured over. */
  calls: number;
  say: Say;
}

// SIP.js by itself fails on a challenge that offers SHA-256 beside MD5.
const oldExchange = () => startExchange({ algorithms: ['MD5'] });

/** `measure` at a desk of its own and with an exchange of its own. */
async function apart(measure: (desk: Desk, exchange: Exchange) => Promise<Figure[]>): Promise<Figure[]> {
  const exchange = await oldExchange();
  const desk = await openDesk();
  try {
    return await measure(desk, exchange);
  } finally {
    await desk.close();
    await exchange.close();
  }
}

/** `measure` with Sidetone and with plain SIP.js, both ready. */
async function withBoth(
  desk: Desk,
  exchange: Exchange,
  measure: (ours: Phone, plain: Phone) => Promise<Figure[]>,
): Promise<{ figures: Figure[]; dataFolder: string }> {
  const { running, phone } = await startSidetone(desk, exchange, accountOf(exchange, 0));
  const { phone: plain, close } = await startPlain(desk, exchange, accountOf(exchange, 1));
  const figures = await measure(phone, plain);
  await running.quit();
  await close();
  return { figures, dataFolder: running.dataFolder };
}

const parts = {
  calls: ({ say }: Options) =>
    apart(async (desk, exchange) => {
      say(`calls of Sidetone and of plain SIP.js in turns (${String(calls)} each way)`);
      const { figures, dataFolder } = await withBoth(desk, exchange, async (phone, plainPhone) => {
        const [ours, plain] = await measureCalls(exchange, [phone, plainPhone], calls);
        if (!ours || !plain) throw new Error('nothing was measured');
        return callRows(ours, plain);
      });
      say('start and memory, beside an empty window (a minute and a half)');
      return [...figures, ...(await measureStart(desk, exchange, dataFolder))];
    }),
  size: () => Promise.resolve([measureSize()]),
  installed: async ({ say }: Options) => {
    say('the size of the package, unpacked');
    return [await measureInstalled()];
  },
  outage: ({ say }: Options) =>
    apart((desk, exchange) => {
      say('the connection breaks in a call');
      return measureOutage(desk, exchange, accountOf(exchange, 0));
    }),
  network: async ({ say }: Options) => {
    const desk = await openDesk();
    try {
      say('the address changes in a call');
      return await measureNetwork(desk, say);
    } finally {
      await desk.close();
    }
  },
  history: ({ say }: Options) =>
    apart((desk, exchange) => {
      say('100,000 calls in the history (a minute)');
      return measureHistory(desk, accountOf(exchange, 0), exchange);
    }),
  contacts: ({ say }: Options) =>
    apart((desk, exchange) => {
      say('a directory of 50,000 contacts (a minute)');
      return measureContacts(desk, exchange);
    }),
  memory: (options: Options) =>
    apart(async (desk, exchange) => {
      options.say(`memory over ${String(options.calls)} calls of each (some minutes)`);
      const { figures } = await withBoth(desk, exchange, async (phone, plainPhone) => [
        await measureMemory(exchange, [phone, plainPhone], options.calls),
      ]);
      return figures;
    }),
} as const satisfies Record<string, (options: Options) => Promise<Figure[]>>;

type Part = keyof typeof parts;
const names = Object.keys(parts) as Part[];

function chosen(words: readonly string[]): Part[] {
  const found = words.map((word) => names.find((name) => name === word) ?? word);
  const unknown = found.filter((word) => !names.some((name) => name === word));
  if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: say one or more of ${names.join(', ')}`);
  return names.filter((name) => found.length === 0 || found.includes(name));
}

export async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, calls: { type: 'string', default: '1000' } },
  });
  const options: Options = {
    calls: Number(values.calls),
    say: (text) => process.stderr.write(`bench: ${text}\n`),
  };
  const rows: Figure[] = [];
  for (const part of chosen(positionals)) rows.push(...(await parts[part](options)));
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
