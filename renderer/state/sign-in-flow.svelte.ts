import { readInvitation, type Invitation } from '../../preload/invitation';
import { t } from '../locales/sign-in';
import type { PortalFailure } from '../operator/model';
import { originOf } from '../operator/origin';
import type { OperatorView } from './operator';
import type { CheckTarget } from './check-steps';
import { Registering } from './registering.svelte';
import { Attempt } from './sign-in-attempt.svelte';
import { checkSignIn } from './sign-in-check';
import { codeBlame, codeFault, readCode } from './sign-in-code';
import type { SignInForm } from './sign-in-form.svelte';

/** `own`: a telephone system without a provider's portal, by its server (SignInForm). */
export type SignInStep = 'address' | 'credentials' | 'code' | 'register' | 'own';

export interface SignInFlowNeeds {
  operator: OperatorView;
  /** An account without a portal is to be corrected. */
  own: () => boolean;
  /** What was typed into the form for a system without a portal. */
  ownForm: Pick<SignInForm, 'values'>;
  now: () => number;
}

/** A code that was sent after the password. */
interface AskedCode {
  readonly length: number;
  /** The portal's words about where it went; may be empty. */
  readonly detail: string;
}

/** Until another code may be asked for, where the portal does not say. */
const resendAfterMs = 30_000;
const largestFile = 65_536;

/** Signing in at an operator, from the address on: which step is shown, what was typed, and what is wrong with it in words. */
export class SignInFlow {
  address = $state('');
  user = $state('');
  password = $state('');
  code = $state('');
  /** Where the address came from that waits for a Continue; null: it was typed. */
  #invited = $state.raw<Invitation | null>(null);
  /** null: what the operator's state asks for. */
  #chosen = $state.raw<SignInStep | null>(null);
  #asked = $state.raw<AskedCode | null>(null);
  #resendAt = $state.raw(0);
  #resent = $state.raw(false);
  #entered = $state.raw(false);
  /** Another operator is being forgotten: the next one waits for it. */
  #leaving: Promise<void> = Promise.resolve();
  readonly looking: Attempt<'address'>;
  readonly signingIn: Attempt<'user' | 'password' | 'code'>;
  readonly resending: Attempt<'code'>;
  readonly registering: Registering;
  readonly #needs: SignInFlowNeeds;

