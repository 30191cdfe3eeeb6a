import type { DialogReference, Party, PersonState } from '../phone/ports';
import { nameAddrs, userOf } from './name-addr';
import { partyOf } from './party';
import { attributeOf, child, children, readXml, textOf } from './xml-document';

/** More calls at once are no person's. */
const MOST_DIALOGS = 64;

interface WatchedDialog {
  state: string;
  /** `initiator`: they called; empty where the switch does not say. */
  direction: string;
  with: Party | null;
  reference: DialogReference | null;
}

/**
 * The calls of one monitored person (dialog-info+xml, RFC 4235), put together from full and partial documents. One
 * object for one subscription: versions count from its beginning.
 */
export class DialogInfo {
  private dialogs = new Map<string, WatchedDialog>();
  private version = -1;

  /**
   * Takes the next document. `incomplete`: a change to something that was never seen (RFC 4235, section 4.1.2), only a
   * full document helps. Throws UnreadableError.
   */
  read(text: string): PersonState | 'incomplete' {
    const root = readXml(text, 'dialog-info');
    const version = numberOf(attributeOf(root, 'version', 10));
    const partial = attributeOf(root, 'state', 16).toLowerCase() === 'partial';
    if (partial) {
      if (this.version < 0 || version > this.version + 1) return 'incomplete';
      // NOTIFYs arrive in order, so that an older version can only be a mistake of the server.
      if (version <= this.version) return this.person();
    } else {
      // Some switches begin anew, or never count: a full document needs no history.
      this.dialogs = new Map();
    }
    this.version = version;
    for (const element of children(root, 'dialog').slice(0, MOST_DIALOGS)) this.take(element);
    return this.person();
  }

  private take(element: Element): void {
    const id = attributeOf(element, 'id');
    const state = textOf(child(element, 'state'), 32).toLowerCase();
    const remote = child(element, 'remote');
    const party = partyFromText(textOf(child(remote, 'identity')), attributeOf(child(remote, 'identity'), 'display'));
    if (state === 'terminated' || state === '') {
      this.dialogs.delete(id);
      return;
    }
    if (this.dialogs.size >= MOST_DIALOGS && !this.dialogs.has(id)) return;
    const before = this.dialogs.get(id);
    this.dialogs.set(id, {
      state,
      direction: attributeOf(element, 'direction', 16).toLowerCase() || (before?.direction ?? ''),
      with: party ?? before?.with ?? null,
      reference: referenceOf(element, remote) ?? before?.reference ?? null,
    });
  }

  private person(): PersonState {
    const dialogs = [...this.dialogs.values()];
    const ringing = dialogs.find(rings);
    const busy = dialogs.find(({ state }) => state === 'confirmed') ?? dialogs[0];
    const shown = ringing ?? busy;
    return {
      state: ringing ? 'ringing' : busy ? 'busy' : 'idle',
      note: '',
      with: shown?.with ?? null,
      ringing: ringing?.reference ?? null,
    };
  }
}

/** Their phone rings. Where no direction is given, `early` is: who calls somebody else is said to be `trying` or busy. */
const rings = ({ state, direction }: WatchedDialog) =>
  direction === 'initiator' ? false : state === 'early' || (state === 'proceeding' && direction === 'recipient');

/**
 * For picking up: the INVITE goes to who calls them, and takes the place of the dialog between the two (RFC 3891). The
 * tags are as the document has them: `localTag` is the monitored phone's, `remoteTag` that of its caller, which becomes
 * the `to-tag` of Replaces.
 */
function referenceOf(element: Element, remote: Element | undefined): DialogReference | null {
  const callId = attributeOf(element, 'call-id');
  const localTag = attributeOf(element, 'local-tag');
  const remoteTag = attributeOf(element, 'remote-tag');
  const remoteUri = attributeOf(child(remote, 'target'), 'uri') || textOf(child(remote, 'identity'));
  if (![callId, localTag, remoteTag].every((part) => WORD.test(part)) || !partyFromText(remoteUri, '')) return null;
  return { callId, localTag, remoteTag, remoteUri, early: true };
}

/** A party from an address and a name that stand in a document; null where the address is none. */
function partyFromText(address: string, name: string): Party | null {
  const [found] = nameAddrs([address]);
  if (found === undefined || !/^(sips?|tel):/i.test(found.uri)) return null;
  // Asterisk calls a caller without a number so.
  const unknown = name === '' && userOf(found.uri) === 'invalid';
  return partyOf({ ...found, name, ...(unknown && { uri: 'sip:anonymous@anonymous.invalid' }) });
}

/** Nothing that would end the header which it is put into. */
const WORD = /^[^\s;,<>"\\?&]+$/;

const numberOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : 0);
