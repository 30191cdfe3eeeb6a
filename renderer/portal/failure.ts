/** Answers that are none: what the way to the portal did, and what the portal refused. */
import * as v from 'valibot';
import type { Api } from '../operator/api';
import { PortalError, type PortalFailure } from '../operator/model';
import { harmlessText } from '../phone/identity';
import { Problem } from './schemas';

const plain = ['offline', 'no-such-name', 'unreachable', 'timeout', 'too-large', 'redirected', 'not-json'] as const;
const certificate = ['expired', 'wrong-name', 'unknown-issuer', 'other'] as const;

/** What the surroundings say became of the way (header `x-sidetone-failure`); null: the answer is the portal's. */
export function failureOfTheWay(headers: Headers): PortalFailure | null {
  const said = headers.get('x-sidetone-failure');
  if (said === null) return null;
  const kind = plain.find((known) => known === said);
  if (kind) return { kind };
  const problem = certificate.find((known) => said === `certificate:${known}`);
  return problem ? { kind: 'certificate', problem } : { kind: 'unreachable' };
}

const prefix = 'urn:sidetone:problem:';
const longestDetail = 500;

/** The portal's refusal; `text` is what came with it. */
export function refusal(response: Response, text: string): PortalError {
  const read = isJson(response) ? v.safeParse(Problem, parsed(text)) : null;
  const problem = read?.success ? read.output : null;
  const detail = harmlessText(problem?.detail ?? '', longestDetail);
  return new PortalError({
    kind: 'problem',
    status: response.status,
    type: problem?.type.startsWith(prefix) ? problem.type.slice(prefix.length) : '',
    detail,
    retryAfter: problem?.retryAfter ?? waitOf(response.headers.get('retry-after')),
    problem: problem ? { ...known(problem), status: response.status, detail } : {},
  });
}

function known(problem: v.InferOutput<typeof Problem>): Partial<Api['Problem']> {
  const { title, instance, errors, triesLeft, codeLength, expiresIn } = problem;
  return {
    ...(title !== undefined && { title }),
    ...(instance !== undefined && { instance }),
    ...(errors !== undefined && { errors }),
    ...(triesLeft !== undefined && { triesLeft }),
    ...(codeLength !== undefined && { codeLength }),
    ...(expiresIn !== undefined && { expiresIn }),
  };
}

/** Retry-After (RFC 9110, section 10.2.3) in seconds. */
function waitOf(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const until = Date.parse(header);
  return Number.isNaN(until) ? null : Math.max(0, Math.ceil((until - Date.now()) / 1000));
}

export function isJson({ headers }: Response): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(headers.get('content-type') ?? '');
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PortalError({ kind: 'not-json' });
  }
}
