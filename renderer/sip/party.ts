import type { NameAddrHeader } from 'sip.js/lib/grammar/name-addr-header.js';
import type { URI } from 'sip.js/lib/grammar/uri.js';
import type { Party } from '../phone/ports';
import { plainUser } from './uri';

/** The caller as the From header names them: raw text, which the phone makes harmless. */
export function partyOf(from: NameAddrHeader): Party {
  const number = plainUser(from.uri);
  const anonymous = /^anonymous$/i.test(number) || /(^|\.)anonymous\.invalid$/i.test(from.uri.host);
  return {
    name: anonymous ? '' : (from.displayName ?? '').replace(/\\(.)/g, '$1'),
    number: anonymous ? '' : number,
    uri: anonymous ? 'sip:anonymous@anonymous.invalid' : address(from.uri),
  };
}

const address = ({ scheme, user, host }: URI) => `${scheme}:${user === undefined ? '' : `${user}@`}${host}`;
