/**
 * The practice portal: Domain A of an operator that does not exist, beside the practice exchange and for the same ends.
 * It speaks `docs/portal-api.yaml` at `/api/softphone/`, keeps its data in SQLite, and listens on the loopback only. Its
 * users are the exchange's, and who registers here can register there.
 */
import {
  createServer as createPlainServer,
  type IncomingMessage,
  type RequestListener,
  type Server as PlainServer,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { realClock, ScopedClock, type Clock } from '../clock';
import { Emitter } from '../emitter';
import type { Exchange } from '../index';
import { loopbackAddress } from '../loopback';
import { Accounts } from './accounts';
import { Agent } from './agent';
import type { BrandName } from './brands';
import { Buttons } from './buttons';
import { checkoutPage } from './checkout-page';
import { Codes, type Letter } from './codes';
import { Entry } from './entry';
import { spoil, type PortalFault, type PortalFaults } from './faults';
import { formOf, html, problemAnswer, send, type Answer } from './http';
import { Limits } from './limits';
import { hundredths } from './money';
import { Pages } from './pages';
import { Payments, type Outcome } from './payments';
import { Phonebook } from './phonebook';
import { notFound, Problem } from './problem';
import { Provisioning } from './provisioning';
import { Push } from './push';
import { answer, type Parts } from './routes';
import { Sessions, type Lifetimes } from './sessions';
import { Store } from './store';

export type { Letter } from './codes';
export type { PortalFault, PortalFaults } from './faults';

export interface PortalOptions {
  exchange: Exchange;
  /** `127.0.0.1` unless given; anything but the loopback is refused. */
  host?: string;
  /** 0, which is usual: any that is free. */
  port?: number;
  /** PEM; makes it `https`. */
  tls?: { cert: string; key: string };
  /** Names by which it may be asked for, beside those of the loopback. */
  names?: readonly string[];
  /** The folder for the data; in memory unless given. */
  data?: string;
  brand?: BrandName;
  /** How many people are made up for the phonebook; three dozen unless given. */
  people?: number;
  /** In units of the currency; what a new account starts with (Template Customer). */
  credit?: number;
  lifetimes?: Lifetimes;
  faults?: PortalFaults;
  clock?: Clock;
  log?: (message: string) => void;
}

export interface PortalEvents {
  /** A one-time code has been sent. */
  letter: [letter: Letter];
  /** A request was answered; without its query and body, which may be secret. */
  answered: [method: string, path: string, status: number];
}

const ROOT = '/api/softphone';
const BASE = 'http://portal';
const USUAL_CREDIT = 5;
const USUAL_LIFETIMES: Lifetimes = { access: 900, refresh: 30 * 24 * 3600 };

/** Starts it. Rejects with NotLoopbackError or FolderInUseError. */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const host = await loopbackAddress(options.host ?? '127.0.0.1');
  const portal = new Portal(options);
  const listener: RequestListener = (request, response) => void portal.handle(request, response);
  const server = options.tls ? createTlsServer(options.tls, listener) : createPlainServer(listener);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(options.port ?? 0, host, resolve);
    });
  } catch (error) {
    await portal.close();
    throw error;
  }
  portal.listens(server, options.tls ? 'https' : 'http', host);
  options.log?.(`The practice portal, for trying out and for tests only, listens on ${portal.url}`);
  return portal;
}

export class Portal extends Emitter<PortalEvents> {
  /** Of Domain A: `http://127.0.0.1:PORT`. */
  url = '';
  faults: PortalFaults;
  /** The e-mails that would have been sent. */
  readonly outbox: Letter[] = [];
  readonly pages: Pages;
  readonly phonebook: Phonebook;
  readonly payments: Payments;
  /** Brand, and changes of `prov` and branding, from the next request on. */
  readonly provisioning: Provisioning;
  /** Users of companies that may not sign in (Restrict Customer Login). */
  readonly restricted = new Set<string>();
  private readonly store: Store;
  private readonly accounts: Accounts;
  private readonly parts: Parts;
  private readonly clock: ScopedClock;
  private readonly names: readonly string[];
  private readonly log: (message: string) => void;
  private server: PlainServer | TlsServer | null = null;

