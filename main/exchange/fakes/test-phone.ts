/** A phone for the tests of the exchange: a real WebSocket and SIP written by hand, so that it can also misbehave. */
import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import type { Exchange } from '../index';
import { Headers, type HeaderList } from '../sip/headers';
import {
  newBranch,
  requestText,
  responseText,
  token,
  type ResponseOptions,
  type SipRequest,
  type SipResponse,
} from '../sip/message';
import { parse } from '../sip/parse';

type Message = SipRequest | SipResponse;

export interface RegisterOptions {
  expires?: number;
  password?: string;
  contact?: string;
  /** More headers. */
  headers?: HeaderList;
}

/** One dialog from the phone's side. */
export interface Dialog {
  callId: string;
  local: string;
  remote: string;
  /** Request-URI of what follows. */
  target: string;
  routes: readonly string[];
  cseq: number;
}

export class TestPhone {
  readonly host = `${token(6)}.invalid`;
  contact: string;
  /** What came and was not waited for yet. */
  readonly inbox: Message[] = [];
  closed = false;
  /** Sends the nonce count of the last time again. */
  repeatCredentials = false;
  private readonly waiting = new Set<() => void>();
  private readonly callId = token();
  private cseq = 0;
  private nonce: { fields: Map<string, string>; count: number } | null = null;

  private constructor(
    private readonly exchange: Exchange,
    readonly user: string,
    private readonly socket: WebSocket,
  ) {
    this.contact = `<sip:${token(4)}@${this.host};transport=ws>`;
    socket.on('message', (data) => {
      const message = parse((data as Buffer).toString('utf8'));
      if (message.kind !== 'bad') this.inbox.push(message);
      for (const check of [...this.waiting]) check();
    });
    socket.on('close', () => {
      this.closed = true;
      for (const check of [...this.waiting]) check();
    });
  }

