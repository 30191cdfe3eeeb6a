/**
 * Calls on the practice exchange: how long from a click to the message on the wire. The same for Sidetone and for SIP.js
 * with its own defaults, call by call in turns so that both see the same machine, in the same Electron and on the same
 * exchange. The clicks are stamped by the page, the messages and packets by the exchange, the call card by main.
 */
import type { Exchange, OutgoingCall, SeenMessage } from '../main/exchange/index';
import { within } from './within';

export interface Phone {
  user: string;
  /** Both answer when the click arrived, in ms since the epoch. */
  dial(number: string): Promise<number>;
  answer(): Promise<number>;
  hangUp(): Promise<void>;
  /** The phone is ready for the next call. */
  idle(): Promise<void>;
  /** Bytes that the objects of its page take, after garbage collection. */
  heap(): Promise<number>;
  /** When its call card was shown last, in ms since the epoch; absent where there is none. */
  cardShownAt?(): Promise<number>;
}

/** ms each */
export interface Series {
  dialToInvite: number[];
  inviteTo180: number[];
  inviteToCard: number[];
  answerTo200: number[];
  answerToSound: number[];
}

const first = (text: string) => text.split('\r\n', 1)[0] ?? '';
const isInvite = (text: string) => first(text).startsWith('INVITE ');
const isAnswer = (status: number) => (text: string) =>
  first(text).startsWith(`SIP/2.0 ${String(status)} `) && /^CSeq:.*INVITE/im.test(text);

/** The next message that passes the exchange and fits. */
function seen(
  exchange: Exchange,
  user: string,
  direction: SeenMessage['direction'],
  fits: (text: string) => boolean,
): Promise<SeenMessage> {
  let off = () => {};
  const found = new Promise<SeenMessage>((resolve) => {
    off = exchange.on('message', (message) => {
      if (message.user === user && message.direction === direction && fits(message.text)) resolve(message);
    });
  });
  return within(`a message of ${user}`, 15_000, found).finally(off);
}

async function outgoing(exchange: Exchange, phone: Phone, figures: Series): Promise<void> {
  const invite = seen(exchange, phone.user, 'in', isInvite);
  // Not before the ACK: SIP.js drops a BYE while it is still establishing.
  const confirmed = seen(exchange, phone.user, 'in', (text) => first(text).startsWith('ACK '));
  const clicked = await phone.dial('600');
  figures.dialToInvite.push((await invite).at - clicked);
  await confirmed;
  const bye = seen(exchange, phone.user, 'in', (text) => first(text).startsWith('BYE '));
  await phone.hangUp();
  await bye;
  await phone.idle();
}

async function firstSound(call: OutgoingCall): Promise<number> {
  const look = async (): Promise<number> => {
    for (;;) {
      const at = call.stats()?.firstReceivedAt;
      if (at !== null && at !== undefined) return at;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return within('the first packet', 15_000, look());
}

async function incoming(exchange: Exchange, phone: Phone, figures: Series): Promise<void> {
  const invite = seen(exchange, phone.user, 'out', isInvite);
  const ring = seen(exchange, phone.user, 'in', isAnswer(180));
  const ok = seen(exchange, phone.user, 'in', isAnswer(200));
  const call = exchange.call(phone.user, { media: 'tone' });
  const arrived = (await invite).at;
  figures.inviteTo180.push((await ring).at - arrived);
  if (phone.cardShownAt) figures.inviteToCard.push((await phone.cardShownAt()) - arrived);
  const clicked = await phone.answer();
  figures.answerTo200.push((await ok).at - clicked);
  figures.answerToSound.push((await firstSound(call)) - clicked);
  call.hangup();
  await phone.idle();
}

const noFigures = (): Series => ({
  dialToInvite: [],
  inviteTo180: [],
  inviteToCard: [],
  answerTo200: [],
  answerToSound: [],
});

/** A series for each phone, in their order. The first round only warms up. */
export async function measureCalls(exchange: Exchange, phones: readonly Phone[], rounds: number): Promise<Series[]> {
  const all = phones.map((phone) => ({ phone, figures: noFigures() }));
  for (let round = -1; round < rounds; round += 1) {
    for (const { phone, figures } of all) {
      const into = round < 0 ? noFigures() : figures;
      await outgoing(exchange, phone, into);
      await incoming(exchange, phone, into);
    }
  }
  return all.map(({ figures }) => figures);
}

/** So many calls of each phone in turns, every second one incoming. */
export async function makeCalls(exchange: Exchange, phones: readonly Phone[], count: number): Promise<void> {
  const unread = noFigures();
  for (let made = 0; made < count; made += 1) {
    for (const phone of phones) await (made % 2 ? incoming : outgoing)(exchange, phone, unread);
  }
}
