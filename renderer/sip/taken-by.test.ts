import { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import { expect, it } from 'vitest';
import { takenBy } from './taken-by';

const caller = { name: 'Ada', number: '1001', uri: 'sip:1001@h' };

function cancel(headers: Record<string, string>) {
  const message = new IncomingRequestMessage();
  for (const [name, value] of Object.entries(headers)) message.addHeader(name, value);
  return message;
}

it.each([
  ['SIP;cause=200;text="Answered by Priya R."', 'Priya R.'],
  ['SIP ; cause = 200 ; text = "Call answered by: Priya; Sales, \\"PR\\" <sip:1014@h>"', 'Priya; Sales, "PR"'],
  ['SIP;text="Picked up by 1014";cause=200', '1014'],
  ['SIP;cause=200;text="Call completed elsewhere by 1014"', '1014'],
  ['SIP;cause=200;text="Call completed elsewhere"', ''],
  ['SIP;cause=200;text="answered by "', ''],
  ['SIP;cause=200;text=pickup', ''],
  ['SIP;cause=200', ''],
  ['SIP;cause=487;text="Answered by Priya R."', ''],
  ['Q.850;cause=16;text="Answered by Priya R."', ''],
  [`SIP;cause=200;text="${'\\'.repeat(5_000)}`, ''],
])('of %j it is %j', (reason, who) => {
  expect(takenBy(cancel({ reason }), caller, true)).toBe(who);
});

it('may be an identity of the switch that is not the caller', () => {
  const reason = 'SIP;cause=200;text="Call completed elsewhere"';
  const asserted = (identity: string) => cancel({ reason, 'p-asserted-identity': identity });
  expect(takenBy(asserted('"Priya R." <sip:1014@h>'), caller, true)).toBe('Priya R.');
  expect(takenBy(asserted('<sip:1014@h>'), caller, true)).toBe('1014');
  expect(takenBy(asserted('"Priya R." <sip:1014@h>'), caller, false)).toBe('');
  expect(takenBy(asserted('"Someone" <sip:1001@h>'), caller, true)).toBe('');
  expect(takenBy(asserted('"Ada" <sip:+4930123@h>'), caller, true)).toBe('');
});
