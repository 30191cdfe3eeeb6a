/** Failures of the operator's web server in words: what happened, why, what to do. */
import { t } from '../locales/portal';
import { PortalError, type PortalFailure } from '../operator/model';

/** `domain`: of the operator, as it is shown. The portal's own sentence is taken where it gave one (RFC 9457). */
export function portalSentence(failure: PortalFailure, domain: string): string {
  switch (failure.kind) {
    case 'certificate':
      return t(`portal.certificate.${failure.problem}`, { domain });
    case 'broken':
      return t('portal.broken', { domain, path: failure.path, reason: failure.reason });
    case 'problem':
      return failure.detail || t(`portal.problem.${problemKind(failure.status)}`, { domain, status: failure.status });
    default:
      return t(`portal.${failure.kind}`, { domain });
  }
}

/** The same of whatever was thrown. */
export function sentenceOf(error: unknown, domain: string): string {
  if (error instanceof PortalError) return portalSentence(error.failure, domain);
  return error instanceof Error ? error.message : String(error);
}

function problemKind(status: number): 'signed-out' | 'refused' | 'not-found' | 'too-often' | 'server' | 'other' {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'refused';
  if (status === 404) return 'not-found';
  if (status === 429) return 'too-often';
  return status >= 500 ? 'server' : 'other';
}
