// @vitest-environment happy-dom
/** Documents as switches write them, and as somebody would who means harm. */
import { describe, expect, it } from 'vitest';
import { DialogInfo } from './xml-dialog-info';
import { LONGEST_DOCUMENT, UnreadableError } from './xml-document';
import { readPresence } from './xml-pidf';
import { readMessageSummary } from './message-summary';

const info = (dialogs: string, version = 0, state = 'full') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="${state}" entity="sip:1002@pbx.test">${dialogs}</dialog-info>`;
const presence = (content: string) =>
  `<?xml version="1.0"?><presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model" xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid" entity="pres:1002@pbx.test">${content}</presence>`;
const read = (...documents: string[]) => {
  const dialogs = new DialogInfo();
  return documents.map((text) => dialogs.read(text)).at(-1);
};
const idle = { state: 'idle', note: '', with: null, ringing: null };

const ringing = `<dialog id="as7d" call-id="a84b@10.0.0.1" local-tag="bob1" remote-tag="alice2" direction="recipient">
  <state>early</state>
  <remote><identity display="Alice &quot;A&quot; &lt;b&gt;">sip:1001@pbx.test;user=phone</identity><target uri="sip:x1@10.0.0.1;transport=ws"/></remote>
  <local><identity>sip:1002@pbx.test</identity></local>
