/** By which name of a contact a party goes. */
import { readAddress } from '../phone/address';
import type { PhoneState } from '../phone/phone-api';
import type { Party } from '../phone/ports';
import type { ContactsView } from './contacts';
import { hostOf } from './names';

/** Shorter numbers, and names, mean somebody only within one switch. */
const shortestEverywhere = 7;
const ipAddress = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]+\])$/u;

/** Empty: none of the contacts is it. */
export function contactNames(
  contacts: Pick<ContactsView, 'whose'>,
  lines: () => PhoneState['lines'],
): (party: Party) => string {
  return (party) => {
    const address = readAddress(party.uri);
    if (address && address.host !== '') {
      const byAddress = contacts.whose(`${address.user}@${address.host}`);
      if (byAddress) return byAddress.name;
    }
    if (party.number === '') return '';
    const everywhere = party.number.replace(/\D/gu, '').length >= shortestEverywhere;
    // `sip:100@somewhere.else` is not our 100, whatever it calls itself.
    if (!everywhere && address && !isOurs(address.host, lines())) return '';
    return contacts.whose(party.number)?.name ?? '';
  };
}

/** Switches give their own address where others have a domain: an IP address passes for ours. */
function isOurs(host: string, lines: PhoneState['lines']): boolean {
  if (host === '' || ipAddress.test(host)) return true;
  return lines.some(
    ({ account }) =>
      account.domain.toLowerCase() === host ||
      account.servers.some((server) => hostOf(server).replace(/:\d+$/u, '') === host),
  );
}
