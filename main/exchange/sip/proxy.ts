/**
 * Calls between phones. The exchange is a record-routing, call-stateless proxy (RFC 3261, section 16): SDP, re-INVITE,
 * UPDATE, INFO, REFER and NOTIFY pass from end to end, and a dialog needs no memory here that could be lost.
 */
import type { Flows } from './flows';
import { Fork, forwardText, type ForkTarget } from './fork';
import type { Headers } from './headers';
import { MAX_FORWARDS, type SipRequest, type SipResponse } from './message';
import type { ServerTransaction, Transactions } from './transactions';

const DIALOG_MAKERS = new Set(['INVITE', 'SUBSCRIBE', 'REFER']);

export class Proxy {
  constructor(
    private readonly transactions: Transactions,
    private readonly flows: Flows,
    /** `<sip:host:port;transport=ws;lr>` */
    private readonly recordRoute: string,
  ) {}

  forward(transaction: ServerTransaction, targets: readonly ForkTarget[]): void {
    const { request } = transaction;
    const learn = (response: SipResponse, target: ForkTarget) => {
      for (const contact of response.contacts) this.flows.learn(contact.uri, target.link);
    };
    const fork = new Fork(this.transactions, {
      provisional: (response, target) => {
        learn(response, target);
        transaction.relay(response.status, forwardText(response));
      },
      success: (response, target) => {
        learn(response, target);
        transaction.relay(response.status, forwardText(response));
      },
      failure: (status, response) => {
        if (response) transaction.relay(status, forwardText(response));
        else transaction.respond(status);
      },
    });
    transaction.oncancel = (reason) => {
      fork.cancel(reason ? [['Reason', reason]] : []);
    };
    fork.start(targets, { method: request.method, headers: this.headersFor(request), body: request.body });
  }

  /** Within a dialog the Request-URI is the other phone's Contact. */
  forwardInDialog(transaction: ServerTransaction): void {
    const link = this.flows.find(transaction.request.uri);
    // Nobody can be reached there: for the sender the other side has left (RFC 3261, section 12.2.1.2).
    if (!link) transaction.respond(transaction.request.method === 'BYE' ? 481 : 480);
    else this.forward(transaction, [{ link, uri: transaction.request.uri }]);
  }

  forwardAck(request: SipRequest): void {
    const link = this.flows.find(request.uri);
    if (link) {
      this.transactions.sendStateless(link, {
        method: 'ACK',
        uri: request.uri,
        headers: this.headersFor(request),
        body: request.body,
      });
    }
  }

  private headersFor(request: SipRequest): Headers {
    const headers = request.headers.clone().delete('Proxy-Authorization');
    const forwards = Number.parseInt(headers.get('Max-Forwards') ?? String(MAX_FORWARDS), 10);
    headers.set('Max-Forwards', String(forwards - 1));
    if (DIALOG_MAKERS.has(request.method) && !request.to.tag) headers.prepend('Record-Route', this.recordRoute);
    return headers;
  }
}
