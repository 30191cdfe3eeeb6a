import { expect, it } from 'vitest';
import { firstPacketAt, localAddress, readStats } from './stats';

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
        { id: 'back', type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.05, fractionLost: 0.25 },
      ),
    ),
  ).toEqual({
    codec: 'opus',
    packetsSent: 90,
    packetsReceived: 100,
    packetsLost: 2,
    jitter: 4,
    roundTrip: 50,
    remoteLoss: 0.25,
  });
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
    remoteLoss: null,
  });
});

it('counts back to the first packet, but not behind the look that saw none', () => {
  expect(firstPacketAt(1, 1000, 0)).toBe(1000);
  expect(firstPacketAt(3, 1000, 0)).toBe(960);
  expect(firstPacketAt(10, 1000, 950)).toBe(950);
});

it.each([
  ['of a host candidate', { candidateType: 'host', address: '192.0.2.1' }, '192.0.2.1'],
  ['of IPv6', { candidateType: 'host', address: '2001:db8::1' }, '2001:db8::1'],
  ['behind a NAT', { candidateType: 'prflx', address: '198.51.100.1', relatedAddress: '192.0.2.1' }, '192.0.2.1'],
  ['not of a relay', { candidateType: 'relay', address: '198.51.100.1', relatedAddress: '192.0.2.1' }, null],
  ['not by a name', { candidateType: 'host', address: 'abc.local' }, null],
  ['not where it is withheld', { candidateType: 'host' }, null],
])('knows the local address %s', (_, candidate, address) => {
  const entries = report(
    { id: 't', type: 'transport', selectedCandidatePairId: 'p' },
    { id: 'p', type: 'candidate-pair', localCandidateId: 'l' },
    { id: 'l', type: 'local-candidate', ...candidate },
  );
  expect(localAddress(entries)).toBe(address);
});
