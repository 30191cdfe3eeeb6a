/**
 * The practice exchange by hand and for `npm run web`, once bundled: `node exchange-cli.js [--port N] [--verbose]`.
 * Prints one line of JSON with its URL and accounts, and ends with SIGINT, SIGTERM or the end of its input.
 */
import { parseArgs } from 'node:util';
import { startExchange } from './index';

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '0' },
    verbose: { type: 'boolean', default: false },
    /** Ends when the standard input does, so that a parent that dies takes it along. */
    'with-parent': { type: 'boolean', default: false },
  },
});

try {
  const exchange = await startExchange({
    host: values.host,
    port: Number(values.port),
    ...(values.verbose ? { log: (message: string) => process.stderr.write(`${message}\n`) } : {}),
  });
  const { url, domain, accounts } = exchange;
  console.log(JSON.stringify({ url, domain, accounts, note: 'for trying out and tests only' }));
  const stop = () => {
    void exchange.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  if (values['with-parent']) process.stdin.resume().on('end', stop);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
