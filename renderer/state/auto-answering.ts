import type { Settings } from '../../preload/contract';
import type { App } from './app';

/**
 * The operator answers the calls of its line by itself (flag AUTO_ANSWER): the settings do not count for that one, unless an
 * administrator's policy decides them.
 */
export const isOperatorAnswering = ({ operator, settings }: Pick<App, 'operator' | 'settings'>): boolean =>
  !settings.managed.autoAnswer && operator.phase === 'signed-in' && operator.has('AUTO_ANSWER');

/** What is said of automatic answering: as the settings have it, unless no line goes by them. */
export function autoAnswering(app: Pick<App, 'operator' | 'session' | 'settings'>): Settings['autoAnswer'] {
  const only = app.session.accounts.every(({ account }) => account.operator);
  return isOperatorAnswering(app) && only ? 'all' : app.settings.current.autoAnswer;
}
