/**
 * What is practised with in the browser: the exchange's accounts, and the portal below the page's own origin, as an
 * operator serves both.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import type { Exchange } from '../../main/exchange/index';
import type { Portal } from '../../main/exchange/portal/index';
import { PORTAL_ROOT } from '../../preload/portal-way';
import { practiceAccount } from './practice-account';

/** `portal`: null for a phone that is nobody's. */
export function practice(exchange: Exchange, portal: Portal | null): Plugin {
  let given = 0;

  function account(request: IncomingMessage, response: ServerResponse): void {
    // A page of another origin must not get at the account.
    const foreign = request.headers['sec-fetch-site'] === 'cross-site';
    response.writeHead(foreign ? 403 : 200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    const domainA = portal ? `http://${request.headers.host ?? ''}` : '';
    const next = practiceAccount(exchange, given % exchange.accounts.length, domainA);
    if (!foreign) given += 1;
    response.end(foreign ? '{}' : JSON.stringify(next));
  }

  return {
    name: 'practice',
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use('/practice', account);
      middlewares.use((request, response, next) => {
        if (!request.url?.startsWith(`${PORTAL_ROOT}/`)) next();
        else if (portal) void portal.handle(request, response);
        else response.writeHead(404).end();
      });
    },
  };
}
