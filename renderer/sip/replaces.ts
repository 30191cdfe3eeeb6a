import type { SessionDialog } from 'sip.js/lib/core/dialogs/session-dialog.js';
import type { DialogReference } from '../phone/ports';

/**
 * The Replaces header (RFC 3891, section 6.1). `to-tag` is the tag of whoever receives the INVITE with it, which is
 * `remoteTag` of a DialogReference; `from-tag` is that of the other end, `localTag`.
 */
export function replacesHeader({ callId, remoteTag, localTag, early }: DialogReference): string {
  return `${callId};to-tag=${remoteTag};from-tag=${localTag}${early ? ';early-only' : ''}`;
}

/** `remoteUri` is what the caller of this knows. Undefined: it is none. */
export function parseReplaces(value: string, remoteUri = ''): DialogReference | undefined {
  const [callId = '', ...parts] = value.split(';').map((part) => part.trim());
  const params = new Map(parts.map((part) => split(part, '=')));
  const remoteTag = params.get('to-tag') ?? '';
  const localTag = params.get('from-tag') ?? '';
  if (!CALL_ID.test(callId) || !TOKEN.test(remoteTag) || !TOKEN.test(localTag)) return undefined;
  return { callId, remoteTag, localTag, remoteUri, early: params.has('early-only') };
}

/** The dialog of a call as another party may take our place in it. */
export function referenceTo(dialog: SessionDialog): DialogReference {
  const { callId, localTag, remoteTag, remoteTarget } = dialog;
  return { callId, localTag, remoteTag, remoteUri: remoteTarget.toString(), early: false };
}

/** A Refer-To with Replaces in its URI, every sign of it escaped (RFC 5589, section 7.1). */
export function referToWithReplaces(reference: DialogReference): string {
  const [uri = ''] = reference.remoteUri.split('?');
  return `<${uri}?Replaces=${encodeURIComponent(replacesHeader(reference))}>`;
}

/** The target of a Refer-To, and what its URI says of Replaces; undefined where it asks for something else than a call. */
export function readReferTo(uri: string): { target: string; replaces: DialogReference | null } | undefined {
  const [target = '', headers = ''] = split(uri);
  const asked = /;method=([^;?]*)/i.exec(target)?.[1];
  if (!/^(?:sips?|tel):[^\s<>]+$/i.test(target) || (asked !== undefined && !/^invite$/i.test(asked))) return undefined;
  const plain = target.replace(/;method=[^;?]*/i, '');
  for (const header of headers.split('&')) {
    const [name = '', value = ''] = split(header, '=');
    if (!/^replaces$/i.test(name)) continue;
    const replaces = parseReplaces(decoded(value), plain);
    return replaces === undefined ? undefined : { target: plain, replaces };
  }
  return { target: plain, replaces: null };
}

const CALL_ID = /^[^\s;,<>"]{1,256}$/;
const TOKEN = /^[A-Za-z0-9.!%*_+`'~-]{1,256}$/;

function split(text: string, separator = '?'): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
