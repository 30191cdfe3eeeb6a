import { describe, expect, it } from 'vitest';
import { fakeAccount, phoneOnFakes } from './fakes/fake-phone';
import { FakeStore } from './fakes/fake-ports';
import { wellScript, type Script } from './fakes/fake-sip';
import { messageLimit, peerOf } from './message-book';
import type { ChatMessage } from './messages';

function signedIn(script: Script = wellScript, store = new FakeStore()) {
  const fakes = phoneOnFakes(script, undefined, store);
  fakes.phone.signIn(fakeAccount, 'x');
  return fakes;
}

const line = fakeAccount.id;
const alice = { name: 'Alice', number: '1002', uri: 'sip:1002@pbx.test' };
const silent: Script = { ...wellScript, sendMessage: () => null };
const stored: ChatMessage = {
  id: 'old',
  line,
  peer: '1002',
  name: 'Alice',
  direction: 'incoming',
  text: 'before',
  at: 1,
  state: { kind: 'received' },
  seen: true,
};
const loaded = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a message out', () => {
  it('is on its way, then sent', () => {
    const { phone, sip } = signedIn(silent);
    phone.sendMessage(line, ' 10 02 ', 'Hello');
    expect(sip.line.asked).toEqual(['message 1002 Hello']);
    const [message] = phone.state.conversations[0]?.messages ?? [];
    expect(message).toMatchObject({ peer: '1002', direction: 'outgoing', state: { kind: 'sending' } });
    sip.line.sink.messageSent(message?.id ?? '', 202);
    expect(phone.state.conversations[0]?.messages[0]?.state).toEqual({ kind: 'sent' });
  });

  it('that failed says why, and may go out once more', () => {
    const { phone, sip, clock, store } = signedIn({ ...wellScript, sendMessage: () => 404 });
    phone.sendMessage(line, '1002', 'first');
    phone.sendMessage(line, '1002', 'second');
    const [first] = phone.state.conversations[0]?.messages ?? [];
    expect(first?.state).toEqual({ kind: 'failed', status: 404 });
    sip.script = wellScript;
    clock.advance(1_000);
    phone.resendMessage(first?.id ?? '');
    expect(phone.state.conversations[0]?.messages.map(({ text, state }) => `${text} ${state.kind}`)).toEqual([
      'second failed',
      'first sent',
    ]);
    phone.resendMessage(first?.id ?? '');
    phone.resendMessage('nobody');
    expect(sip.line.asked.filter((asked) => asked.startsWith('message'))).toHaveLength(3);
    expect(store.messages).toHaveLength(2);
    expect(store.messages.find(({ id }) => id === first?.id)?.state).toEqual({ kind: 'sent' });
  });

  it('that nobody answers fails after 40 s', () => {
    const { phone, clock } = signedIn(silent);
    phone.sendMessage(line, '1002', 'Hello?');
    clock.advance(39_999);
    expect(phone.state.conversations[0]?.messages[0]?.state.kind).toBe('sending');
    clock.advance(1);
    expect(phone.state.conversations[0]?.messages[0]?.state).toEqual({ kind: 'failed', status: 408 });
  });

  it('fails at once without a line or an address', () => {
    const { phone, sip } = signedIn();
    phone.sendMessage(line, 'no number', 'x');
    phone.sendMessage('nobody', '1002', 'x');
    phone.sendMessage(line, '1002', ' \n ');
    sip.line.sink.line({ kind: 'disconnected', cause: { kind: 'lost' } });
    phone.sendMessage(line, '1002', 'x');
    expect(phone.state.conversations.map(({ messages }) => messages[0]?.state)).toEqual([
      { kind: 'failed', status: 408 },
      { kind: 'failed', status: 484 },
    ]);
    expect(sip.line.asked).toEqual([]);
  });

  it('on its way while its line is signed out has failed', async () => {
    const { phone, clock } = signedIn(silent);
    phone.sendMessage(line, '1002', 'x');
    await phone.signOut();
    expect(phone.state.conversations[0]?.messages[0]?.state.kind).toBe('failed');
    expect(clock.pending).toBe(0);
  });
});

