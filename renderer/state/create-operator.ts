import type { Host } from '../host/host';
import type { PhoneApi } from '../phone/phone-api';
import type { OperatorView } from './operator';
import { Operator, type OperatorNeeds } from './operator.svelte';
import { Session } from './session.svelte';
import type { PhoneView } from './phone-view.svelte';

/** What the composition root brings for the operator. */
export type OperatorParts = Pick<OperatorNeeds, 'portal' | 'clock' | 'log' | 'applied'>;

interface Needs {
  readonly host: Pick<Host, 'account' | 'practice' | 'operator'>;
  readonly api: PhoneApi;
  readonly phone: PhoneView;
  /** An operator that is there already takes the place of the one that is built here: for pictures. */
  readonly operator: OperatorParts | OperatorView;
  /** Whether an account on a telephone system of one's own may be added. */
  readonly ownSystem: boolean;
}

/** Who is signed in, at lines and at an operator: each has a part in the other. */
export function createOperator({ host, api, phone, operator: given, ownSystem }: Needs): {
  session: Session;
  operator: OperatorView;
} {
  if ('phase' in given) return { session: new Session(phone, host, undefined, ownSystem), operator: given };
  const session: Session = new Session(phone, host, (practice) => void operator.practise(practice), ownSystem);
  const operator: Operator = new Operator({ ...given, host: host.operator, session, phone: api });
  void operator.start().catch((error: unknown) => {
    given.log.error('operator', String(error));
  });
  return { session, operator };
}
