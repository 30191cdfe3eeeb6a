/** One-time codes as people type and paste them. */
import { t } from '../locales/sign-in';
import type { PortalFailure } from '../operator/model';

const codeProblems = ['wrong-code', 'code-expired', 'code-used'];

/** The digits of a code out of what was typed or pasted: `402 913`, `Your code is 402-913.`; `length` as the portal told it. */
export function readCode(text: string, length: number): string {
  const groups = text.match(/\d(?:[\s\u00a0.-]?\d)*/gu) ?? [];
  const codes = groups.map((group) => group.replace(/\D/gu, ''));
  return codes.find((code) => code.length === length) ?? text.replace(/\s/gu, '');
}

/** Why this is no code; empty: it is one. */
export function codeFault(code: string, length: number): string {
  if (!code) return t('signin.error.code-empty');
  return /^\d+$/u.test(code) && code.length === length ? '' : t('signin.error.code-bad', { count: length });
}

/** What the portal says of a code that it did not take, with the tries that are left; null: it was not the code. */
export function codeBlame(failure: PortalFailure): string | null {
  if (failure.kind !== 'problem' || !codeProblems.includes(failure.type)) return null;
  const { triesLeft } = failure.problem;
  // The portal's sentence may name them already.
  if (triesLeft === undefined || failure.detail.includes(String(triesLeft))) return failure.detail;
  return `${failure.detail} ${t('signin.code.tries', { count: triesLeft })}`.trim();
}