  constructor(needs: SignInFlowNeeds) {
    this.#needs = needs;
    const domain = () => needs.operator.domain || this.address.trim();
    const { now } = needs;
    this.user = needs.operator.user;
    this.looking = new Attempt({ domain, now });
    this.signingIn = new Attempt({ domain, now, blame: (failure) => this.#blame(failure) });
    this.resending = new Attempt({ domain, now });
    this.registering = new Registering({ operator: needs.operator, domain, now });
  }

  get step(): SignInStep {
    if (this.#chosen) return this.#chosen;
    if (this.#needs.own()) return 'own';
    return ['found', 'signed-in'].includes(this.#needs.operator.phase) ? 'credentials' : 'address';
  }

  /** Where the address of the form came from; null: it was typed. */
  get invited(): Invitation | null {
    return this.#invited;
  }

  get asked(): AskedCode | null {
    return this.#asked;
  }

  /** What *Check my connection* looks at: whatever of it was typed so far. */
  get checkTarget(): CheckTarget {
    if (this.step === 'own') {
      // Nobody signs in: a user and a password would be no matter.
      const values = { ...this.#needs.ownForm.values, user: 'check', password: 'none' };
      return { origin: '', account: checkSignIn(values, 'check').account };
    }
    const typed = this.step === 'address' ? readInvitation(withoutPath(this.address.trim()), 'typed')?.domain : null;
    return { origin: originOf(typed ?? this.#needs.operator.domain), account: null };
  }

  /** The operator has let the user in. */
  get entered(): boolean {
    return this.#entered;
  }

  /** Another code was sent since. */
  get resent(): boolean {
    return this.#resent;
  }

  /** ms until another code may be asked for; 0: now. */
  get resendWaits(): number {
    return Math.max(this.resending.waits, this.#resendAt - this.#needs.now(), 0);
  }

  go(step: 'credentials' | 'register' | 'own' | 'address'): void {
    this.#invited = null;
    this.signingIn.clear();
    this.#chosen = step === 'register' || step === 'own' ? step : null;
    if (step === 'register') this.registering.begin();
  }

  /** What is to be done with a proposal of a link, a file or an administrator: only an administrator's goes on by itself. */
  invite(invitation: Invitation): void {
    const { operator } = this.#needs;
    if (operator.fixedDomain && operator.domain !== '' && operator.domain !== invitation.domain) return;
    if (invitation.user) this.user = invitation.user;
    if (operator.phase === 'found' && operator.domain === invitation.domain) {
      this.#chosen = null;
      return;
    }
    this.address = invitation.domain;
    this.#invited = invitation;
    this.#chosen = 'address';
    this.looking.clear();
    if (invitation.from === 'policy' || invitation.from === 'command-line') void this.look();
  }

  /** Not the one of the invitation. */
  decline(): void {
    this.#invited = null;
    this.#chosen = null;
    this.address = '';
  }

  /** Reads the address, or the link or text in its place, and asks that operator who it is. */
  async look(): Promise<void> {
    const text = this.address.trim();
    if (!text) {
      this.looking.fail({ address: t('signin.error.address-empty') });
      return;
    }
    const invitation = readInvitation(withoutPath(text), 'typed');
    if (!invitation) {
      this.looking.fail({ address: t('signin.error.address-bad') });
      return;
    }
    this.address = invitation.domain;
    if (invitation.user) this.user = invitation.user;
    const chosen = await this.looking.run(async () => {
      await this.#leaving;
      await this.#needs.operator.choose(invitation.domain);
      return true;
    });
    if (!chosen) return;
    this.#invited = null;
    this.#chosen = null;
  }

  /** Gives up looking for the operator. */
  cancel(): void {
    this.looking.giveUp();
    this.#leave();
  }

  /** Reads a file that a provider has sent. */
  async open(file: Pick<File, 'size' | 'text'>): Promise<void> {
    const text = file.size <= largestFile ? await file.text() : '';
    const invitation = readInvitation(text, 'file');
    if (!invitation) {
      this.looking.fail({ address: t('signin.address.file-bad') });
      return;
    }
    this.address = invitation.domain;
    this.user = invitation.user || this.user;
    await this.look();
  }

  /** Forgets the operator that was found. */
  useAnother(): void {
    this.go('address');
    this.address = '';
    this.#forget();
    this.#leave();
  }

  async signIn(): Promise<void> {
    const user = this.user.trim();
    if (!user || !this.password) {
      this.signingIn.fail({
        ...(user ? {} : { user: t('signin.error.user-empty') }),
        ...(this.password ? {} : { password: t('signin.error.password-empty') }),
      });
      return;
    }
    this.#take(await this.signingIn.run(() => this.#needs.operator.signIn(user, this.password)));
  }

  async submitCode(): Promise<void> {
    if (!this.#asked) return;
    const code = readCode(this.code, this.#asked.length);
    const fault = codeFault(code, this.#asked.length);
    if (fault) {
      this.signingIn.fail({ code: fault });
      return;
    }
    this.code = code;
    this.#resent = false;
    this.#take(await this.signingIn.run(() => this.#needs.operator.signIn(this.user.trim(), this.password, code)));
  }

  async resend(): Promise<void> {
    if (this.resendWaits > 0) return;
    this.#resent = false;
    const answer = await this.resending.run(() => this.#needs.operator.signIn(this.user.trim(), this.password));
    this.#take(answer);
    if (answer !== null && answer !== 'signed-in') this.#resent = true;
  }

  /** Back from the code to the password. */
  backToPassword(): void {
    this.signingIn.giveUp();
    this.signingIn.clear();
    this.#forget();
    this.#chosen = null;
  }

  #take(answer: Awaited<ReturnType<OperatorView['signIn']>> | null): void {
    if (answer === null) return;
    if (answer === 'signed-in') {
      this.#forget();
      this.#entered = true;
      return;
    }
    this.#asked = { length: answer.needsCode, detail: answer.detail };
    this.#resendAt = this.#needs.now() + resendAfterMs;
    this.code = '';
    this.signingIn.clear();
    this.#chosen = 'code';
  }

  #forget(): void {
    this.password = '';
    this.code = '';
    this.#asked = null;
    this.#resent = false;
    this.resending.clear();
  }

  #leave(): void {
    this.#leaving = this.#leaving.then(() => this.#needs.operator.leave()).catch(() => {});
  }

  #blame(failure: PortalFailure): readonly { field: 'user' | 'password' | 'code'; sentence: string }[] {
    const sentence = codeBlame(failure);
    if (sentence !== null) return [{ field: 'code', sentence }];
    return failure.kind === 'problem' && failure.type === 'wrong-credentials'
      ? [{ field: 'password', sentence: failure.detail }]
      : [];
  }
}

/** Who copies the address of a page gives more than is wanted of it. */
function withoutPath(text: string): string {
  return /^https?:\/\//iu.test(text) && URL.canParse(text) ? new URL(text).origin : text;
}
