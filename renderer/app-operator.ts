/** The operator's side as the composition root puts it together: loaded with the screens, not needed to ring. */
import type { Host } from './host/host';
import { PortalError } from './operator/model';
import type { ClockPort, LogPort } from './phone/ports';
import { createPortal } from './portal';
import { loadIcons } from './portal/icon-table';
import type { OperatorParts } from './state/create-operator';

interface Needs {
  readonly host: Pick<Host, 'operator'>;
  readonly clock: ClockPort;
  readonly log: LogPort;
  readonly applied: OperatorParts['applied'];
}

export function operatorParts({ host, clock, log, applied }: Needs): OperatorParts {
  const { operator } = host;
  const portal = createPortal({
    fetch: (path, init) =>
      operator ? operator.fetch(path, init) : Promise.reject(new PortalError({ kind: 'unreachable' })),
    icons: loadIcons,
    now: () => clock.now(),
  });
  return { portal, clock, log, applied };
}
