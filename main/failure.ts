import { t, type MessageKey, type MessageValues } from '../renderer/locales/messages';

/** A failure with a sentence for the user; anything else that is thrown reaches the window as `failure.general`. */
export class Failure extends Error {
  override name = 'Failure';
  constructor(key: MessageKey, values?: MessageValues, options?: ErrorOptions) {
    super(t(key, values), options);
  }
}

/** The code of a Node error such as ENOSPC; empty for anything else. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What an unknown thrown value says, for the log. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
