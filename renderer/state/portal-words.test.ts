import { expect, it } from 'vitest';
import { PortalError, type PortalFailure } from '../operator/model';
import { portalSentence, sentenceOf } from './portal-words';

const problem = (status: number, detail = ''): PortalFailure => ({
  kind: 'problem',
  status,
  type: '',
  detail,
  retryAfter: null,
  problem: {},
});

it.each<[PortalFailure, RegExp]>([
  [{ kind: 'offline' }, /no network/u],
  [{ kind: 'no-such-name' }, /nowhere\.example.*spelling/u],
  [{ kind: 'unreachable' }, /antivirus/u],
  [{ kind: 'redirected' }, /another address/u],
  [{ kind: 'certificate', problem: 'expired' }, /expired/u],
  [{ kind: 'certificate', problem: 'wrong-name' }, /another name/u],
  [{ kind: 'certificate', problem: 'unknown-issuer' }, /vouches/u],
  [{ kind: 'broken', path: '$.sipUser.wsServer', reason: 'missing' }, /\$\.sipUser\.wsServer: missing/u],
  [problem(500), /code 500/u],
  [problem(404), /does not offer/u],
  [problem(429), /too often/u],
  [problem(403, 'Your company may not sign in here.'), /^Your company may not sign in here\.$/u],
])('%j', (failure, words) => {
  expect(portalSentence(failure, 'nowhere.example')).toMatch(words);
});

it('takes the sentence of any other error as it is', () => {
  expect(sentenceOf(new Error('This is no domain.'), 'x')).toBe('This is no domain.');
  expect(sentenceOf(new PortalError({ kind: 'offline' }), 'x')).toMatch(/no network/u);
});
