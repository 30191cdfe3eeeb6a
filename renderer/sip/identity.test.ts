import { afterEach, describe, expect, it } from 'vitest';
import type { Account } from '../phone/account';
import { Bench, inDialog } from './testing/bench';
import { sdp } from './testing/fake-audio';
import * as sip from './testing/message';
import { ringStyle } from './ring-style';

let bench: Bench | undefined;
afterEach(() => {
  bench?.line.close();
});
const open = (changes: Partial<Account> = {}) => (bench = new Bench(changes));

async function ring(headers: readonly string[], changes: Partial<Account> = {}, from?: string) {
  const bench = open(changes);
  const connection = await bench.registered();
  connection.send(bench.inviteTo(connection, { headers, sdp: sdp('caller'), ...(from !== undefined && { from }) }));
  return bench.hearsIncoming();
}

const ANONYMOUS = { name: '', number: '', uri: 'sip:anonymous@anonymous.invalid' };
const carol = { name: 'Carol, "C"', number: '+4930123', uri: 'sip:+4930123@pbx.test' };
const PAI = 'P-Asserted-Identity: "Carol, \\"C\\"" <sip:+4930123@pbx.test;user=phone>';

describe('who calls', () => {
  it.each<[string, string[], object]>([
    ['nothing but From', [], { name: 'Bob', number: '1002', uri: 'sip:1002@pbx.test' }],
    ['an asserted identity', [PAI], carol],
    ['two of them, sip first', [`${PAI}, <tel:+49-30-9>`], carol],
    ['two of them, tel first', ['P-Asserted-Identity: <tel:+49-30-9>', PAI], carol],
    ['a number only', ['P-Asserted-Identity: tel:+49-30-9'], { name: '', number: '+49309', uri: 'tel:+49-30-9' }],
    [
      'an older header',
      ['Remote-Party-ID: "Dan" <sip:12@h>;party=calling'],
      { name: 'Dan', number: '12', uri: 'sip:12@h' },
    ],
    [
      'its name hidden',
      ['Remote-Party-ID: "Dan" <sip:12@h>;privacy=name'],
      { name: '', number: '12', uri: 'sip:12@h' },
    ],
    ['all of it hidden', ['Remote-Party-ID: "Dan" <sip:12@h>;privacy=full'], ANONYMOUS],
    ['one who wants to stay unknown', [PAI, 'Privacy: id'], ANONYMOUS],
    ['no privacy', [PAI, 'Privacy: none'], carol],
    ['rubbish', ['P-Asserted-Identity: "<<<;;,,'], { name: 'Bob', number: '1002', uri: 'sip:1002@pbx.test' }],
  ])('with %s', async (_name, headers, party) => {
    expect((await ring(headers)).from).toEqual(party);
  });

  it('is what From says where the switch is not trusted', async () => {
    expect((await ring([PAI], { trustIdentity: false })).from.number).toBe('1002');
  });

  it('is known to a trusted switch although From is not', async () => {
    expect((await ring([PAI], {}, '"Anonymous" <sip:anonymous@anonymous.invalid>')).from).toEqual(carol);
  });
});

describe('a caller with a tel URI (RFC 3966)', () => {
  it.each<[string, string, object, string]>([
    [
      'in brackets',
      '"Tel, <tel:5>" <tel:+49-30-9;phone-context=pbx.test>',
      { name: 'Tel, <tel:5>', number: '+49309' },
      '<tel:+49-30-9;phone-context=pbx.test>;tag=caller',
    ],
    ['bare', 'tel:+49309', { name: '', number: '+49309', uri: 'tel:+49309' }, '<tel:+49309>;tag=caller'],
  ])('%s rings, is answered as it is, and can be hung up on', async (_name, from, party, written) => {
    const bench = open();
    const connection = await bench.registered();
    const invite = bench.inviteTo(connection, { from, sdp: sdp('caller') });
    connection.send(invite);
    const { callId: id, from: caller } = await bench.hearsIncoming();
    expect(caller).toMatchObject(party);
    bench.line.accept(id);
    const ok = await connection.response(200, 'INVITE');
    expect(sip.header(ok, 'From').endsWith(written)).toBe(true);
    connection.send(inDialog('ACK', invite, ok, 1));
    await bench.hearsOf(id, 'established');
    bench.line.bye(id);
    expect(sip.header(await connection.request('BYE'), 'To').endsWith(written)).toBe(true);
  });

  it('is the number that was called, too', async () => {
    const bench = open();
    const connection = await bench.registered();
    connection.send(
      bench.inviteTo(connection, { sdp: sdp('caller') }).replace('To: <sip:1001@pbx.test>', 'To: <tel:+49-30-7>'),
    );
    expect((await bench.hearsIncoming()).called).toBe('+49307');
  });
});

