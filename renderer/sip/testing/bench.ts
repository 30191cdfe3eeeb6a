import { accountDefaults, type Account } from '../../phone/account';
import type { CallSignal } from '../../phone/call';
import type { LineSignal } from '../../phone/line';
import type {
  IncomingInvite,
  IncomingMessage,
  LogPort,
  SipLine,
  SipSink,
  VoicemailCount,
  WatchSignal,
} from '../../phone/ports';
import { createSip, type SipOptions } from '../index';
import { FakeMedia, sdp } from './fake-audio';
import * as sip from './message';
import { ScriptedServer, type ScriptedConnection } from './scripted-server';

export const account: Account = {
  ...accountDefaults,
  id: 'a',
  servers: ['wss://pbx.test/ws'],
  user: '1001',
  authUser: '',
  domain: 'pbx.test',
  displayName: 'Alice',
  expires: 600,
  iceServers: [],
  practice: false,
};

export type Told =
  | { line: LineSignal }
  | { id: string; call: CallSignal }
  | { incoming: IncomingInvite }
  | { id: string; watch: WatchSignal }
  | { voicemail: VoicemailCount }
  | { message: IncomingMessage }
  | { id: string; messageSent: number };

/** A line of the adapter with a scripted server behind it and a sink that is waited on. */
export class Bench {
  readonly server = new ScriptedServer();
  readonly media = new FakeMedia();
  readonly told: Told[] = [];
  readonly logged: string[] = [];
  readonly line: SipLine;
  private readonly waiting: { matches: (told: Told) => boolean; found: (told: Told) => void }[] = [];

  constructor(changes: Partial<Account> = {}, options: Partial<SipOptions> = {}, password = 'pw1001') {
    const write = (level: string) => (area: string, message: string) => {
      this.logged.push(`${level} ${area} ${message}`);
    };
    const log: LogPort = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
    const sink: SipSink = {
      line: (signal) => {
        this.tell({ line: signal });
      },
      call: (id, signal) => {
        this.tell({ id, call: signal });
      },
      incoming: (invite) => {
        this.tell({ incoming: invite });
      },
      watch: (id, signal) => {
        this.tell({ id, watch: signal });
      },
      voicemail: (count) => {
        this.tell({ voicemail: count });
      },
      message: (message) => {
        this.tell({ message });
      },
      messageSent: (id, status) => {
        this.tell({ id, messageSent: status });
      },
    };
    const port = createSip({
      media: this.media,
      log,
      webSocket: this.server.webSocket,
      userAgentString: 'Sidetone/test',
      ...options,
    });
    this.line = port.open({ ...account, ...changes }, password, sink);
  }

  async connected(server = 'wss://pbx.test/ws'): Promise<ScriptedConnection> {
    const opening = this.server.connection();
    this.line.connect(server);
    const connection = await opening;
    await this.hears('connected');
    return connection;
  }

  async registered(): Promise<ScriptedConnection> {
    const connection = await this.connected();
    this.line.register(600);
    const register = await connection.request('REGISTER');
    connection.send(sip.response(register, 200, { headers: [`Contact: ${sip.header(register, 'Contact')}`] }));
    await this.hears('registered');
    return connection;
  }

  /** Dials and is answered; gives the INVITE. */
  async outgoing(
    id = 'out',
    headers: readonly string[] = [],
  ): Promise<{ connection: ScriptedConnection; invite: string }> {
    const connection = await this.registered();
    this.line.invite(id, '600');
    const invite = await connection.request('INVITE');
    connection.send(sip.response(invite, 200, { headers: [sip.REMOTE_CONTACT, ...headers], sdp: sdp('peer') }));
    await connection.request('ACK');
    await this.hearsOf(id, 'established');
    return { connection, invite };
  }

  /** Is called and answers; gives the INVITE and our 200. */
  async incoming(
    headers: readonly string[] = [],
  ): Promise<{ connection: ScriptedConnection; id: string; ok: string; invite: string }> {
    const connection = await this.registered();
    const invite = this.inviteTo(connection, { headers, sdp: sdp('caller') });
    connection.send(invite);
    const { callId: id } = await this.hearsIncoming();
    this.line.accept(id);
    const ok = await connection.response(200, 'INVITE');
    connection.send(inDialog('ACK', invite, ok, 1));
    await this.hearsOf(id, 'established');
    return { connection, id, ok, invite };
  }

