import { UserAgent } from 'sip.js/lib/api/user-agent.js';
import type { UserAgentOptions } from 'sip.js/lib/api/user-agent-options.js';
import type { Session } from 'sip.js/lib/api/session.js';
import { URI } from 'sip.js/lib/grammar/uri.js';
import { AudioHandler } from '../audio-handler';
import { SipTransport } from '../transport';
import { FakeMedia } from './fake-audio';
import { account } from './bench';
import type { ScriptedConnection, ScriptedServer } from './scripted-server';

/** SIP.js as it comes, on a scripted server: the tests of the faults show that it does have them. */
export async function plainPhone(
  server: ScriptedServer,
  options: Partial<UserAgentOptions> = {},
): Promise<{ ua: UserAgent; connection: ScriptedConnection; media: FakeMedia }> {
  const media = new FakeMedia();
  const opening = server.connection();
  const ua: UserAgent = new UserAgent({
    uri: new URI('sip', '1001', 'pbx.test'),
    authorizationUsername: '1001',
    authorizationPassword: 'pw1001',
    logBuiltinEnabled: false,
    logConfiguration: false,
    sessionDescriptionHandlerFactory: (session: Session) => new AudioHandler(media.createAudio(account, session.id)),
    transportConstructor: SipTransport,
    transportOptions: {
      open: server.webSocket,
      events: {
        open: () => {},
        failed: () => {},
        lost: () => {
          ua.transport.onDisconnect?.(new Error('lost'));
        },
        data: (text: string) => {
          ua.transport.onMessage?.(text);
        },
        outgoing: (text: string) => text,
      },
    },
    ...options,
  });
  (ua.transport as SipTransport).connectTo('wss://pbx.test/ws');
  const connection = await opening;
  await ua.start();
  return { ua, connection, media };
}

export const target = new URI('sip', '600', 'pbx.test');
