import { version } from '../../package.json';
import { t } from '../locales/diagnosis';
import type { PhoneApi } from '../phone/phone-api';
import { checkCall } from './check-call';
import {
  checkBranding,
  checkCertificate,
  checkIce,
  checkName,
  checkSteps,
  failed,
  skipped,
  socketResults,
  type CheckNeeds,
  type CheckResult,
  type CheckStep,
  type CheckTarget,
} from './check-steps';
import { hostOf } from '../operator/origin';
import { localTime } from './trace-words';

/** One step as it stands. */
export type CheckProgress = { readonly step: CheckStep } & (
  CheckResult | { readonly state: 'waiting' | 'running'; readonly ms: null; readonly fact: string; readonly help: '' }
);

export interface ConnectionCheckNeeds {
  readonly phone: PhoneApi;
  readonly check: CheckNeeds['check'];
  readonly probes: () => Promise<CheckNeeds['probes']>;
  readonly branding: CheckNeeds['branding'];
  /** The test call is being made: it need not come before the page that shows the check. */
  readonly called: () => void;
  readonly now?: () => number;
}

/** One step after the other, from the name of the web server to the sound of a call. */
export class ConnectionCheck {
  #steps = $state.raw<readonly CheckProgress[]>([]);
  #abort = $state.raw<AbortController | null>(null);
  #at = 0;

  constructor(private readonly needs: ConnectionCheckNeeds) {}

  /** In their order; empty before the first check. */
  get steps(): readonly CheckProgress[] {
    return this.#steps;
  }

  get running(): boolean {
    return this.#abort !== null;
  }

  get done(): number {
    return this.#steps.filter(({ state }) => state !== 'waiting' && state !== 'running').length;
  }

  get failed(): number {
    return this.#steps.filter(({ state }) => state === 'failed').length;
  }

  stop(): void {
    this.#abort?.abort();
  }

  /** `echo`: the number of the test call; empty: none. Never rejects. */
  async run(target: CheckTarget, echo: string): Promise<void> {
    if (this.running) return;
    const abort = (this.#abort = new AbortController());
    this.#at = this.#now();
    const steps = checkSteps.filter((step) => target.origin !== '' || !isOfWeb(step));
    this.#steps = steps.map((step) => ({ step, state: 'waiting', ms: null, fact: '', help: '' }));
    try {
      for (const step of steps) {
        if (abort.signal.aborted) break;
        // Some come in pairs: one probe tells of both.
        if (this.#of(step)?.state !== 'waiting') continue;
        this.#put({ step, state: 'running', ms: null, fact: '', help: '' });
        await this.#take(step, target, echo, abort.signal);
      }
    } finally {
      this.#steps = this.#steps.map((step) =>
        step.state === 'waiting' || step.state === 'running' ? { step: step.step, ...skipped('') } : step,
      );
      this.#abort = null;
    }
  }

  /** For support; nothing in it is secret. */
  get report(): string {
    const lines = this.#steps.map(({ step, state, ms, fact }) =>
      [t(`check.state.${state}`), t(`check.step.${step}`), ms === null ? '' : t('check.ms', { ms }), fact]
        .filter(Boolean)
        .join(' · '),
    );
    return [
      t('check.report', { version, time: localTime(this.#at) }),
      t('check.report.system', { system: navigator.userAgent }),
      ...lines,
    ].join('\n');
  }

  async #take(step: CheckStep, target: CheckTarget, echo: string, signal: AbortSignal): Promise<void> {
    const put = (result: CheckResult, of: CheckStep = step): void => {
      if (!signal.aborted) this.#put({ step: of, ...result });
    };
    try {
      await this.#ask(step, target, echo, signal, put);
    } catch (error) {
      put(failed(error instanceof Error ? error.message : String(error), ''));
    }
  }

  async #ask(
    step: CheckStep,
    { origin, account }: CheckTarget,
    echo: string,
    signal: AbortSignal,
    put: (result: CheckResult, of?: CheckStep) => void,
  ): Promise<void> {
    const { check, phone } = this.needs;
    const server = account?.servers[0] ?? '';
    const failedAlready = (before: CheckStep): boolean => this.#of(before)?.state === 'failed';
    if (!isOfWeb(step) && account === null) {
      put(skipped(t('check.after-sign-in')));
      return;
    }
    switch (step) {
      case 'web-name':
        put(await checkName(check, origin));
        return;
      case 'web-certificate':
        put(
          failedAlready('web-name') ? skipped(t('check.depends')) : await checkCertificate(check, origin, this.#now()),
        );
        return;
      case 'branding': {
        const probes = await this.needs.probes();
        put(await checkBranding({ check, probes, branding: this.needs.branding }));
        return;
      }
      case 'switch-name':
        put(await checkName(check, server));
        return;
      case 'switch-certificate':
        put(
          failedAlready('switch-name')
            ? skipped(t('check.depends'))
            : await checkCertificate(check, server, this.#now()),
        );
        return;
      case 'web-socket':
      case 'options': {
        const probe = await (await this.needs.probes()).server(server, account?.domain ?? '', signal);
        const names = [hostOf(origin), hostOf(server.replace(/^ws/i, 'http'))].filter(Boolean).join(', ');
        const results = socketResults(probe, server, names);
        put(results['web-socket'], 'web-socket');
        put(results.options, 'options');
        return;
      }
      case 'ice-host':
      case 'ice-reflexive':
      case 'ice-relay': {
        const results = await checkIce(await this.needs.probes(), account?.iceServers ?? [], signal);
        put(results['ice-host'], 'ice-host');
        put(results['ice-reflexive'], 'ice-reflexive');
        put(results['ice-relay'], 'ice-relay');
        return;
      }
      case 'echo':
        if (echo !== '')
          this.#put({ step, state: 'running', ms: null, fact: t('check.echo.running', { number: echo }), help: '' });
        put(await checkCall(phone, echo, this.needs.called, signal));
    }
  }

  #of(step: CheckStep): CheckProgress | undefined {
    return this.#steps.find((one) => one.step === step);
  }

  #put(progress: CheckProgress): void {
    this.#steps = this.#steps.map((one) => (one.step === progress.step ? progress : one));
  }

  #now(): number {
    return (this.needs.now ?? Date.now)();
  }
}

const isOfWeb = (step: CheckStep): boolean => step === 'web-name' || step === 'web-certificate' || step === 'branding';
