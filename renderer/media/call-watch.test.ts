import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createCallWatch } from './call-watch';

const own = '192.0.2.7';

function make() {
  const network = {
    packets: 0,
    ice: 'connected' as RTCIceConnectionState,
    expected: true,
    present: [own] as string[] | null,
    receiving: true,
  };
  const getStats = () => {
    if (network.receiving) network.packets += 10;
    return Promise.resolve(
      new Map<string, object>([
        ['in', { type: 'inbound-rtp', kind: 'audio', packetsReceived: network.packets }],
        ['t', { type: 'transport', selectedCandidatePairId: 'p' }],
        ['p', { type: 'candidate-pair', localCandidateId: 'l' }],
        ['l', { type: 'local-candidate', candidateType: 'host', address: own }],
      ]),
    );
  };
  const pc = {
    getStats,
    get iceConnectionState() {
      return network.ice;
    },
  } as unknown as RTCPeerConnection;
  const seen: string[] = [];
  let probes = 0;
  const at = () => Math.round(performance.now() / 100) / 10;
  const watch = createCallWatch({
    pc,
    expected: () => network.expected,
    addresses: () => {
      probes += 1;
      return Promise.resolve(network.present && new Set(network.present));
    },
    onflow: (flowing) => seen.push(`${at()} s ${flowing ? 'flows' : 'silent'}`),
    onbroken: (why) => seen.push(`${at()} s ${why}`),
    ontick: vi.fn(),
  });
  return { network, seen, watch, probes: () => probes };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('while packets come it asks nobody for anything', async () => {
  const { seen, watch, probes } = make();
  watch.start();
  await vi.advanceTimersByTimeAsync(20_000);
  expect({ seen, probes: probes() }).toEqual({ seen: [], probes: 0 });
});

it('no packet for 3 s is told, and its end', async () => {
  const { network, seen, watch } = make();
  watch.start();
  await vi.advanceTimersByTimeAsync(10_000);
  network.receiving = false;
  await vi.advanceTimersByTimeAsync(5000);
  network.receiving = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen).toHaveLength(2);
  const [silent, flows] = seen.map((line) => Number.parseFloat(line));
  expect(silent).toBeGreaterThanOrEqual(13);
  expect(silent).toBeLessThanOrEqual(13.6);
  expect(flows).toBeLessThanOrEqual(15.6);
});

it('answered, but no way for the sound within 3 s: told, and taken back with the first packet', async () => {
  const { network, seen, watch } = make();
  network.receiving = false;
  watch.expect();
  await vi.advanceTimersByTimeAsync(2900);
  expect(seen).toEqual([]);
  watch.expect();
  await vi.advanceTimersByTimeAsync(200);
  expect(seen).toEqual([expect.stringContaining('silent')]);
  await vi.advanceTimersByTimeAsync(5000);
  watch.start();
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen).toHaveLength(1);
  network.receiving = true;
  await vi.advanceTimersByTimeAsync(1000);
  expect(seen).toEqual([expect.stringContaining('silent'), expect.stringContaining('flows')]);
});

it('connected in time, nothing is told of how long it took; closed before, nothing either', async () => {
  const { seen, watch } = make();
  watch.expect();
  await vi.advanceTimersByTimeAsync(2000);
  watch.start();
  await vi.advanceTimersByTimeAsync(5000);
  expect(seen).toEqual([]);
  const other = make();
  other.watch.expect();
  other.watch.close();
  expect(other.seen).toEqual([]);
  watch.close();
  expect(vi.getTimerCount()).toBe(0);
});

it('an address that is gone is noticed a second after the packets, and told again while it stays so', async () => {
  const { network, seen, watch } = make();
  watch.start();
  await vi.advanceTimersByTimeAsync(10_000);
  Object.assign(network, { receiving: false, present: ['198.51.100.9'] });
  await vi.advanceTimersByTimeAsync(2500);
  expect(seen).toEqual([expect.stringContaining(`its address ${own} is gone`)]);
  expect(Number.parseFloat(seen[0]!)).toBeLessThanOrEqual(11.6);
  await vi.advanceTimersByTimeAsync(3500);
  expect(seen.filter((line) => line.includes('gone'))).toHaveLength(2);
});

it('on hold no packets come, and nothing is wrong with that; the network is looked at when it is said to change', async () => {
  const { network, seen, watch, probes } = make();
  watch.start();
  await vi.advanceTimersByTimeAsync(10_000);
  Object.assign(network, { receiving: false, expected: false });
  await vi.advanceTimersByTimeAsync(10_000);
  expect({ seen, probes: probes() }).toEqual({ seen: [], probes: 0 });
  network.present = ['198.51.100.9'];
  watch.networkChanged();
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).toEqual([expect.stringContaining('gone')]);
});

it('ICE without a pair for 3 s asks for a restart, though the address is there; without any network nothing is known', async () => {
  const { network, seen, watch } = make();
  network.expected = false;
  watch.start();
  await vi.advanceTimersByTimeAsync(10_000);
  Object.assign(network, { ice: 'disconnected', present: [] });
  await vi.advanceTimersByTimeAsync(4000);
  expect(seen).toEqual([expect.stringContaining('ICE is disconnected')]);
});

it('a question is answered with what is counted now, not with what was counted before', async () => {
  const { watch } = make();
  watch.start();
  await vi.advanceTimersByTimeAsync(6100);
  const [first, same] = await Promise.all([watch.figures(), watch.figures()]);
  expect(same).toBe(first);
  const next = await watch.figures();
  expect(next.packetsReceived).toBe(first.packetsReceived + 10);
});

it('looks no more once it is closed', async () => {
  const { network, seen, watch } = make();
  watch.start();
  await vi.advanceTimersByTimeAsync(1000);
  watch.close();
  Object.assign(network, { receiving: false, ice: 'failed', present: ['198.51.100.9'] });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(seen).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