describe('a message in', () => {
  it('is unseen until it is looked at', () => {
    const { phone, sip, store } = signedIn();
    sip.line.sink.message({ from: alice, text: 'One' });
    sip.line.sink.message({ from: alice, text: 'Two\nlines' });
    expect(phone.state.conversations).toMatchObject([{ line, peer: '1002', name: 'Alice', unseen: 2 }]);
    phone.markConversationSeen(line, '1002');
    expect(phone.state.conversations[0]?.unseen).toBe(0);
    expect(store.messages.every(({ seen }) => seen)).toBe(true);
  });

  it('is harmless text', () => {
    const { phone, sip } = signedIn();
    sip.line.sink.message({ from: { ...alice, name: 'Al\u202eice' }, text: '<b>x</b>\u202etxt' });
    const [conversation] = phone.state.conversations;
    expect([conversation?.name, conversation?.messages[0]?.text]).toEqual(['Alice', '<b>x</b>txt']);
  });

  it('belongs to the conversation of its line and peer; who wrote last comes first', () => {
    const { phone, sip } = signedIn();
    phone.signIn({ ...fakeAccount, id: 'second' }, 'x');
    const [first, second] = sip.lines;
    first?.sink.message({ from: alice, text: '1' });
    second?.sink.message({ from: alice, text: '2' });
    phone.sendMessage(line, 'sip:1002@PBX.test', '3');
    expect(
      phone.state.conversations.map((each) => `${each.line} ${each.messages.map(({ text }) => text).join()}`),
    ).toEqual([`${line} 1,3`, 'second 2']);
  });

  it.each([
    ['sip:1002@pbx.test', '1002'],
    ['1002', '1002'],
    ['sip:bob@elsewhere.test;transport=ws', 'bob@elsewhere.test'],
    ['bob@PBX.TEST', 'bob'],
    ['', '?'],
    ['not an address', 'not an address'],
  ])('from %j is of %j', (address, peer) => {
    expect(peerOf(address, fakeAccount)).toBe(peer);
  });
});

describe('the messages', () => {
  it('are read at the start; what was on its way then has failed', async () => {
    const store = new FakeStore();
    store.messages = [
      stored,
      { ...stored, id: 'sending', direction: 'outgoing', text: 'gone?', state: { kind: 'sending' } },
    ];
    const { phone, sip } = signedIn(wellScript, store);
    sip.line.sink.message({ from: alice, text: 'now' });
    await loaded();
    expect(phone.state.conversations[0]?.messages.map(({ text, state }) => `${text} ${state.kind}`)).toEqual([
      'before received',
      'gone? failed',
      'now received',
    ]);
    expect(store.messages.find(({ id }) => id === 'sending')?.state).toEqual({ kind: 'failed', status: 408 });
  });

  it('of a conversation that is removed are gone for good, also while they are still being read', async () => {
    const store = new FakeStore();
    store.messages = [stored, { ...stored, id: 'other', peer: '1003' }];
    const { phone } = signedIn(silent, store);
    phone.sendMessage(line, '1002', 'x');
    phone.removeConversation(line, '1002');
    await loaded();
    expect(phone.state.conversations.map(({ peer }) => peer)).toEqual(['1003']);
    expect(store.messages.map(({ id }) => id)).toEqual(['other']);
  });

  it('no more than so many are held in memory', () => {
    const { phone, sip, store } = signedIn();
    for (let index = 0; index < messageLimit + 5; index++) sip.line.sink.message({ from: alice, text: String(index) });
    expect(phone.state.conversations[0]?.messages).toHaveLength(messageLimit);
    expect(phone.state.conversations[0]?.messages[0]?.text).toBe('5');
    expect(store.messages).toHaveLength(messageLimit + 5);
  });

  it('live on in memory when the store fails', async () => {
    const store = new FakeStore();
    store.broken = new Error('disk on fire');
    const { phone, sip, log } = signedIn(wellScript, store);
    sip.line.sink.message({ from: alice, text: 'kept' });
    await loaded();
    expect(phone.state.conversations[0]?.messages[0]?.text).toBe('kept');
    expect(log.lines.join()).toContain('disk on fire');
    expect(log.lines.join()).not.toContain('kept');
  });

  it('are the same array until one changes', () => {
    const { phone, sip } = signedIn();
    sip.line.sink.message({ from: alice, text: 'x' });
    const { conversations } = phone.state;
    phone.setDoNotDisturb({ until: null });
    expect(phone.state.conversations).toBe(conversations);
  });
});