</dialog>`;

describe('dialog-info', () => {
  it('knows a ringing phone, who calls, and how to take the call', () => {
    expect(read(info(ringing))).toEqual({
      state: 'ringing',
      note: '',
      with: { name: 'Alice "A" <b>', number: '1001', uri: 'sip:1001@pbx.test' },
      ringing: {
        callId: 'a84b@10.0.0.1',
        localTag: 'bob1',
        remoteTag: 'alice2',
        remoteUri: 'sip:x1@10.0.0.1;transport=ws',
        early: true,
      },
    });
  });

  it.each([
    ['', 'idle'],
    ['<dialog id="1"><state>terminated</state></dialog>', 'idle'],
    ['<dialog id="1"/>', 'idle'],
    ['<dialog id="1"><state>confirmed</state></dialog>', 'busy'],
    ['<dialog id="1" direction="initiator"><state>trying</state></dialog>', 'busy'],
    ['<dialog id="1" direction="initiator"><state>early</state></dialog>', 'busy'],
    ['<dialog id="1" direction="recipient"><state>trying</state></dialog>', 'busy'],
    ['<dialog id="1" direction="recipient"><state>proceeding</state></dialog>', 'ringing'],
    ['<dialog id="1"><state> Early </state></dialog>', 'ringing'],
    [
      '<dialog id="1"><state event="replaced">confirmed</state></dialog><dialog id="2"><state>early</state></dialog>',
      'ringing',
    ],
    ['<dialog id="1"><state>confirmed</state></dialog><dialog id="2"><state>terminated</state></dialog>', 'busy'],
    ['<dialog id="1"><state>something new</state></dialog>', 'busy'],
  ])('%s is %s', (dialogs, state) => {
    expect(read(info(dialogs))).toMatchObject({ state });
  });

  it('names the party of the call that is shown', () => {
    const busy = '<dialog id="1"><state>confirmed</state><remote><identity>tel:+49-30-1</identity></remote></dialog>';
    expect(read(info(busy))).toMatchObject({ state: 'busy', with: { name: '', number: '+49301' } });
    expect(read(info(busy + ringing))).toMatchObject({ state: 'ringing', with: { number: '1001' } });
    const hidden = busy.replace('tel:+49-30-1', 'sip:anonymous@anonymous.invalid');
    expect(read(info(hidden))).toMatchObject({ with: { name: '', number: '' } });
    const asterisks = busy.replace('tel:+49-30-1', 'sip:invalid@pbx.test');
    expect(read(info(asterisks))).toMatchObject({
      with: { name: '', number: '', uri: 'sip:anonymous@anonymous.invalid' },
    });
  });

  it('puts full and partial documents together', () => {
    const partial = (version: number, dialogs: string) => info(dialogs, version, 'partial');
    const second = '<dialog id="2"><state>confirmed</state></dialog>';
    const dialogs = new DialogInfo();
    expect(dialogs.read(info(second, 3))).toMatchObject({ state: 'busy' });
    expect(dialogs.read(partial(4, ringing))).toMatchObject({ state: 'ringing' });
    // Only what has changed is said again: who calls is still known.
    const answered = '<dialog id="as7d"><state>confirmed</state></dialog>';
    expect(dialogs.read(partial(5, answered + second.replace('confirmed', 'terminated')))).toMatchObject({
      state: 'busy',
      with: { number: '1001' },
    });
    expect(dialogs.read(partial(5, ''))).toMatchObject({ state: 'busy' });
    expect(dialogs.read(partial(7, answered.replace('confirmed', 'terminated')))).toBe('incomplete');
    expect(dialogs.read(partial(8, ''))).toBe('incomplete');
    expect(dialogs.read(info('', 9))).toEqual(idle);
    expect(dialogs.read(info(second, 0))).toMatchObject({ state: 'busy' });
    expect(dialogs.read(partial(1, second.replace('confirmed', 'terminated')))).toEqual(idle);
  });

  it('cannot begin with a part', () => {
    expect(read(info(ringing, 1, 'partial'))).toBe('incomplete');
  });

  it.each([
    ['no tags', ringing.replace('local-tag="bob1"', '')],
    ['no Call-ID', ringing.replace('call-id="a84b@10.0.0.1"', 'call-id=""')],
    ['a header in a tag', ringing.replace('alice2', 'x;early-only')],
    ['two lines in a tag', ringing.replace('alice2', 'x&#13;&#10;Via: y')],
    ['no address', ringing.replace('sip:x1@10.0.0.1;transport=ws', 'javascript:alert(1)')],
  ])('cannot be picked up with %s', (_name, dialog) => {
    expect(read(info(dialog))).toMatchObject({ state: 'ringing', ringing: null });
  });

  it('is read with prefixes, an odd declaration, a BOM, and blanks before it', () => {
    const prefixed = info(ringing)
      .replace(/<(\/?)(?=[a-z])/g, '<$1d:')
      .replace('xmlns=', 'xmlns:d=');
    expect(read(prefixed)).toMatchObject({ state: 'ringing' });
    expect(read(info(ringing).replace('UTF-8', 'UTF-16'))).toMatchObject({ state: 'ringing' });
    expect(read(`\ufeff\r\n ${info(ringing)}`)).toMatchObject({ state: 'ringing' });
  });

  it('keeps no more calls, and no more of a name, than a person can have', () => {
    const many = (from: number) =>
      Array.from({ length: 300 }, (_, at) => `<dialog id="${from + at}"><state>trying</state></dialog>`).join('');
    const dialogs = new DialogInfo();
    dialogs.read(info(many(0)));
    expect(dialogs.read(info(many(1000), 1, 'partial'))).toMatchObject({ state: 'busy' });
    // The 64 that were taken first; the others never counted.
    const ended = Array.from({ length: 64 }, (_, id) => `<dialog id="${id}"><state>terminated</state></dialog>`).join(
      '',
    );
    expect(dialogs.read(info(ended, 2, 'partial'))).toEqual(idle);
    const long = ringing.replace('Alice', 'A'.repeat(20_000));
    const person = read(info(long));
    expect(person === 'incomplete' ? 0 : person?.with?.name.length).toBe(512);
  });
});

describe('presence', () => {
  const tuple = (basic: string, more = '') => `<tuple id="t"><status><basic>${basic}</basic></status>${more}</tuple>`;
  const person = (activity: string, note = '') =>
    `<dm:person id="p"><rpid:activities>${activity}</rpid:activities>${note}</dm:person>`;

  it.each([
    [tuple('open'), 'idle', ''],
    [tuple('closed'), 'offline', ''],
    ['', 'offline', ''],
    [tuple('closed') + tuple('open'), 'idle', ''],
    [tuple('open') + person('<rpid:on-the-phone/>'), 'busy', ''],
    [tuple('open') + person('<rpid:busy/>', '<dm:note>On the phone</dm:note>'), 'busy', 'On the phone'],
    [tuple('open') + person('<rpid:away/>'), 'away', ''],
    [tuple('open') + person('<rpid:meeting/><rpid:away/>'), 'busy', ''],
    [tuple('closed') + person('<rpid:away/>'), 'offline', ''],
    [tuple('open') + person('<rpid:unknown/>'), 'idle', ''],
    [`<note xml:lang="en">Lunch &amp; walk</note>${tuple('open')}`, 'idle', 'Lunch & walk'],
    [tuple('open', '<note>back\n  soon</note>'), 'idle', 'back soon'],
    [tuple(' OPEN '), 'idle', ''],
  ])('%s is %s', (content, state, note) => {
    expect(readPresence(presence(content))).toEqual({ state, note, with: null, ringing: null });
  });

  it('cuts a note that is too long', () => {
    expect(readPresence(presence(`<note>${'x'.repeat(5000)}</note>`)).note).toHaveLength(200);
  });
});

const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]><dialog-info>&lol1;</dialog-info>`;
const hostile: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['blanks', '  \r\n'],
  ['text', 'busy'],
  ['JSON', '{"state":"busy"}'],
  ['HTML', '<html><body>hello</body></html>'],
  ['another root', '<presence-info/>'],
  ['an entity bomb', bomb],
  ['an entity bomb in small letters', bomb.replace('DOCTYPE', 'doctype')],
  ['an external entity', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><dialog-info>&f;</dialog-info>'],
  ['an external document type', '<!DOCTYPE dialog-info SYSTEM "https://evil.test/x.dtd"><dialog-info/>'],
  ['a document type behind a comment', '<!-- x --><!DOCTYPE dialog-info><dialog-info/>'],
  ['a bare entity declaration', '<!ENTITY x "y"><dialog-info/>'],
  ['more than anybody needs', `<dialog-info>${' '.repeat(LONGEST_DOCUMENT)}</dialog-info>`],
  ['what is not closed', '<dialog-info><dialog>'],
  ['what is closed wrongly', '<dialog-info><dialog></dialog-info>'],
  ['half a tag', '<dialog-info><dialo'],
];

