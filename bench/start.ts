/** From the start of the process to registered, and the memory in the tray; beside an empty Electron window. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from '../e2e/fixtures/desk';
import type { Exchange } from '../main/exchange/index';
import { median, type Figure } from './figure';
import { memory, processorTime } from '../e2e/fixtures/process-tree';
import { root, start, type Program } from './programs';
import { nextRegistration } from './registered';
import { within } from './within';

const rounds = 5;
/** Until nothing is left to do after the start: garbage is collected, caches are written. */
const settle = 15_000;
/** The budget speaks of 10 minutes; this is long enough to see a timer that should not be there. */
const idle = 60_000;

const emptyWindow = (desk: Desk): Program =>
  start(join(root, 'bench/empty'), [`--user-data-dir=${mkdtempSync(join(desk.home, 'empty-'))}`], { ...desk.env });

const painted = async (program: Program): Promise<number> =>
  Number((await within('the empty window', 30_000, program.line(/^painted /))).split(' ')[1]);

/** Memory in MB and load in % of a core, once the start is over; then the program ends. Alone: pages that two programs share would count half. */
async function atRest(program: Program): Promise<{ memory: number; load: number }> {
  await new Promise((resolve) => setTimeout(resolve, settle));
  const before = await processorTime(program.pid);
  await new Promise((resolve) => setTimeout(resolve, idle));
  const load = (100 * 1000 * ((await processorTime(program.pid)) - before)) / idle;
  const used = await memory(program.pid);
  await program.stop();
  return { memory: used, load };
}

/** The phone was signed in before in `dataFolder`, its password is in the desk's keyring. */
export async function measureStart(desk: Desk, exchange: Exchange, dataFolder: string): Promise<Figure[]> {
  const phoneTimes: number[] = [];
  const emptyTimes: number[] = [];
  // In turns, so that both meet the same machine; the first of each only fills the disk's cache.
  for (let round = 0; round <= rounds; round += 1) {
    const empty = emptyWindow(desk);
    const paintedAt = await painted(empty);
    await empty.stop();
    const phone = start(root, [`--user-data-dir=${dataFolder}`], { ...desk.env });
    const registeredAt = await nextRegistration(exchange);
    await phone.stop();
    if (round === 0) continue;
    emptyTimes.push(paintedAt - empty.startedAt);
    phoneTimes.push(registeredAt - phone.startedAt);
  }

  const empty = emptyWindow(desk);
  await painted(empty);
  const emptyRest = await atRest(empty);
  const phone = start(root, [`--user-data-dir=${dataFolder}`, '--hidden'], { ...desk.env });
  await nextRegistration(exchange);
  const phoneRest = await atRest(phone);

  return [
    {
      name: 'start → registered',
      unit: 'ms',
      value: median(phoneTimes),
      limit: 1.4 * median(emptyTimes),
      baseline: { name: 'first paint of an empty window', value: median(emptyTimes) },
      samples: rounds,
    },
    {
      name: 'memory in the tray, registered',
      unit: 'MB',
      value: phoneRest.memory,
      limit: 1.15 * emptyRest.memory,
      baseline: { name: 'an empty window', value: emptyRest.memory },
      samples: 1,
    },
    {
      name: 'processor in the tray, registered, over 60 s',
      unit: '% of a core',
      value: phoneRest.load,
      limit: Math.max(emptyRest.load, 1000 / idle),
      // Not 0, which nothing can be compared with: the clock of the kernel ticks 100 times a second.
      baseline: { name: 'an empty window', value: Math.max(emptyRest.load, 1000 / idle) },
      samples: 1,
    },
  ];
}