  /** An INVITE to the phone's Contact. */
  inviteTo(
    connection: ScriptedConnection,
    parts: { headers?: readonly string[]; sdp?: string; from?: string; branch?: string } = {},
  ): string {
    const register = connection.received.find((text) => sip.method(text) === 'REGISTER') ?? '';
    const uri = /<([^>]*)>/.exec(sip.header(register, 'Contact'))?.[1] ?? 'sip:1001@pbx.test';
    return compose('INVITE', uri, parts);
  }

  hears<K extends LineSignal['kind']>(kind: K): Promise<Extract<LineSignal, { kind: K }>> {
    return this.next((told) => 'line' in told && told.line.kind === kind).then(
      (told) => (told as { line: LineSignal }).line as Extract<LineSignal, { kind: K }>,
    );
  }

  hearsOf<K extends CallSignal['kind']>(id: string, kind: K): Promise<Extract<CallSignal, { kind: K }>> {
    return this.next((told) => 'call' in told && told.id === id && told.call.kind === kind).then(
      (told) => (told as { call: CallSignal }).call as Extract<CallSignal, { kind: K }>,
    );
  }

  hearsIncoming(): Promise<IncomingInvite> {
    return this.next((told) => 'incoming' in told).then((told) => (told as { incoming: IncomingInvite }).incoming);
  }

  /** Kinds of everything told about a call, in order. */
  kindsOf(id: string): string[] {
    return this.told.flatMap((told) => ('call' in told && told.id === id ? [told.call.kind] : []));
  }

  lineKinds(): string[] {
    return this.told.flatMap((told) => ('line' in told ? [told.line.kind] : []));
  }

  /** Waits for it, also if it was told before; each is taken once. */
  next(matches: (told: Told) => boolean): Promise<Told> {
    const at = this.told.findIndex((told) => !this.taken.has(told) && matches(told));
    const found = this.told[at];
    if (found) {
      this.taken.add(found);
      return Promise.resolve(found);
    }
    return new Promise((resolve) => this.waiting.push({ matches, found: resolve }));
  }

  private readonly taken = new Set<Told>();

  private tell(told: Told): void {
    this.told.push(told);
    const at = this.waiting.findIndex((waiting) => waiting.matches(told));
    if (at < 0) return;
    this.taken.add(told);
    this.waiting.splice(at, 1)[0]?.found(told);
  }
}

let branches = 0;

function compose(
  method: string,
  uri: string,
  parts: { headers?: readonly string[]; sdp?: string; from?: string; branch?: string },
): string {
  return sip.compose(
    `${method} ${uri} SIP/2.0`,
    [
      `Via: SIP/2.0/WSS pbx.test;branch=${parts.branch ?? `z9hG4bKt${++branches}`}`,
      `From: ${parts.from ?? '"Bob" <sip:1002@pbx.test>'};tag=caller`,
      'To: <sip:1001@pbx.test>',
      `Call-ID: call${++branches}@pbx.test`,
      `CSeq: 1 ${method}`,
      'Max-Forwards: 70',
      'Contact: <sip:1002@10.0.0.9;transport=ws>',
      ...(parts.headers ?? []),
    ],
    parts.sdp,
  );
}

/** A request outside any dialog, to the phone. */
export const outside = (method: string, uri = 'sip:1001@pbx.test', headers: readonly string[] = []) =>
  compose(method, uri, { headers });

/**
 * A request of the other side inside a dialog: of a call that we answered (`invite` is theirs, `ok` our 200), or of one
 * that they answered (`invite` is ours, `ok` the ACK or any later request of ours).
 */
export function inDialog(
  method: string,
  invite: string,
  ok: string,
  cseq: number,
  parts: { headers?: readonly string[]; sdp?: string } = {},
): string {
  const theyCalled = sip.status(ok) !== 0;
  const [from, to] = theyCalled
    ? [sip.header(invite, 'From'), sip.header(ok, 'To')]
    : [sip.header(ok, 'To'), sip.header(ok, 'From')];
  const contact = sip.header(theyCalled ? ok : invite, 'Contact');
  return sip.compose(
    `${method} ${/<([^>]*)>/.exec(contact)?.[1] ?? ''} SIP/2.0`,
    [
      `Via: SIP/2.0/WSS pbx.test;branch=z9hG4bKd${++branches}`,
      `From: ${from}`,
      `To: ${to}`,
      `Call-ID: ${sip.header(invite, 'Call-ID')}`,
      `CSeq: ${cseq} ${method}`,
      'Max-Forwards: 70',
      ...(method === 'INVITE' || method === 'UPDATE' ? [sip.REMOTE_CONTACT] : []),
      ...(parts.headers ?? []),
    ],
    parts.sdp,
  );
}