describe('how the call came', () => {
  it.each<[string, string[], string | null]>([
    ['directly', [], null],
    [
      'by the newest diversion',
      ['Diversion: "Desk" <sip:100@h>;reason=unconditional, <sip:200@h>;reason=no-answer'],
      '100',
    ],
    ['by one who stays unknown', ['Diversion: <sip:100@h>;privacy=full'], null],
    [
      'by history, with what was mapped',
      ['History-Info: <sip:office@h>;index=1, <sip:desk@h>;index=1.1;mp=1, <sip:1001@h>;index=1.1.1;mp=1.1'],
      'desk',
    ],
    [
      'by history, with what was answered',
      ['History-Info: <sip:office@h?Reason=SIP%3Bcause%3D302>;index=1', 'History-Info: <sip:1001@h>;index=1.1'],
      'office',
    ],
    [
      'by history that only found the phone',
      ['History-Info: <sip:1001@h>;index=1, <sip:1001@10.0.0.1>;index=1.1;rc=1'],
      null,
    ],
    [
      'by history that is private',
      ['History-Info: <sip:office@h?Reason=SIP%3Bcause%3D302&Privacy=history>;index=1, <sip:1001@h>;index=1.1'],
      null,
    ],
  ])('%s', async (_name, headers, via) => {
    expect((await ring(headers)).via?.number ?? null).toBe(via);
  });

  it('names the number that was called', async () => {
    expect((await ring([])).called).toBe('1001');
    expect((await ring(['P-Called-Party-ID: <sip:+49301@pbx.test>'])).called).toBe('+49301');
  });

  it('says how to ring', async () => {
    expect((await ring(['Alert-Info: <http://pbx.test>;info=alert-internal'])).ring).toBe('internal');
  });

  it.each([
    ['<urn:alert:source:internal>', 'internal'],
    ['<urn:alert:source:external>', 'external'],
    ['<urn:alert:priority:high>', 'priority'],
    ['<urn:alert:service:call-waiting>', 'normal'],
    ['<http://127.0.0.1/Bellcore-dr3>', 'internal'],
    ['Bellcore-dr1', 'normal'],
    ['<http://pbx.test/internalised>', 'normal'],
    ['', 'normal'],
  ])('%s rings %s', (header, style) => {
    expect(ringStyle([header])).toBe(style);
  });
});

describe('who is there now', () => {
  it('is told with the answer', async () => {
    const bench = open();
    await bench.outgoing('c', ['P-Asserted-Identity: "Eve" <sip:600@pbx.test>']);
    expect((await bench.hearsOf('c', 'party')).party).toEqual({ name: 'Eve', number: '600', uri: 'sip:600@pbx.test' });
  });

  it.each(['UPDATE', 'INVITE'])('changes by %s, once', async (method) => {
    const bench = open();
    const { connection, id, invite, ok } = await bench.incoming();
    for (const cseq of [2, 3]) {
      connection.send(
        inDialog(method, invite, ok, cseq, {
          headers: [PAI],
          ...(method === 'INVITE' && { sdp: sdp('again') }),
        }),
      );
      await connection.response(200, method);
      if (method === 'INVITE') connection.send(inDialog('ACK', invite, ok, cseq));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await bench.hearsOf(id, 'party')).party).toEqual(carol);
    expect(bench.kindsOf(id).filter((kind) => kind === 'party')).toHaveLength(1);
  });

  it('is told by the answer to a hold', async () => {
    const bench = open();
    const { connection } = await bench.outgoing('c');
    bench.line.setHold('c', true);
    connection.send(
      sip.response(await connection.request('INVITE'), 200, { headers: [sip.REMOTE_CONTACT, PAI], sdp: sdp('x') }),
    );
    expect((await bench.hearsOf('c', 'party')).party).toEqual(carol);
  });

  it('changes by From alone where the switch is not trusted (RFC 4916)', async () => {
    const bench = open({ trustIdentity: false });
    const { connection, id, invite, ok } = await bench.incoming();
    const update = inDialog('UPDATE', invite, ok, 2, { headers: [PAI] });
    connection.send(update);
    await connection.response(200, 'UPDATE');
    expect(bench.kindsOf(id)).not.toContain('party');
    connection.send(
      inDialog('UPDATE', invite, ok, 3)
        .replace(/^From: .*?</m, 'From: "Dan" <')
        .replace('<sip:1002@', '<sip:1009@'),
    );
    expect((await bench.hearsOf(id, 'party')).party.number).toBe('1009');
  });
});

describe('who we are', () => {
  const invited = async (account: Partial<Account>, options = {}) => {
    const bench = open(account);
    const connection = await bench.registered();
    bench.line.invite('c', '600', options);
    return connection.request('INVITE');
  };

  it('is the account, as the switch will have it', async () => {
    const invite = await invited({});
    expect(sip.header(invite, 'From')).toContain('"Alice" <sip:1001@pbx.test>');
    expect(sip.header(invite, 'P-Preferred-Identity')).toBe('');
    expect(sip.header(invite, 'Privacy')).toBe('');
  });

  it('is the caller id of the account, or of the call', async () => {
    expect(sip.header(await invited({ callerId: '+49301' }), 'P-Preferred-Identity')).toBe(
      '"Alice" <sip:+49301@pbx.test>',
    );
    const invite = await invited({ callerId: '+49301', displayName: 'A"\r\nX: y' }, { callerId: 'sip:desk@pbx.test' });
    expect(sip.header(invite, 'P-Preferred-Identity')).toBe('"A\\"  X: y" <sip:desk@pbx.test>');
  });

  it('is nobody when that is wanted, except to the switch', async () => {
    const invite = await invited({ callerId: '+49301' }, { callerId: 'anonymous' });
    expect(sip.header(invite, 'Privacy')).toBe('user;id');
    expect(sip.header(invite, 'P-Preferred-Identity')).toBe('');
  });
});
