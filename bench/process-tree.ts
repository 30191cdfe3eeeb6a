/** What a program and all its descendants use, read from /proc (Linux). */
import { readFile, readdir } from 'node:fs/promises';

async function parents(): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = afterName(stat)[1];
    if (parent) found.set(Number(name), Number(parent));
  }
  return found;
}

/** The fields of /proc/PID/stat from the state on: the name before them may hold blanks and brackets. */
const afterName = (stat: string) => stat.slice(stat.lastIndexOf(')') + 2).split(' ');

export async function tree(root: number): Promise<number[]> {
  const all = await parents();
  const inTree = (pid: number): boolean => pid === root || (all.has(pid) && inTree(all.get(pid) ?? 0));
  return [...all.keys()].filter(inTree);
}

/** Proportional set size in MB: shared pages count by the share. */
export async function memory(root: number): Promise<number> {
  let kilobytes = 0;
  for (const pid of await tree(root)) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

/** Processor time used so far, in seconds. */
export async function processorTime(root: number): Promise<number> {
  let ticks = 0;
  for (const pid of await tree(root)) {
    const fields = afterName(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''));
    ticks += Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  }
  return ticks / 100;
}
