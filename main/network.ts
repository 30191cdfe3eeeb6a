/**
 * Changes of the network that Chromium does not tell a page of: another address, a tunnel that came up or went down. And
 * sleep that the system does not tell of: a process that was suspended finds its clock ahead.
 */
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import type { Ipc } from './ipc';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** In a call the sound has to be back within 3 s of a change. Else nobody waits, and each look wakes the processor. */
const lookEveryMs = { call: 500, idle: 2_000 };
/** Later than this by so much, the process was not running. */
const asleepMs = 3_000;

export function setUpNetwork(ipc: Ipc, phone: Pick<PhoneLink, 'onReport'>, log: Log): void {
  const look = createNetworkWatch({
    changed() {
      log.info('network', 'the addresses of this computer have changed');
      ipc.send('phone', 'network.changed');
    },
    slept(ms) {
      log.info('network', `not running for ${String(Math.round(ms / 1_000))} s`);
      ipc.send('phone', 'power.woke');
    },
  });
  let every = lookEveryMs.idle;
  const lookNow = () => look(networkInterfaces(), Date.now(), every);
  const start = () => {
    // What comes next is compared with what is there now.
    lookNow();
    return setInterval(lookNow, every).unref();
  };
  let timer = start();
  phone.onReport(({ calls }) => {
    const wanted = calls.some(({ state }) => state !== 'ended') ? lookEveryMs.call : lookEveryMs.idle;
    if (wanted === every) return;
    every = wanted;
    clearInterval(timer);
    timer = start();
  });
}

/** Call the result with what is there, the time, and when the next look was due, in ms; the first look is what the others are compared with. */
export function createNetworkWatch(told: { changed(): void; slept(ms: number): void }) {
  let known: string | null = null;
  let last: number | null = null;
  return (interfaces: Interfaces, now: number, every: number): void => {
    const present = addresses(interfaces);
    const before = known;
    const away = last === null ? 0 : now - last - every;
    known = present;
    last = now;
    if (away > asleepMs) told.slept(away);
    if (before !== null && present !== before) told.changed();
  };
}

/** Every address that leads out of this computer, in an order of its own. */
function addresses(interfaces: Interfaces): string {
  return Object.entries(interfaces)
    .flatMap(([name, entries = []]) =>
      entries.filter((entry) => !entry.internal).map(({ cidr }) => `${name} ${String(cidr)}`),
    )
    .sort()
    .join('\n');
}
