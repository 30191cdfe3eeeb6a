/** What becomes of the line when the operator gives it, again or for the first time. */
import type { Account } from '../phone/account';

interface Parts {
  /** What the operator gives now. */
  readonly given: Account;
  /** What it gave before; null: unknown. What the line has otherwise than that is the user's doing. */
  readonly before: Account | null;
  /** The line as it is; null: there is none yet. */
  readonly mine: Account | null;
  /** EDIT_SETTINGS. */
  readonly mayEdit: boolean;
}

/** The line as it is to be. */
export function operatorAccount({ given, before, mine, mayEdit }: Parts): Account {
  if (!mine) return given;
  if (mine.practice) {
    // The practice exchange has given it already, as it is.
    const { displayName, callerId, autoAnswer } = given;
    return { ...mine, displayName, callerId, autoAnswer, operator: true };
  }
  const keeps = (field: keyof Account): boolean => before !== null && !same(mine[field], before[field]);
  const edited = mayEdit
    ? Object.fromEntries(sipFields.filter(keeps).map((field) => [field, mine[field]] as const))
    : {};
  return {
    ...mine,
    ...pick(given, [...sipFields, 'iceServers', 'practice', 'operator']),
    ...edited,
    displayName: keeps('displayName') ? mine.displayName : given.displayName,
    autoAnswer: autoAnswer(given, before, mine),
  };
}

/** The line that the operator gave before, or, with the practice operator, that its exchange did; null: there is none yet. */
export function lineOf(known: readonly Account[], given: Account, practising: boolean): Account | null {
  return (
    known.find(({ operator }) => operator) ??
    known.find((account) => practising && account.practice && isTheirs(account, given)) ??
    null
  );
}

/** Whether the account is still the operator's, which then knows its password. */
export function isTheirs(account: Account, given: Account): boolean {
  return account.user === given.user && account.domain === given.domain && account.authUser === given.authUser;
}

const sipFields = [
  'servers',
  'user',
  'authUser',
  'domain',
  'callerId',
  'expires',
] as const satisfies readonly (keyof Account)[];

function pick<K extends keyof Account>(account: Account, fields: readonly K[]): Pick<Account, K> {
  return Object.fromEntries(fields.map((field) => [field, account[field]])) as Pick<Account, K>;
}

/** The operator's word goes; without it the user's, unless it was only the operator's of before. */
function autoAnswer(given: Account, before: Account | null, mine: Account): Account['autoAnswer'] {
  if (given.autoAnswer !== 'inherit') return given.autoAnswer;
  return before?.autoAnswer === 'all' && mine.autoAnswer === 'all' ? 'inherit' : mine.autoAnswer;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
