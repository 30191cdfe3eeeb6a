import { UserAgent } from 'sip.js/lib/api/user-agent.js';
import { SIPExtension } from 'sip.js/lib/api/user-agent-options.js';
import type { URI } from 'sip.js/lib/grammar/uri.js';
import type { LogPort } from '../phone/ports';
import type { Account } from '../phone/account';
import { handlerOf } from './audio-handler';
import { token } from './tokens';
import { SipTransport, type SipTransportOptions } from './transport';

interface Options {
  account: Account;
  aor: URI;
  log: LogPort;
  userAgentString: string;
}

/** SIP.js's user agent over our own transport and audio. It is never started: what arrives comes through `Wire`. */
export function makeUserAgent(
  { account, aor, log, userAgentString }: Options,
  transport: SipTransportOptions,
): UserAgent {
  return new UserAgent({
    uri: aor,
    displayName: quotable(account.displayName),
    // RFC 7118, section 5: a browser knows no address of its own.
    viaHost: `${token(12)}.invalid`,
    userAgentString,
    // How long it rings is the call machine's business; SIP.js would refuse after a minute.
    noAnswerTimeout: 24 * 3600,
    sendInitialProvisionalResponse: false,
    sipExtension100rel: SIPExtension.Supported,
    // Replaces is done here too: SIP.js would take away a call that rings here (RFC 3891, section 3).
    sipExtensionExtraSupported: ['timer', 'replaces', 'norefersub', '199', 'answermode', 'histinfo'],
    sessionDescriptionHandlerFactory: (session) => handlerOf(session),
    transportConstructor: SipTransport,
    transportOptions: transport,
    logBuiltinEnabled: false,
    logConfiguration: false,
    // The level does not hold for a connector; below a warning it tells each step of each transaction.
    logConnector: (level, category, _label, content) => {
      if (level === 'error' || level === 'warn') log.debug('sip', `${category}: ${content}`);
    },
  });
}

/** RFC 3261, section 25.1, quoted-string; SIP.js puts the quotes and nothing else. */
function quotable(name: string): string {
  return name
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[\\"]/g, '\\$&')
    .trim();
}
