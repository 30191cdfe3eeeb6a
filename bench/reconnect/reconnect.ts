/** npm run bench -- reconnect: what a restart of the switch makes of many phones; writes docs/reconnect.md and its plots. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { draw, type Panel } from './plot';
import { peakPerSecond, simulate, type Outcome } from './simulate';

const docs = path.resolve('docs');
const outages = [
  { ms: 2_000, words: '2 s' },
  { ms: 30_000, words: '30 s' },
  { ms: 300_000, words: '5 min' },
];
const crowds = [1_000, 100_000];
/** New TLS connections per second of one server, assumed: see the page. */
const assumedCapacity = 2_000;
const seed = 4_711;

const number = new Intl.NumberFormat('en');
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
const perSecond = (tenths: readonly number[]) =>
  Array.from({ length: Math.ceil(tenths.length / 10) }, (_, second) =>
    tenths.slice(second * 10, second * 10 + 10).reduce((sum, count) => sum + count, 0),
  );

function at(outcome: Outcome, share: number): string {
  const { backAfter } = outcome;
  return seconds(backAfter[Math.min(Math.floor(backAfter.length * share), backAfter.length - 1)] ?? Number.NaN);
}

function row(phones: number, outage: string, outcome: Outcome): string {
  const cells = [
    number.format(phones),
    outage,
    number.format(peakPerSecond(outcome.handshakes)),
    number.format(peakPerSecond(outcome.registers)),
    at(outcome, 0.5),
    at(outcome, 0.95),
    at(outcome, 1),
  ];
  return `| ${cells.join(' | ')} |`;
}

export async function main(): Promise<number> {
  const open: string[] = [];
  const limited: string[] = [];
  for (const phones of crowds) {
    const panels: Panel[] = [];
    for (const { ms, words } of outages) {
      process.stderr.write(`reconnect: ${number.format(phones)} phones, away for ${words}\n`);
      const outcome = simulate({ phones, outageMs: ms, capacity: Infinity, seed });
      open.push(row(phones, words, outcome));
      limited.push(row(phones, words, simulate({ phones, outageMs: ms, capacity: assumedCapacity, seed })));
      panels.push({
        title: `The switch was away for ${words}`,
        registers: perSecond(outcome.registers),
        handshakes: perSecond(outcome.handshakes),
      });
    }
    const title = `${number.format(phones)} phones come back, from the moment when the switch listens again`;
    const label = `${number.format(assumedCapacity)} per second`;
    const description = 'Bars: REGISTERs in each second. Line: TLS handshakes in each second.';
    const plot = draw({ title, description, panels, yardstick: { rate: assumedCapacity, label } });
    await writeFile(path.join(docs, `reconnect-${String(phones)}.svg`), plot);
  }
  await writeFile(path.join(docs, 'reconnect.md'), page(open, limited));
  return 0;
}

function page(open: readonly string[], limited: readonly string[]): string {
  const head = `| phones | switch away | handshakes/s, peak | REGISTERs/s, peak | half are back after | 95 % | the last |
|---|---|---|---|---|---|---|`;
  return `# When the switch restarts

Written by \`npm run bench -- reconnect\` (\`bench/reconnect/\`): a simulation, not a measurement. Each phone in it runs the program's own line machine (\`renderer/phone/line-machine.ts\`) with its default policy. The switch breaks all connections at one moment, refuses new ones while it is away, and then listens again. A phone that comes back costs it one TLS handshake and two REGISTERs: the first is answered 401, the second has credentials. The round trip is 20 ms. Times are counted from the moment when the switch listens again; a peak is the largest sum of any whole second.

The first attempt comes within 0.2 to 1 s, so that one phone whose connection broke is back in the median within a second. Once that has failed too, every further wait is drawn evenly from a span that doubles from 4 s to a minute (\`renderer/phone/backoff.ts\`): about as much time as the switch was away is taken to come back.

## What arrives

${head}
${open.join('\n')}

![1,000 phones](reconnect-1000.svg)

![100,000 phones](reconnect-100000.svg)

## Beside what a Kamailio handles

We have not measured a Kamailio. What others say of it:

- Its package in Debian promises [thousands of requests per second even on low-budget hardware](https://packages.debian.org/sid/kamailio).
- Its own [capacity test of version 3.0](https://sip-router.org/wiki/performance/v3.0-capacity) (2010) found that one server bears the signalling of half a million subscribers, and that OpenSSL takes 61 kB for each TLS connection: 100,000 phones are 6 GB before the first call.
- [Nahum, Tracey and Wright](https://m.moam.info/evaluating-sip-proxy-server-performance-columbia-university_5a0366081723ddff8a8e883d.html) measured OpenSER, its ancestor, between hundreds and thousands of operations per second; TCP and authentication cost a factor of 2 to 4 each.

So ${number.format(assumedCapacity)} per second is taken as the yardstick, for handshakes as for REGISTERs. The handshakes are the dearer: one core of the machine that this was written on signs 3,500 times a second with RSA 2048 and 51,000 times with ECDSA P-256 (\`openssl speed\`, two seconds each). An ECDSA certificate is the cheapest help there is.

**1,000 phones** stay well below it, however long the switch was away. **100,000 phones on one server** send about four times as many REGISTERs after half a minute or more, with twice as many handshakes, and far more after a restart of two seconds: within that time no phone can know that it is not alone, and one that is alone is to be back in a second. What happens then:

## With a server that takes ${number.format(assumedCapacity)} connections a second

It works off what waits in the order of arrival, its listen queue holds 4,096, and it also does the work for phones that have given up waiting after 5 s. What it did not serve counts as a failure, and spreads further.

${head}
${limited.join('\n')}

No restart ends in a circle of timeouts. The least that is possible for 100,000 phones at that rate is 50 s.

## What else spreads

- Retry-After is honoured (RFC 3261, section 21.5.4), and phones that got the same one are spread over as much time again, five minutes at most.
- A list of servers is tried in its order with less than a second between; the waits grow with each full round.
- A registration is refreshed at a random point between 50 and 90 % of its lifetime, so that phones which came back together part again.
- Subscriptions (voicemail, monitored people) follow one by one, five a second for each line.
- A change of network and waking from sleep connect at once: they belong to one computer, or to one office at most.
`;
}
