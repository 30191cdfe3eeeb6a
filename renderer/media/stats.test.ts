import { expect, it } from 'vitest';
import { firstPacketAt, readStats } from './stats';

const report = (...entries: ({ id: string } & Record<string, unknown>)[]) =>
  new Map(entries.map((entry) => [entry.id, entry]));

it('reads a call', () => {
  expect(
    readStats(
      report(
        { id: 'c', type: 'codec', mimeType: 'audio/opus' },
        {
          id: 'in',
          type: 'inbound-rtp',
          kind: 'audio',
          codecId: 'c',
          packetsReceived: 100,
          packetsLost: 2,
          jitter: 0.004,
        },
        { id: 'out', type: 'outbound-rtp', kind: 'audio', codecId: 'c', packetsSent: 90 },
        { id: 'back', type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.05 },
      ),
    ),
  ).toEqual({ codec: 'opus', packetsSent: 90, packetsReceived: 100, packetsLost: 2, jitter: 4, roundTrip: 50 });
});

it('adds the sources up and shows the one that spoke last', () => {
  const figures = readStats(
    report(
      { id: 'c1', type: 'codec', mimeType: 'audio/PCMU' },
      { id: 'c2', type: 'codec', mimeType: 'audio/opus' },
      {
        id: 'new',
        type: 'inbound-rtp',
        kind: 'audio',
        codecId: 'c2',
        packetsReceived: 5,
        jitter: 0.001,
        lastPacketReceivedTimestamp: 2,
      },
      {
        id: 'old',
        type: 'inbound-rtp',
        kind: 'audio',
        codecId: 'c1',
        packetsReceived: 50,
        jitter: 0.009,
        lastPacketReceivedTimestamp: 1,
      },
    ),
  );
  expect(figures).toMatchObject({ codec: 'opus', packetsReceived: 55, jitter: 1 });
});

it('knows nothing from nothing, and no round trip before RTCP', () => {
  expect(readStats(report())).toEqual({
    codec: '',
    packetsSent: 0,
    packetsReceived: 0,
    packetsLost: 0,
    jitter: 0,
    roundTrip: null,
  });
});

it('counts back to the first packet', () => {
  expect(firstPacketAt(1, 1000)).toBe(1000);
  expect(firstPacketAt(3, 1000)).toBe(960);
});
