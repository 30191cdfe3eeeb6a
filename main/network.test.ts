import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test, vi } from 'vitest';
import { createNetworkWatch } from './network';

const address = (ip: string, internal = false): NetworkInterfaceInfo => ({
  address: ip,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:00',
  internal,
  cidr: `${ip}/24`,
});

function watch() {
  const changed = vi.fn();
  const slept = vi.fn();
  return { look: createNetworkWatch({ changed, slept }), changed, slept };
}

test('tells of another address, of one more and of one less, once each', () => {
  const { look, changed } = watch();
  look({ eth0: [address('10.0.0.1')] }, 0, 500);
  look({ eth0: [address('10.0.0.1')] }, 500, 500);
  expect(changed).toHaveBeenCalledTimes(0);
  look({ eth0: [address('10.0.0.2')] }, 1_000, 500);
  expect(changed).toHaveBeenCalledTimes(1);
  look({ eth0: [address('10.0.0.2')], tun0: [address('10.8.0.2')] }, 1_500, 500);
  expect(changed).toHaveBeenCalledTimes(2);
  look({ tun0: [address('10.8.0.2')] }, 2_000, 500);
  look({ tun0: [address('10.8.0.2')] }, 2_500, 500);
  expect(changed).toHaveBeenCalledTimes(3);
});

test('the order in which the system lists them, and the loopback, say nothing', () => {
  const { look, changed } = watch();
  look({ a: [address('10.0.0.1')], b: [address('10.0.1.1')] }, 0, 500);
  look({ b: [address('10.0.1.1')], a: [address('10.0.0.1')], lo: [address('127.0.0.1', true)] }, 500, 500);
  expect(changed).not.toHaveBeenCalled();
});

test('tells of sleep by the clock, and not of a look that was a little late', () => {
  const { look, slept } = watch();
  look({}, 0, 500);
  look({}, 2_900, 500);
  expect(slept).not.toHaveBeenCalled();
  look({}, 62_900, 500);
  expect(slept).toHaveBeenCalledWith(59_500);
  // The clock was put back: nobody slept.
  look({}, 10_000, 500);
  expect(slept).toHaveBeenCalledTimes(1);
});
