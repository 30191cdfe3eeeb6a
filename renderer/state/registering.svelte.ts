import { t } from '../locales/sign-in';
import type { PortalFailure, Registering as Sent } from '../operator/model';
import type { OperatorView } from './operator';
import { Attempt, type Blame } from './sign-in-attempt.svelte';
import { codeBlame, codeFault, readCode } from './sign-in-code';

/** `done`: the account is there and signed in; the phone is not set up yet. */
export type RegisteringStep = 'email' | 'code' | 'done';
type Field = 'email' | 'displayName' | 'code' | 'password';

export interface Registered {
  /** Untrusted. */
  readonly html: string;
  /** What the account starts with; null: not told. */
  readonly credit: { readonly amount: number; readonly currency: string } | null;
}

const fields: readonly Field[] = ['email', 'displayName', 'code', 'password'];
const shortestPassword = 8;

/** Making an account at an operator (flag REGISTER): e-mail, then the code, then its words of welcome, then the phone. */
export class Registering {
  email = $state('');
  displayName = $state('');
  code = $state('');
  password = $state('');
  #sent = $state.raw<Sent | null>(null);
  #expiresAt = $state.raw(0);
  #resendAt = $state.raw(0);
  #resent = $state.raw(false);
  /** Another e-mail address is being typed; the code that was sent still counts. */
  #elsewhere = $state.raw(false);
  #done = $state.raw<Registered | null>(null);
  readonly asking: Attempt<Field>;
  readonly resending: Attempt<Field>;
  readonly validating: Attempt<Field>;
  readonly entering: Attempt;

  constructor(private readonly needs: { operator: OperatorView; domain: () => string; now: () => number }) {
    const { domain, now } = needs;
    this.asking = new Attempt({ domain, now, blame });
    this.resending = new Attempt({ domain, now });
    this.validating = new Attempt({ domain, now, blame });
    this.entering = new Attempt({ domain, now });
  }

  get step(): RegisteringStep {
    if (this.#done) return 'done';
    return this.#sent && !this.#elsewhere ? 'code' : 'email';
  }

  /** The code that is waited for; null: none was sent. */
  get sent(): Sent | null {
    return this.#sent;
  }

  get resent(): boolean {
    return this.#resent;
  }

  get done(): Registered | null {
    return this.#done;
  }

  begin(): void {
    this.#sent = null;
    this.#elsewhere = false;
    this.#done = null;
    this.#resent = false;
    this.code = '';
    this.password = '';
    for (const attempt of [this.asking, this.resending, this.validating, this.entering]) {
      attempt.giveUp();
      attempt.clear();
    }
  }

  /** Back to the e-mail address, and from there to the code again. */
  sendElsewhere(on: boolean): void {
    this.#elsewhere = on;
    this.asking.clear();
    this.validating.clear();
  }

  /** ms until another code may be asked for; 0: now. */
  get resendWaits(): number {
    return Math.max(this.resending.waits, this.#resendAt - this.needs.now(), 0);
  }

  /** The code that was sent does not count any more. */
  get expired(): boolean {
    return this.#sent !== null && this.needs.now() >= this.#expiresAt;
  }

  async ask(): Promise<void> {
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(this.email.trim())) {
      this.asking.fail({ email: t('register.error.email') });
      return;
    }
    await this.#send(this.asking);
  }

  async resend(): Promise<void> {
    if (this.resendWaits > 0) return;
    this.#resent = false;
    if (!(await this.#send(this.resending))) return;
    this.#resent = true;
    this.validating.clear();
  }

  async validate(): Promise<void> {
    const sent = this.#sent;
    if (!sent) return;
    const code = readCode(this.code, sent.codeLength);
    const codeWrong = codeFault(code, sent.codeLength);
    const short = this.password !== '' && this.password.length < shortestPassword;
    if (codeWrong || short) {
      this.validating.fail({
        ...(codeWrong ? { code: codeWrong } : {}),
        ...(short ? { password: t('register.error.password') } : {}),
      });
      return;
    }
    this.code = code;
    this.#resent = false;
    const answer = await this.validating.run(() =>
      this.needs.operator.portal.validate(sent.id, code, this.password || undefined),
    );
    if (!answer) return;
    this.code = '';
    this.password = '';
    const html = answer.successHtml || (this.needs.operator.brand?.registerSuccessHtml ?? '');
    this.#done = { html, credit: answer.credit ?? null };
  }

  /** Sets the phone up with the account that was made; true: it is. */
  async enter(): Promise<boolean> {
    const entered = await this.entering.run(async () => {
      await this.needs.operator.enter(this.email.trim());
      return true;
    });
    return entered ?? false;
  }

  async #send(attempt: Attempt<Field>): Promise<boolean> {
    const sent = await attempt.run(() =>
      this.needs.operator.portal.register(this.email.trim(), this.displayName.trim()),
    );
    if (!sent) return false;
    const now = this.needs.now();
    this.#sent = sent;
    this.#elsewhere = false;
    this.#expiresAt = now + sent.expiresIn * 1000;
    this.#resendAt = now + sent.resendIn * 1000;
    this.code = '';
    return true;
  }
}

function blame(failure: PortalFailure): readonly Blame<Field>[] {
  const sentence = codeBlame(failure);
  if (sentence !== null) return [{ field: 'code', sentence }];
  if (failure.kind !== 'problem') return [];
  return (failure.problem.errors ?? []).flatMap(({ field, detail }) => {
    const known = fields.find((one) => one === field);
    return known ? [{ field: known, sentence: detail }] : [];
  });
}
