import type { Clock } from '../clock';
import type { Flows } from '../sip/flows';
import type { ServerTransaction, Transactions } from '../sip/transactions';
import type { Call } from './call';

/** What a call needs of the exchange around it. */
export interface Surroundings {
  readonly clock: Clock;
  readonly transactions: Transactions;
  readonly flows: Flows;
  readonly domain: string;
  /** The Contact by which the exchange's end of a dialog is reached. */
  contactOf(number: string): string;
  /** A REFER in a call that ends at the exchange. */
  refer(call: Call, transaction: ServerTransaction): void;
}
