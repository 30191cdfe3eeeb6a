/**
 * SIP over WebSocket for the phone: the only importer of sip.js. `createSip` gives the `SipPort` of `phone/ports.ts`;
 * it knows no WebRTC (that is `CallAudio`) and decides nothing (that is the two machines). Each file closes the faults
 * of SIP.js that its head names; their numbers are those of FACTS.md.
 */
import type { LogPort, MediaPort, SipLine, SipPort, SipSink, TracePort } from '../phone/ports';
import { Line, type ServerProblem } from './line';
import { addressOfRecord } from './uri';
import { browserWebSocket, type WebSocketFactory } from './websocket';

export interface SipOptions {
  media: MediaPort;
  log: LogPort;
  trace?: TracePort;
  /** What is known of a server that could not be connected to: a page is not told why a WebSocket failed. */
  explain?: (server: string) => Promise<ServerProblem | null>;
  webSocket?: WebSocketFactory;
  /** For the User-Agent header, for example `Sidetone/0.1.0`. */
  userAgentString: string;
}

export function createSip(options: SipOptions): SipPort {
  return {
    open(account, password, sink) {
      const aor = addressOfRecord(account.user, account.domain);
      if (aor === undefined) return deadLine(sink, `sip:${account.user}@${account.domain} is no address`);
      return new Line({
        account,
        password,
        aor,
        sink,
        media: options.media,
        log: options.log,
        trace: options.trace ?? null,
        explain: options.explain ?? (() => Promise.resolve(null)),
        webSocket: options.webSocket ?? browserWebSocket,
        userAgentString: options.userAgentString,
      });
    },
  };
}

/** The line of an account that cannot be written as a SIP address: every attempt to connect says so. */
function deadLine(sink: SipSink, detail: string): SipLine {
  const later = (run: () => void) => {
    queueMicrotask(run);
  };
  const gone = (id: string) => {
    later(() => {
      sink.call(id, { kind: 'gone' });
    });
  };
  const nothing = () => {};
  return {
    connect: () => {
      later(() => {
        sink.line({ kind: 'connect-failed', cause: { kind: 'bad-account', detail } });
      });
    },
    unregister: () => {
      later(() => {
        sink.line({ kind: 'unregistered' });
      });
    },
    invite: (id) => {
      later(() => {
        sink.call(id, { kind: 'failed', status: 0 });
      });
    },
    reject: gone,
    redirect: gone,
    cancel: gone,
    bye: gone,
    refer: (id) => {
      later(() => {
        sink.call(id, { kind: 'transfer', status: 0, final: true });
      });
    },
    changeAccount: nothing,
    watch: ({ id }) => {
      later(() => {
        sink.watch(id, { kind: 'refused', status: 408, retryAfter: 0 });
      });
    },
    sendMessage: (id) => {
      later(() => {
        sink.messageSent(id, 408);
      });
    },
    dialog: () => null,
    stats: () => Promise.resolve(null),
    disconnect: nothing,
    register: nothing,
    ping: nothing,
    accept: nothing,
    setHold: nothing,
    setMuted: nothing,
    sendDtmf: nothing,
    acceptReferral: nothing,
    refuseReferral: nothing,
    unwatch: nothing,
    restore: nothing,
    close: nothing,
  };
}
