/**
 * Asks the portal through Chromium's network stack: proxies, the system's certificates and its verdict on them. No cookies,
 * no cache, no redirect to another origin; what is too long or takes too long is given up.
 */
import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron';
import {
  failed,
  portalLimits,
  PORTAL_ROOT,
  sizeLimitOf,
  type AskPortal,
  type PortalRequest,
  type WayFailure,
} from '../preload/portal-way';
import { problemOf } from './certificate-judge';
import type { Log } from './log';

/** Headers of the answer that the page gets; hop by hop and cookies are not among them. */
const passed = ['content-type', 'etag', 'retry-after'] as const;
/** Answers without a body (Fetch, "null body status"). */
const bodiless: readonly number[] = [204, 205, 304];

class WayError extends Error {
  constructor(readonly reason: WayFailure) {
    super(reason);
  }
}

/** `origin`: of the portal, as `readDomain` gives it. */
export function createPortalAsk(session: Session, origin: string, log: Log, limits = portalLimits): AskPortal {
  return (request) =>
    new Promise((resolve) => {
      const asked = open(session, origin, request);
      let isOver = false;
      const fail = (error: unknown): void => {
        if (isOver) return;
        isOver = true;
        clearTimeout(whole);
        clearTimeout(patience);
        const reason = error instanceof WayError ? error.reason : reasonOf(String(error), net.isOnline());
        // Without what was asked for, which may be a number or a name.
        log.warn('portal', `${request.method} ${request.path.replace(/\?.*/, '')}: ${reason} (${String(error)})`);
        resolve(failed(reason));
        asked.abort();
      };
      const giveUp = (): void => fail(new WayError('timeout'));
      const whole = setTimeout(giveUp, limits.whole);
      let patience = setTimeout(giveUp, limits.answer);
      const alive = (): void => {
        clearTimeout(patience);
        patience = setTimeout(giveUp, limits.silence);
      };
      asked.on('error', fail);
      asked.on('redirect', (_status, _method, to) => {
        if (URL.canParse(to) && new URL(to).origin === origin) asked.followRedirect();
        else fail(new WayError('redirected'));
      });
      asked.on('response', (answer) => {
        alive();
        read(answer, sizeLimitOf(request.path), alive).then((chunks) => {
          clearTimeout(whole);
          clearTimeout(patience);
          resolve(responseOf(answer, chunks));
        }, fail);
      });
      asked.end(request.body ?? undefined);
    });
}

function open(session: Session, origin: string, { path, method, headers }: PortalRequest): ClientRequest {
  const asked = net.request({
    session,
    method,
    url: `${origin}${PORTAL_ROOT}${path}`,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
  });
  for (const [name, value] of Object.entries(headers)) asked.setHeader(name, value);
  return asked;
}

/** The whole of it, unpacked. Rejects when it is too long or breaks off. */
function read(answer: IncomingMessage, limit: number, alive: () => void): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    answer.on('data', (chunk: Buffer) => {
      alive();
      size += chunk.byteLength;
      if (size > limit) reject(new WayError('too-large'));
      else chunks.push(chunk);
    });
    answer.on('end', () => resolve(chunks));
    answer.on('error', reject);
    answer.on('aborted', () => reject(new WayError('unreachable')));
  });
}

function responseOf(answer: IncomingMessage, chunks: readonly Buffer[]): Response {
  const headers = new Headers();
  for (const name of passed) {
    const value = answer.headers[name];
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const { statusCode: status } = answer;
  return new Response(bodiless.includes(status) ? null : Buffer.concat(chunks), { status, headers });
}

/** From Chromium's words (net_error_list.h). */
export function reasonOf(error: string, isOnline: boolean): WayFailure {
  const code = /net::ERR_\w+/.exec(error)?.[0] ?? '';
  if (code.startsWith('net::ERR_CERT_')) return `certificate:${problemOf(code) ?? 'other'}`;
  if (!isOnline || code === 'net::ERR_INTERNET_DISCONNECTED') return 'offline';
  if (code === 'net::ERR_NAME_NOT_RESOLVED') return 'no-such-name';
  return /TIMED_OUT$/.test(code) ? 'timeout' : 'unreachable';
}
