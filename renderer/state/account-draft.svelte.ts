import { t } from '../locales/pages';
import type { Account, MonitoredPerson } from '../phone/account';
import { readDialString } from '../phone/dial-string';
import { serverAddress } from './sign-in-check';

export type DraftField =
  'servers' | 'callerId' | 'voicemail' | 'pickupCode' | 'always' | 'busy' | 'noAnswer' | 'seconds' | 'monitored';

/** What the contract takes, preload/contract.ts. */
const most = { servers: 8, people: 200 } as const;

/** An account's options while they are being changed: what was typed, and what is wrong with it in words. */
export class AccountDraft {
  label = $state('');
  displayName = $state('');
  callerId = $state('');
  servers = $state<string[]>([]);
  dtmf = $state<Account['dtmf']>('rtp');
  trustIdentity = $state(true);
  autoAnswer = $state<Account['autoAnswer']>('inherit');
  voicemail = $state('');
  pickupCode = $state('');
  always = $state('');
  busy = $state('');
  noAnswer = $state('');
  seconds = $state('');
  monitored = $state<MonitoredPerson[]>([]);
  errors = $state.raw<Partial<Record<DraftField, string>>>({});
  readonly #account: Account;
  readonly #before: string;

  constructor(account: Account) {
    this.#account = account;
    this.label = account.label;
    this.displayName = account.displayName;
    this.callerId = account.callerId;
    this.servers = [...account.servers];
    this.dtmf = account.dtmf;
    this.trustIdentity = account.trustIdentity;
    this.autoAnswer = account.autoAnswer;
    this.voicemail = account.voicemail;
    this.pickupCode = account.pickupCode;
    this.always = account.forwarding.always;
    this.busy = account.forwarding.busy;
    this.noAnswer = account.forwarding.noAnswer;
    this.seconds = String(account.forwarding.noAnswerSeconds);
    this.monitored = account.monitored.map((person) => ({ ...person }));
    this.#before = JSON.stringify(this.#result());
  }

  get canAddServer(): boolean {
    return this.servers.length < most.servers;
  }

  get canAddPerson(): boolean {
    return this.monitored.length < most.people;
  }

  /** Whether anything differs from the account as it is. */
  get changed(): boolean {
    return JSON.stringify(this.#result()) !== this.#before;
  }

  corrected(field: DraftField): void {
    if (!this.errors[field]) return;
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([name]) => name !== field));
  }

  addServer(): void {
    if (this.canAddServer) this.servers.push('');
  }

  /** Puts the server one place up; the first is tried first. */
  raiseServer(index: number): void {
    const [server] = this.servers.splice(index, 1);
    if (server !== undefined) this.servers.splice(Math.max(0, index - 1), 0, server);
  }

  removeServer(index: number): void {
    if (this.servers.length > 1) this.servers.splice(index, 1);
  }

  addPerson(): void {
    if (this.canAddPerson) this.monitored.push({ number: '', name: '', event: 'dialog' });
  }

  removePerson(index: number): void {
    this.monitored.splice(index, 1);
  }

  /** The account with the options, or null with the errors set. */
  submit(): Account | null {
    this.errors = this.#check();
    return Object.keys(this.errors).length === 0 ? this.#result() : null;
  }

  #check(): Partial<Record<DraftField, string>> {
    const errors: Partial<Record<DraftField, string>> = {};
    const typed = this.servers.filter((server) => server.trim() !== '');
    if (typed.length === 0) errors.servers = t('signin.error.server-empty');
    else if (typed.some((server) => serverAddress(server) === null)) errors.servers = t('signin.error.server-bad');

    for (const field of ['callerId', 'voicemail', 'always', 'busy', 'noAnswer'] as const) {
      if (this[field].trim() && !isDialable(this[field])) errors[field] = t('dial.problem.not-a-number');
    }
    if (!/^[0-9*#]*$/u.test(this.pickupCode.trim())) errors.pickupCode = t('account.error.code');
    const seconds = Number(this.seconds);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > 180) errors.seconds = t('account.error.seconds');

    const watched = this.monitored.map(({ number }) => cleaned(number));
    if (this.monitored.some(({ number, name }) => name.trim() !== '' && !isDialable(number)))
      errors.monitored = t('account.error.number');
    else if (watched.some((number) => number !== '' && !isDialable(number)))
      errors.monitored = t('account.error.number');
    else if (watched.some((number, index) => number !== '' && watched.indexOf(number) !== index))
      errors.monitored = t('account.error.twice');
    return errors;
  }

  #result(): Account {
    const servers = this.servers.map(serverAddress).filter((server) => server !== null);
    return {
      ...this.#account,
      label: this.label.trim(),
      displayName: this.displayName.trim(),
      callerId: cleaned(this.callerId),
      servers: servers.filter((server, index) => servers.indexOf(server) === index),
      dtmf: this.dtmf,
      trustIdentity: this.trustIdentity,
      autoAnswer: this.autoAnswer,
      voicemail: cleaned(this.voicemail),
      pickupCode: this.pickupCode.trim(),
      forwarding: {
        always: cleaned(this.always),
        busy: cleaned(this.busy),
        noAnswer: cleaned(this.noAnswer),
        noAnswerSeconds: Number(this.seconds),
      },
      monitored: this.monitored
        .filter(({ number }) => number.trim() !== '')
        .map(({ number, name, event }) => ({ number: cleaned(number), name: name.trim(), event })),
    };
  }
}

/** A number without what people write into it; what is none, as it was typed. */
function cleaned(text: string): string {
  const read = readDialString(text);
  return read.ok ? read.shown : text.trim();
}

const isDialable = (text: string): boolean => readDialString(text).ok;
