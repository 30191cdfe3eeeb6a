/** Signing in, and registering. */
import * as v from 'valibot';
import type { Accounts } from './accounts';
import type { Api } from './api';
import type { Codes } from './codes';
import type { Limits } from './limits';
import { money } from './money';
import { notFound, Problem } from './problem';
import type { Sessions } from './sessions';
import { text } from './store';

const MINUTE = 60_000;
const RESEND_AFTER_S = 30;

const code = v.pipe(v.string(), v.regex(/^\d{4,10}$/, 'This is not a code.'));
const password = v.pipe(v.string(), v.maxLength(256, 'This is too long.'));
export const SignIn = v.object({
  username: v.pipe(v.string(), v.nonEmpty('This is needed.'), v.maxLength(254, 'This is too long.')),
  password: v.pipe(password, v.nonEmpty('This is needed.')),
  code: v.optional(code),
});
export const Register = v.object({
  email: v.pipe(v.string(), v.email('This is not an e-mail address.'), v.maxLength(254, 'This is too long.')),
  displayName: v.optional(v.pipe(v.string(), v.maxLength(100, 'This is too long.')), ''),
});
export const Validate = v.object({
  id: v.string(),
  code,
  password: v.optional(v.pipe(password, v.minLength(8, 'At least 8 characters, please.'))),
});

export interface EntryRules {
  /** Whether a code is wanted after the password. */
  wantsCode(user: string): boolean;
  /** Users that are not let in. */
  restricted(user: string): boolean;
  successHtml(): string;
  /** In hundredths. */
  credit: number;
  currency(): string;
}

export class Entry {
  constructor(
    private readonly parts: { accounts: Accounts; sessions: Sessions; codes: Codes; limits: Limits },
    private readonly rules: EntryRules,
  ) {}

  signIn({ username, password, code }: v.InferOutput<typeof SignIn>): Api['Tokens'] {
    const { accounts, sessions, codes, limits } = this.parts;
    const key = `sign-in ${username.toLowerCase()}`;
    limits.check(key, 5, 5 * MINUTE);
    const account = accounts.verify(username, password);
    if (!account) {
      limits.note(key);
      const detail = 'The username or the password is not right.';
      throw new Problem('wrong-credentials', 401, 'Wrong username or password', detail);
    }
    if (this.rules.restricted(account.user)) {
      const detail = 'Your company may not sign in here. Please ask your operator.';
      throw new Problem('login-restricted', 403, 'Sign-in is restricted', detail);
    }
    if (this.rules.wantsCode(account.user)) {
      const sent = code === undefined ? null : codes.latest('sign-in', account.email);
      if (code === undefined || !sent) throw this.codeRequired(account.email);
      codes.use(sent, code);
    }
    limits.forget(key);
    return sessions.begin(account, accounts.passwordAtExchange(account.user) ?? password);
  }

  register({ email, displayName }: v.InferOutput<typeof Register>): Api['Registration'] {
    const { codes, limits } = this.parts;
    const key = `register ${email.toLowerCase()}`;
    limits.check(`${key} again`, 1, RESEND_AFTER_S * 1000);
    limits.check(key, 3, 10 * MINUTE);
    limits.note(`${key} again`);
    limits.note(key);
    return { ...codes.send('register', email, displayName), resendIn: RESEND_AFTER_S };
  }

  validate({ id, code, password }: v.InferOutput<typeof Validate>): { made: boolean; answer: Api['Registered'] } {
    const { accounts, sessions, codes } = this.parts;
    const row = codes.byId(id);
    if (!row) throw notFound('registration');
    codes.use(row, code);
    const successHtml = this.rules.successHtml();
    const known = accounts.find(text(row, 'recipient'));
    if (known) {
      const renewed = accounts.renew(known.user, password);
      sessions.endAll(known.user);
      return { made: false, answer: { tokens: sessions.begin(known, renewed), successHtml } };
    }
    const made = accounts.create(text(row, 'recipient'), text(row, 'display_name'), password);
    const credit = { amount: money(this.rules.credit), currency: this.rules.currency() };
    return { made: true, answer: { tokens: sessions.begin(made.account, made.password), successHtml, credit } };
  }

  private codeRequired(email: string): Problem {
    const { codes, limits } = this.parts;
    const key = `code ${email}`;
    limits.check(key, 5, 10 * MINUTE);
    limits.note(key);
    const { codeLength, expiresIn } = codes.send('sign-in', email);
    const hidden = email.replace(/^(.)[^@]*/, '$1•••');
    const detail = `We have sent a code to ${hidden}.`;
    return new Problem('code-required', 401, 'Code needed', detail, { codeLength, expiresIn });
  }
}
