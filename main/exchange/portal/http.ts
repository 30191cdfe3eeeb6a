/** Requests and answers: JSON in and out, ETags on what is got, problems for all else. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { invalid, Problem } from './problem';
import { SERVER } from '../sip/message';

const MAX_BODY = 64 * 1024;
const WORTH_GZIP = 1024;

export interface Answer {
  status: number;
  type: string;
  body: string;
  headers?: Readonly<Record<string, string>>;
}

export function json(value: unknown, status = 200): Answer {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

export function html(body: string): Answer {
  return { status: 200, type: 'text/html; charset=utf-8', body };
}

export const nothing: Answer = { status: 204, type: '', body: '' };

export function problemAnswer(error: unknown, log: (message: string) => void): Answer {
  const problem = error instanceof Problem ? error : unexpected();
  if (problem !== error) log(`portal: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const { body, status } = problem;
  const headers = {
    ...(body.retryAfter !== undefined && { 'retry-after': String(body.retryAfter) }),
    ...(body.type === 'urn:sidetone:problem:unauthorized' && { 'www-authenticate': 'Bearer' }),
  };
  return { status, type: 'application/problem+json', body: JSON.stringify(body), headers };
}

function unexpected(): Problem {
  return new Problem('server-error', 500, 'Something went wrong', 'Something went wrong here. Please try again later.');
}

/** The body, as the schema has it. Throws the problem. */
export async function bodyOf<T>(
  request: IncomingMessage,
  schema: v.GenericSchema<unknown, T>,
  fallback?: T,
): Promise<T> {
  const text = await textOf(request);
  if (text === '' && fallback !== undefined) return fallback;
  // A page of another origin cannot send this type without asking first.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new Problem('not-json', 415, 'JSON, please', 'The body has to be application/json.');
  const parsed = v.safeParse(schema, parse(text));
  if (parsed.success) return parsed.output;
  throw invalid(parsed.issues.map((issue) => ({ field: v.getDotPath(issue) ?? '', detail: issue.message })));
}

/** Of an HTML form. */
export async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await textOf(request));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Problem('too-large', 413, 'Too large', 'That is more than we take.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('bad-request', 400, 'Not understood', 'The body is not JSON.');
  }
}

export function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const headers: Record<string, string> = {
    server: SERVER,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...answer.headers,
  };
  if (answer.type) headers['content-type'] = answer.type;
  if (request.method === 'GET' && answer.status === 200) {
    const tag = `"${createHash('sha256').update(answer.body).digest('base64url').slice(0, 22)}"`;
    Object.assign(headers, { etag: tag, 'cache-control': 'private, no-cache', vary: 'Authorization, Accept-Encoding' });
    if (matches(request.headers['if-none-match'], tag)) {
      delete headers['content-type'];
      response.writeHead(304, headers).end();
      return;
    }
  }
  let body: string | Buffer = answer.body;
  if (body.length > WORTH_GZIP && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) {
    body = gzipSync(body, { level: 1 });
    headers['content-encoding'] = 'gzip';
  }
  response.writeHead(answer.status, headers).end(body);
}

/** RFC 9110, section 13.1.2: weak comparison. */
function matches(wanted: string | undefined, tag: string): boolean {
  const tags = (wanted ?? '').split(',').map((given) => given.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(tag);
}
