/** What the portal says when it cannot do as asked: RFC 9457, in words for the user. */
import type { Api } from './api';

type Kind = Api['ProblemType'] extends `urn:sidetone:problem:${infer Name}` ? Name : never;
type More = Omit<Partial<Api['Problem']>, 'type' | 'title' | 'status' | 'detail'>;

export class Problem extends Error {
  readonly body: Api['Problem'];

  constructor(
    readonly kind: Kind,
    readonly status: number,
    title: string,
    detail: string,
    more: More = {},
  ) {
    super(`${kind}: ${detail}`);
    this.body = { type: `urn:sidetone:problem:${kind}`, title, status, detail, ...more };
  }
}

export function unauthorized(): Problem {
  return new Problem('unauthorized', 401, 'Not signed in', 'Please sign in again.');
}

/** `what`: "page", "payment". */
export function notFound(what: string): Problem {
  return new Problem('not-found', 404, 'Not found', `There is no such ${what}.`);
}

export function notOffered(): Problem {
  return new Problem('not-offered', 403, 'Not offered', 'This operator does not offer this.');
}

export function invalid(errors: { field: string; detail: string }[]): Problem {
  const detail = errors.map(({ field, detail }) => `${field}: ${detail}`).join(' ');
  return new Problem('invalid', 422, 'Please check what you entered', detail, { errors });
}

export function tooMany(seconds: number): Problem {
  const detail = `Too many tries. Please wait ${inWords(seconds)}.`;
  return new Problem('too-many-requests', 429, 'Too many tries', detail, { retryAfter: seconds });
}

function inWords(seconds: number): string {
  const [count, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
