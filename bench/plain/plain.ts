import { Inviter, Registerer, UserAgent, type Invitation } from 'sip.js';

declare global {
  interface Window {
    plain: {
      register(server: string, domain: string, user: string, password: string): Promise<void>;
      /** Both answer when the click was made, in ms since the epoch. */
      dial(number: string): number;
      answer(): number;
      hangUp(): void;
      ringing(): boolean;
    };
  }
}

let agent: UserAgent | null = null;
let domain = '';
let incoming: Invitation | null = null;
let outgoing: Inviter | null = null;
const now = () => performance.timeOrigin + performance.now();

window.plain = {
  async register(server, realm, user, password) {
    domain = realm;
    const uri = UserAgent.makeURI(`sip:${user}@${realm}`);
    if (!uri) throw new Error('no such address');
    agent = new UserAgent({
      uri,
      authorizationUsername: user,
      authorizationPassword: password,
      transportOptions: { server },
      // The one change to the defaults: no public STUN server, which a test must not reach.
      sessionDescriptionHandlerFactoryOptions: { peerConnectionConfiguration: { iceServers: [] } },
      logLevel: 'error',
      delegate: {
        onInvite: (invitation) => {
          incoming = invitation;
          invitation.stateChange.addListener((state) => {
            if (String(state) === 'Terminated') incoming = null;
          });
        },
      },
    });
    await agent.start();
    await new Registerer(agent).register();
  },
  dial(number) {
    const target = UserAgent.makeURI(`sip:${number}@${domain}`);
    if (!agent || !target) throw new Error('not registered');
    const at = now();
    outgoing = new Inviter(agent, target);
    void outgoing.invite();
    return at;
  },
  answer() {
    if (!incoming) throw new Error('nothing rings');
    const at = now();
    void incoming.accept();
    return at;
  },
  hangUp() {
    void (outgoing ?? incoming)?.bye();
    outgoing = null;
  },
  ringing: () => incoming !== null && String(incoming.state) === 'Initial',
};
