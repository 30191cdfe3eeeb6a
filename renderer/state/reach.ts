/** Calling and picking up from a page; what is in the way is said. */
import { t } from '../locales/messages';
import type { DialResult, Person } from '../phone/phone-api';
import type { PhoneView } from './phone-view.svelte';
import type { Toasts } from './toasts.svelte';

interface Reach {
  phone: PhoneView;
  toasts: Toasts;
}

function told({ toasts }: Pick<Reach, 'toasts'>, result: DialResult): void {
  if (!result.ok) toasts.show({ text: t(`dial.problem.${result.problem}`), tone: 'end' });
}

export function callNumber(app: Reach, number: string, line?: string): void {
  const known = line !== undefined && app.phone.api.state.lines.some(({ account }) => account.id === line);
  told(app, app.phone.api.dial(number, known ? { line } : {}));
}

/** Whether a ringing colleague's call can be taken: by the line's code, or because the switch told which call it is. */
export function canPickUp(app: Pick<Reach, 'phone'>, person: Person): boolean {
  if (person.state.state !== 'ringing') return false;
  const line = app.phone.state.lines.find(({ account }) => account.id === person.line);
  return line?.state.kind === 'ready' && (line.account.pickupCode !== '' || person.state.ringing !== null);
}

export function pickUp(app: Reach, { line, number }: Person): void {
  told(app, app.phone.api.pickUp(line, number));
}
