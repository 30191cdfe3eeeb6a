import { accountDefaults, type Account } from '../account';
import { Phone, type PhoneOptions } from '../phone';
import { FakeClock } from './fake-clock';
import { FakeConference, FakeLog, FakeRinger, FakeStore } from './fake-ports';
import { FakeSip, wellScript, type Script } from './fake-sip';

export const fakeAccount: Account = {
  ...accountDefaults,
  id: 'account-1',
  servers: ['wss://pbx.test/ws'],
  user: '1001',
  authUser: '',
  domain: 'pbx.test',
  displayName: 'Front desk',
  expires: 600,
  iceServers: [],
  practice: false,
};

/** A real Phone on fake ports; illegal events throw. */
export function phoneOnFakes(
  script: Script = wellScript,
  options: PhoneOptions = { strict: true },
  store = new FakeStore(),
) {
  const sip = new FakeSip(script);
  const clock = new FakeClock();
  const ringer = new FakeRinger();
  const conference = new FakeConference();
  const log = new FakeLog();
  const phone = new Phone({ sip, clock, store, ringer, conference, log }, options);
  return { phone, sip, clock, store, ringer, conference, log };
}
