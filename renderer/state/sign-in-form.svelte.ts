import type { Account, IceServer } from '../phone/account';
import { checkSignIn, type FieldErrors, type SignInField, type SignInValues } from './sign-in-check';

const nothing: SignInValues = {
  server: '',
  user: '',
  password: '',
  displayName: '',
  domain: '',
  authUser: '',
  expires: '600',
  iceServers: '',
};

/** The sign-in form: what was typed, and what is wrong with it in words. */
export class SignInForm {
  values = $state<SignInValues>({ ...nothing });
  errors = $state.raw<FieldErrors>({});
  advanced = $state(false);

  clear(): void {
    this.values = { ...nothing };
    this.errors = {};
    this.advanced = false;
  }

  fill(account: Account): void {
    this.errors = {};
    this.values = {
      ...nothing,
      server: account.servers[0] ?? '',
      user: account.user,
      displayName: account.displayName,
      domain: account.domain,
      authUser: account.authUser,
      expires: String(account.expires),
      iceServers: account.iceServers.flatMap(iceLines).join('\n'),
    };
  }

  /** The account, or null with the errors set. `from`: the account that is corrected, or the id of a new one. */
  submit(from: Account | string): { account: Account; password: string } | null {
    const checked = checkSignIn(this.values, from);
    this.errors = checked.errors;
    if (checked.errors.domain ?? checked.errors.expires ?? checked.errors.iceServers) this.advanced = true;
    return checked.account ? { account: checked.account, password: this.values.password } : null;
  }

  corrected(field: SignInField): void {
    if (!this.errors[field]) return;
    this.errors = Object.fromEntries(Object.entries(this.errors).filter(([name]) => name !== field));
  }

  fail(field: SignInField, text: string): void {
    this.errors = { ...this.errors, [field]: text };
  }
}

function iceLines(server: IceServer): string[] {
  return [server.urls].flat().map((url) => [url, server.username, server.credential].filter(Boolean).join(' '));
}
