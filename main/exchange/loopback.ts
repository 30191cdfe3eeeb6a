import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** The practice exchange has no protection worth the name: it must not be reachable from outside this machine. */
export class NotLoopbackError extends Error {
  constructor(readonly host: string) {
    super(`The practice exchange listens on this machine only (127.0.0.1, ::1 or localhost), not on "${host}"`);
    this.name = 'NotLoopbackError';
  }
}

/** The address to listen on. Rejects with NotLoopbackError for anything that is not the loopback, whatever its name. */
export async function loopbackAddress(host: string): Promise<string> {
  if (host === '') throw new NotLoopbackError(host);
  const address = isIP(host)
    ? host
    : await lookup(host)
        .then((found) => found.address)
        .catch(() => '');
  if (!loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) throw new NotLoopbackError(host);
  return address;
}
