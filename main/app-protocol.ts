/** The `app://` scheme: the renderer's files from `out/renderer`, and nothing else, with the strictest policy that runs. */
import { protocol, type Session } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import { contentSecurityPolicy } from './content-security-policy';
import { pageFrameHeaders } from './page-frame';

export const ORIGIN = 'app://sidetone';
/** Operators' pages run on a host of their own, so that Chromium gives them a process of their own. */
const PAGE_ORIGIN = 'app://page';
/** The one address there, and the one that a frame of the phone may have. */
export const PAGE_FRAME = `${PAGE_ORIGIN}/page-frame.html`;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wasm': 'application/wasm',
};

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      // `codeCache` spares the compilation of the bundle from the second start on.
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** `forward`: answers what is meant for the portal, null for anything else. */
export function serveApp(
  session: Session,
  root: string,
  forward: (request: Request) => Promise<Response> | null,
): void {
  session.protocol.handle('app', (request) => forward(request) ?? respond(root, request.method, request.url));
}

/** The file of this address within `root`; null when it leaves the folder or names none of our types. */
export function resolveFile(root: string, address: string): { path: string; type: string } | null {
  let pathname: string;
  try {
    const url = new URL(address);
    if (url.protocol !== 'app:' || url.host !== 'sidetone') return null;
    pathname = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  // A backslash separates on Windows, a colon names a drive or a stream there, a null byte ends a name in C.
  if (/[\\:\p{Cc}]/u.test(pathname)) return null;
  const path = join(root, pathname === '/' ? 'index.html' : pathname);
  const inside = relative(root, path);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return null;
  const type = types[extname(path).toLowerCase()];
  return type === undefined ? null : { path, type };
}

export async function respond(root: string, method: string, address: string): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405 });
  const file = resolveFile(root, address === PAGE_FRAME ? `${ORIGIN}/page-frame.html` : address);
  if (!file) return new Response(null, { status: 404 });
  try {
    const body = await readFile(file.path);
    return new Response(method === 'HEAD' ? null : new Uint8Array(body), {
      headers: {
        'content-length': String(body.byteLength),
        ...(address === PAGE_FRAME ? pageFrameHeaders(ORIGIN) : headersOf(file.type)),
      },
    });
  } catch {
    return new Response(null, { status: 404 });
  }
}

const headersOf = (type: string): Readonly<Record<string, string>> => ({
  'content-type': type,
  'content-security-policy': contentSecurityPolicy(PAGE_ORIGIN),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  // Hashed names never change; the pages do with each update.
  'cache-control': type.startsWith('text/html') ? 'no-cache' : 'max-age=31536000, immutable',
});
