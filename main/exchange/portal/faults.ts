/** What goes wrong by order. */
import type { ServerResponse } from 'node:http';

export type PortalFault =
  /** The right answer, after a while; ms. */
  | { type: 'slow'; ms: number }
  /** No answer at all. */
  | { type: 'silent' }
  /** A page in place of JSON, as from a proxy or a login wall. */
  | { type: 'html'; status?: number }
  | { type: 'status'; status: number }
  | { type: 'redirect'; to: string }
  /** JSON that begins well and does not end. */
  | { type: 'endless' }
  /** This text as JSON. */
  | { type: 'body'; text: string }
  /** Hangs up in the middle of the answer. */
  | { type: 'cut' };

export interface PortalFaults {
  /** Asked for each request to the API; `path` is below its root. undefined: as usual. */
  request?(method: string, path: string): PortalFault | undefined;
}

const CHUNK = `"${'x'.repeat(64 * 1024)}",`;

/** Spoils the answer. False: the right one is still to come. */
export function spoil(fault: PortalFault, response: ServerResponse): boolean {
  const json = { 'content-type': 'application/json' };
  switch (fault.type) {
    case 'slow':
      return false;
    case 'silent':
      return true;
    case 'html':
      response
        .writeHead(fault.status ?? 200, { 'content-type': 'text/html' })
        .end('<html><h1>Please sign in</h1></html>');
      return true;
    case 'status':
      response.writeHead(fault.status, { 'content-type': 'text/plain' }).end('Something went wrong');
      return true;
    case 'redirect':
      response.writeHead(302, { location: fault.to }).end();
      return true;
    case 'body':
      response.writeHead(200, json).end(fault.text);
      return true;
    case 'cut':
      response.writeHead(200, { ...json, 'content-length': '1000' }).write('{"brandName":');
      setImmediate(() => response.destroy());
      return true;
    case 'endless':
      response.writeHead(200, json).write('{"entries":[');
      pour(response);
      return true;
  }
}

/** As fast as it is read, until the reader has enough. */
function pour(response: ServerResponse): void {
  while (!response.destroyed && response.write(CHUNK));
  if (!response.destroyed)
    response.once('drain', () => {
      pour(response);
    });
}
