/** What is told about a user, as the documents that phones read. */
import type { BookedDialog } from './dialog-book';
import type { Mailbox } from './mailboxes';

/** RFC 4235. */
export function dialogInfo(entity: string, version: number, dialogs: readonly BookedDialog[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="full" entity="${escape(entity)}">`,
    ...dialogs.map(dialogElement),
    '</dialog-info>',
    '',
  ].join('\n');
}

function dialogElement({ id, callId, localTag, remoteTag, direction, state, remote }: BookedDialog): string {
  const tags = `local-tag="${escape(localTag)}"${remoteTag ? ` remote-tag="${escape(remoteTag)}"` : ''}`;
  const display = remote.name ? ` display="${escape(remote.name)}"` : '';
  return [
    `<dialog id="${escape(id)}" call-id="${escape(callId)}" ${tags} direction="${direction}">`,
    `<state>${state}</state>`,
    `<remote><identity${display}>${escape(remote.uri)}</identity><target uri="${escape(remote.target)}"/></remote>`,
    '</dialog>',
  ].join('');
}

/** What a user wants to be known of them, beside what their phones do. */
export interface Presence {
  activity: 'away' | 'busy' | null;
  note: string;
}

/** RFC 3863 with the activities of RFC 4480. */
export function presenceDocument(
  entity: string,
  { registered, onThePhone, wish }: { registered: boolean; onThePhone: boolean; wish: Presence },
): string {
  const activities = [...(onThePhone ? ['on-the-phone'] : []), ...(wish.activity ? [wish.activity] : [])];
  const person = [
    '<dm:person id="person">',
    `<rpid:activities>${activities.map((name) => `<rpid:${name}/>`).join('')}</rpid:activities>`,
    ...(wish.note ? [`<dm:note>${escape(wish.note)}</dm:note>`] : []),
    '</dm:person>',
  ].join('');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model"',
    ` xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid" entity="${escape(entity.replace(/^sip:/, 'pres:'))}">`,
    `<tuple id="phone"><status><basic>${registered ? 'open' : 'closed'}</basic></status></tuple>`,
    ...(activities.length > 0 || wish.note ? [person] : []),
    '</presence>',
    '',
  ].join('\n');
}

/** RFC 3842. */
export function messageSummary({ newMessages, oldMessages, urgent }: Mailbox, account: string): string {
  return [
    `Messages-Waiting: ${newMessages > 0 ? 'yes' : 'no'}`,
    `Message-Account: ${account}`,
    `Voice-Message: ${newMessages}/${oldMessages} (${urgent}/0)`,
    '',
  ].join('\r\n');
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