describe('what cannot be read', () => {
  it.each(hostile)('is refused: %s', (_name, text) => {
    expect(() => new DialogInfo().read(text)).toThrow(UnreadableError);
    expect(() => readPresence(text.replaceAll('dialog-info', 'presence'))).toThrow(UnreadableError);
  });

  it('does not run, load or hang', () => {
    const nested = '<dialog id="1">'.repeat(3000) + '</dialog>'.repeat(3000);
    const texts = [
      '<script>globalThis.caught = true</script>',
      '<dialog id="&lt;script&gt;"><state>confirmed</state><remote><identity display="&lt;img src=x onerror=&quot;globalThis.caught=true&quot;&gt;">sip:1@x</identity></remote></dialog>',
      '<dialog id="__proto__"><state>confirmed</state></dialog>',
      `<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>`,
      '<?xml-stylesheet href="https://evil.test/x.xsl"?>',
      nested,
      `<dialog id="1" ${Array.from({ length: 2000 }, (_, at) => `a${at}="x"`).join(' ')}><state>confirmed</state></dialog>`,
    ];
    for (const text of texts) {
      try {
        new DialogInfo().read(info(text));
      } catch (error) {
        // A parser may have limits of its own.
        expect(error).toBeInstanceOf(UnreadableError);
      }
    }
    expect(globalThis).not.toHaveProperty('caught');
  });

  it('keeps markup in a name as text', () => {
    const markup = ringing.replace(/display="[^"]*"/, 'display="&lt;img src=x onerror=alert(1)&gt;"');
    expect(read(info(markup))).toMatchObject({ with: { name: '<img src=x onerror=alert(1)>' } });
  });
});

describe('message-summary', () => {
  it.each([
    [
      'Messages-Waiting: yes\r\nMessage-Account: sip:*97@pbx.test\r\nVoice-Message: 2/8 (0/2)\r\n',
      [2, 8, 0, 'sip:*97@pbx.test'],
    ],
    ['messages-waiting:YES\nvoice-message : 2 / 8 ( 1 / 2 )', [2, 8, 1, '']],
    ['Messages-Waiting: no\r\n', [0, 0, 0, '']],
    ['Messages-Waiting: yes\r\n', [1, 0, 0, '']],
    ['Voice-Message: 0/3\r\nFax-Message: 7/7\r\n', [0, 3, 0, '']],
    ['Messages-Waiting: yes\r\nMessage-Account: <tel:+4930123>\r\n', [1, 0, 0, 'tel:+4930123']],
    ['Messages-Waiting: yes\r\nMessage-Account: javascript:alert(1)\r\n', [1, 0, 0, '']],
    ['Messages-Waiting: no\r\nMessage-Account: sip:a b\r\n', [0, 0, 0, '']],
    ['Messages-Waiting: yes\r\nVoice-Message: -1/x\r\n', [1, 0, 0, '']],
    ['Messages-Waiting: yes\r\nVoice-Message: 99999999999/0\r\n', [1, 0, 0, '']],
  ])('%j', (text, [newMessages, oldMessages, urgent, account]) => {
    expect(readMessageSummary(text)).toEqual({ newMessages, oldMessages, urgent, account });
  });

  it.each(['', 'nonsense', 'Messages-Waiting: maybe', '<xml/>', '\0\0', 'Fax-Message: 1/1', 'x'.repeat(100_000)])(
    'says nothing: %j',
    (text) => {
      expect(readMessageSummary(text)).toBeNull();
    },
  );
});
