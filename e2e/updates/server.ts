/** A web server with nothing but files, as an administrator would use one; it can be told to do wrong. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export type Fault =
  | { kind: 'status'; code: number }
  | { kind: 'text'; text: string }
  /** Says how long the file is and gives only half of it. */
  | { kind: 'half' }
  | { kind: 'redirect'; to: string }
  /** Gives the first half and then nothing more. */
  | { kind: 'hold' };

export interface UpdateServer {
  readonly url: string;
  /** What happens to files whose name ends so; without faults all is well. */
  faults: Record<string, Fault>;
  /** Bytes of bodies sent, by the name of the file. */
  readonly sent: Map<string, number>;
  /** Names of files asked for, in order. */
  readonly asked: string[];
  /** Of the headers that came with them, in lower case. */
  readonly headers: Set<string>;
  close(): Promise<void>;
}

export async function startUpdateServer(folder: string): Promise<UpdateServer> {
  const sent = new Map<string, number>();
  const asked: string[] = [];
  const headers = new Set<string>();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(404).end());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = decodeURIComponent(new URL(request.url ?? '/', 'http://server').pathname).slice(1);
    asked.push(name);
    for (const header of Object.keys(request.headers)) headers.add(header);
    const path = join(folder, name);
    const give = (range: { start?: number; end?: number }) =>
      createReadStream(path, range)
        .on('data', (chunk) => sent.set(name, (sent.get(name) ?? 0) + chunk.length))
        .pipe(response);
    const fault = Object.entries(self.faults).find(([end]) => name.endsWith(end))?.[1];
    if (fault?.kind === 'status') return void response.writeHead(fault.code).end();
    if (fault?.kind === 'text') return void response.writeHead(200).end(fault.text);
    if (fault?.kind === 'redirect') return void response.writeHead(302, { location: fault.to }).end();
    const { size } = await stat(path);
    const whole = { 'content-length': size, 'accept-ranges': 'bytes' };
    if (fault) {
      // Then there are no differences either, and it is fetched as a whole.
      if (request.headers.range) return void response.writeHead(400).end();
      response.writeHead(200, whole);
      for await (const chunk of createReadStream(path, { end: Math.floor(size / 2) })) response.write(chunk);
      if (fault.kind === 'half') response.socket?.end();
      return;
    }
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    if (from === undefined) {
      response.writeHead(200, whole);
      give({});
      return;
    }
    const [start, end] = [Number(from), Math.min(Number(to || size - 1), size - 1)];
    response.writeHead(206, { 'content-range': `bytes ${start}-${end}/${size}`, 'content-length': end - start + 1 });
    give({ start, end });
  }

  const self: UpdateServer = {
    url: '',
    faults: {},
    sent,
    asked,
    headers,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  server.keepAliveTimeout = 1;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(self, { url: `http://127.0.0.1:${port}` });
}