  constructor(options: PortalOptions) {
    super();
    const { exchange } = options;
    const credit = hundredths(options.credit ?? USUAL_CREDIT);
    this.faults = options.faults ?? {};
    this.names = ['localhost', '127.0.0.1', '[::1]', ...(options.names ?? [])];
    this.log = options.log ?? (() => {});
    const clock = (this.clock = new ScopedClock(options.clock ?? realClock));
    const store = (this.store = new Store(options.data ?? null));
    const provisioning = (this.provisioning = new Provisioning(options.brand ?? 'a', exchange));
    const accounts = (this.accounts = new Accounts(store, exchange, credit));
    const limits = new Limits(clock);
    const sessions = new Sessions(store, accounts, clock, options.lifetimes ?? USUAL_LIFETIMES);
    const codes = new Codes(store, clock, (letter) => {
      this.outbox.push(letter);
      this.emit('letter', letter);
    });
    const currency = () => provisioning.currency;
    const entry = new Entry(
      { accounts, sessions, codes, limits },
      {
        wantsCode: () => provisioning.has('OTP_LOGIN'),
        restricted: (user) => this.restricted.has(user),
        successHtml: () => provisioning.successHtml,
        credit,
        currency,
      },
    );
    this.pages = new Pages(store);
    this.phonebook = new Phonebook(store);
    this.phonebook.fill(options.people);
    this.payments = new Payments(
      { store, accounts, limits, clock },
      { methods: () => provisioning.paymentMethods, currency, checkoutUrl: (id) => `${this.url}/checkout/${id}` },
    );
    this.parts = {
      provisioning,
      entry,
      sessions,
      phonebook: this.phonebook,
      pages: this.pages,
      buttons: new Buttons(store),
      payments: this.payments,
      agent: new Agent(store),
      push: new Push(store),
    };
  }

  /** For `startPortal`. */
  listens(server: PlainServer | TlsServer, scheme: 'http' | 'https', host: string): void {
    this.server = server;
    const { port } = server.address() as AddressInfo;
    this.url = `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  /** Of a user, in units of the currency; a debt below zero. */
  changeBalance(user: string, by: number): void {
    this.accounts.changeBalance(user, hundredths(by));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const target = request.url ?? '/';
    const url = new URL(URL.canParse(target, BASE) ? target : '/', BASE);
    const path = url.pathname;
    response.once('close', () => {
      this.emit('answered', method, path, response.statusCode);
    });
    const inApi = path.startsWith(`${ROOT}/`);
    const fault = inApi ? this.faults.request?.(method, path.slice(ROOT.length)) : undefined;
    if (fault && spoil(fault, response)) return;
    const found = await this.answer(request, url).catch((error: unknown) => problemAnswer(error, this.log));
    await this.delay(fault);
    if (!response.destroyed) send(request, response, found);
  }

  /** Stops listening and closes the data. */
  async close(): Promise<void> {
    this.clock.cancelAll();
    const { server } = this;
    if (server) {
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    }
    this.store.close();
  }

  private async answer(request: IncomingMessage, url: URL): Promise<Answer> {
    // Who got here by a name of theirs that leads to this machine (DNS rebinding) goes away again.
    const name = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    if (!this.names.includes(name)) throw new Problem('bad-request', 421, 'Wrong name', 'Nobody of this name is here.');
    if (url.pathname.startsWith(`${ROOT}/`))
      return answer(this.parts, request, url.pathname.slice(ROOT.length), url.searchParams);
    const payment = /^\/checkout\/(\w+)$/.exec(url.pathname)?.[1];
    if (payment === undefined) throw notFound('address');
    if (request.method === 'POST') {
      const outcome = (await formOf(request)).get('outcome');
      if (isOutcome(outcome)) this.payments.settle(payment, outcome);
    }
    return html(checkoutPage(this.payments.checkout(payment)));
  }

  private async delay(fault: PortalFault | undefined): Promise<void> {
    if (fault?.type !== 'slow') return;
    await new Promise<void>((resolve) => {
      this.clock.after(fault.ms, resolve);
    });
  }
}

function isOutcome(text: string | null): text is Outcome {
  return text === 'paid' || text === 'failed' || text === 'cancelled';
}