  static async connect(exchange: Exchange, user: string): Promise<TestPhone> {
    const socket = new WebSocket(exchange.url, 'sip', { rejectUnauthorized: false });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve).once('error', reject);
    });
    return new TestPhone(exchange, user, socket);
  }

  /** Connected and registered. */
  static async ready(exchange: Exchange, user: string): Promise<TestPhone> {
    const phone = await TestPhone.connect(exchange, user);
    const response = await phone.register();
    if (response.status !== 200) throw new Error(`not registered: ${response.status}`);
    return phone;
  }

  send(text: string): void {
    this.socket.send(text);
  }

  ping(): Promise<unknown> {
    const pong = new Promise((resolve) => this.socket.once('pong', resolve));
    this.socket.ping();
    return pong;
  }

  close(): void {
    this.socket.terminate();
  }

  /** Reads nothing any more: no goodbye either. */
  freeze(): void {
    this.socket.pause();
  }

  until(done: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!done()) return;
        this.waiting.delete(check);
        resolve();
      };
      this.waiting.add(check);
      check();
    });
  }

  /** The first message that matches, taken from the inbox. */
  async take<Found extends Message>(matches: (message: Message) => message is Found): Promise<Found> {
    await this.until(() => this.inbox.some(matches));
    const at = this.inbox.findIndex(matches);
    return this.inbox.splice(at, 1)[0] as Found;
  }

  request(method: string): Promise<SipRequest> {
    return this.take((message): message is SipRequest => message.kind === 'request' && message.method === method);
  }

  /** The answer to this method; the final one unless a status is given. */
  response(method: string, status?: number): Promise<SipResponse> {
    return this.take(
      (message): message is SipResponse =>
        message.kind === 'response' &&
        message.method === method &&
        (status ? message.status === status : message.status >= 200),
    );
  }

  /** Registers, answering the challenge once; gives the last answer back. */
  async register(options: RegisterOptions = {}): Promise<SipResponse> {
    this.sendRegister(options);
    const first = await this.response('REGISTER');
    if (first.status !== 401) return first;
    this.readChallenge(first);
    this.sendRegister(options);
    return this.response('REGISTER');
  }

  sendRegister({
    expires = 600,
    password = this.password,
    contact = this.contact,
    headers = [],
  }: RegisterOptions): void {
    this.cseq += 1;
    const uri = `sip:${this.exchange.domain}`;
    const own = this.headers(
      'REGISTER',
      `<sip:${this.user}@${this.exchange.domain}>`,
      `<sip:${this.user}@${this.exchange.domain}>`,
    );
    if (contact) own.add('Contact', contact);
    own.add('Expires', String(expires));
    const credentials = this.nonce && this.credentials('REGISTER', uri, password);
    if (credentials) own.add('Authorization', credentials);
    for (const [name, value] of headers) own.add(name, value);
    this.send(requestText('REGISTER', uri, own, ''));
  }

  /** Takes the first challenge, the one the exchange prefers. */
  readChallenge(response: SipResponse): void {
    const value = response.headers.get('WWW-Authenticate') ?? response.headers.get('Proxy-Authenticate') ?? '';
    const fields = new Map([...value.matchAll(/(\w+)="?([^",]+)"?/g)].map((field) => [field[1] ?? '', field[2] ?? '']));
    this.nonce = { fields, count: 0 };
  }

  credentials(method: string, uri: string, password: string): string {
    if (!this.nonce) throw new Error('no challenge yet');
    if (!this.repeatCredentials) this.nonce.count += 1;
    const { fields } = this.nonce;
    const field = (name: string) => fields.get(name) ?? '';
    const hash = (text: string) =>
      createHash(field('algorithm') === 'SHA-256' ? 'sha256' : 'md5')
        .update(text)
        .digest('hex');
    const nc = this.nonce.count.toString(16).padStart(8, '0');
    const secret = hash(`${this.user}:${field('realm')}:${password}`);
    const answer = hash(`${secret}:${field('nonce')}:${nc}:abc:auth:${hash(`${method}:${uri}`)}`);
    return (
      `Digest username="${this.user}", realm="${field('realm')}", nonce="${field('nonce')}", uri="${uri}", ` +
      `response="${answer}", algorithm=${field('algorithm')}, qop=auth, nc=${nc}, cnonce="abc"`
    );
  }

  /** A call to come; nothing is sent yet. */
  dialogTo(number: string): Dialog {
    const uri = number ? `sip:${encodeURIComponent(number)}@${this.exchange.domain}` : `sip:${this.exchange.domain}`;
    return {
      callId: token(),
      local: `"${this.user}" <sip:${this.user}@${this.exchange.domain}>;tag=${token(4)}`,
      remote: `<${uri}>`,
      target: uri,
      routes: [],
      cseq: 0,
    };
  }

  /** Sends an INVITE; the dialog's remote side is filled in by `confirm`. */
  invite(number: string, body = '', headers: HeaderList = []): { dialog: Dialog; branch: string } {
    const dialog = this.dialogTo(number);
    return { dialog, branch: this.sendInDialog(dialog, 'INVITE', body, headers) };
  }

  /** Takes the remote side of a dialog from an answer. */
  confirm(dialog: Dialog, response: SipResponse): void {
    dialog.remote = response.headers.get('To') ?? '';
    dialog.target = response.contacts[0]?.uri ?? dialog.target;
    dialog.routes = response.headers.all('Record-Route').reverse();
  }

  /** INVITE, the answer, ACK. */
  async call(number: string, body = '', headers: HeaderList = []): Promise<{ dialog: Dialog; response: SipResponse }> {
    const { dialog } = this.invite(number, body, headers);
    const response = await this.response('INVITE');
    if (response.status < 300) {
      this.confirm(dialog, response);
      this.ack(dialog);
    }
    return { dialog, response };
  }

  ack(dialog: Dialog, body = ''): void {
    this.sendInDialog(dialog, 'ACK', body);
  }

  /** Within the dialog; gives the branch back. */
  sendInDialog(dialog: Dialog, method: string, body = '', headers: HeaderList = []): string {
    if (method !== 'ACK') dialog.cseq += 1;
    const branch = newBranch();
    const own = new Headers([
      ['Via', `SIP/2.0/WS ${this.host};branch=${branch}`],
      ['Max-Forwards', '70'],
      ...dialog.routes.map((route): [string, string] => ['Route', route]),
      ['From', dialog.local],
      ['To', dialog.remote],
      ['Call-ID', dialog.callId],
      ['CSeq', `${dialog.cseq} ${method}`],
      ['Contact', this.contact],
    ]);
    for (const [name, value] of headers) own.add(name, value);
    if (body && !own.has('Content-Type')) own.add('Content-Type', 'application/sdp');
    this.send(requestText(method, dialog.target, own, body));
    return branch;
  }

  cancel(dialog: Dialog, branch: string, headers: HeaderList = []): void {
    const own = new Headers([
      ['Via', `SIP/2.0/WS ${this.host};branch=${branch}`],
      ['Max-Forwards', '70'],
      ['From', dialog.local],
      ['To', dialog.remote],
      ['Call-ID', dialog.callId],
      ['CSeq', `${dialog.cseq} CANCEL`],
      ...headers,
    ]);
    this.send(requestText('CANCEL', dialog.target, own, ''));
  }

  respond(request: SipRequest, status: number, options: ResponseOptions = {}): void {
    const headers: HeaderList = [['Contact', this.contact], ...(options.headers ?? [])];
    this.send(responseText(request, status, { toTag: 'callee', ...options, headers }));
  }

  /** The callee's dialog of an INVITE that was answered with `respond`. */
  dialogOf(invite: SipRequest, toTag = 'callee'): Dialog {
    return {
      callId: invite.callId,
      local: `${invite.headers.get('To') ?? ''};tag=${toTag}`,
      remote: invite.headers.get('From') ?? '',
      target: invite.contacts[0]?.uri ?? '',
      routes: invite.headers.all('Record-Route'),
      cseq: 0,
    };
  }

  get password(): string {
    return this.exchange.accounts.find(({ user }) => user === this.user)?.password ?? '';
  }

  private headers(method: string, from: string, to: string): Headers {
    return new Headers([
      ['Via', `SIP/2.0/WS ${this.host};branch=${newBranch()}`],
      ['Max-Forwards', '70'],
      ['From', `${from};tag=${this.callId}`],
      ['To', to],
      ['Call-ID', this.callId],
      ['CSeq', `${this.cseq} ${method}`],
    ]);
  }
}
