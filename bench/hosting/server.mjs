// node server.mjs FOLDER [KEY CERTIFICATE]: gives the files of a folder with their tags, as any web server does. Tells its
// port, and when it is asked, the µs of processor that it has used.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import path from 'node:path';

const [folder = '.', key, cert] = process.argv.slice(2);
const files = new Map(
  readdirSync(folder).map((name) => {
    const body = readFileSync(path.join(folder, name));
    return [`/${name}`, { body, etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"` }];
  }),
);

/** @type {import('node:http').RequestListener} */
const answer = (request, response) => {
  const file = files.get((request.url ?? '').split('?')[0] ?? '');
  if (!file) response.writeHead(404).end();
  else if (request.headers['if-none-match'] === file.etag) response.writeHead(304, { etag: file.etag }).end();
  else response.writeHead(200, { etag: file.etag, 'content-length': file.body.length }).end(file.body);
};

const server =
  key && cert ? createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, answer) : createServer(answer);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : 0);
});
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.once('disconnect', () => process.exit(0));
