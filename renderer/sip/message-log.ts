/** A message as it may stand in a log: no credentials, no digits, no text of a person, and not endless. */
export function forLog(message: string): string {
  const text = masked(message);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${message.length} characters)` : text;
}

const LONGEST = 4000;

/** The same for the trace, where a message stands whole; and no password in an address either. */
export function forTrace(message: string): string {
  return masked(message).replace(/(\bsips?:[^:@\s<>;]+):[^@\s<>;]+@/gi, '$1:***@');
}

/** Its Call-ID; empty without. */
export function callIdOf(message: string): string {
  return /^(?:call-id|i)[ \t]*:[ \t]*(\S+)/im.exec(headOf(message))?.[1] ?? '';
}

function masked(message: string): string {
  const head = headOf(message);
  const body = message.slice(head.length).replace(/^\r\n\r\n/, '');
  const shownHead = head.replace(
    /^((?:proxy-)?authorization|authentication-info)[ \t]*:.*(?:\r\n[ \t].*)*/gim,
    '$1: ***',
  );
  const sdp = /^(?:content-type|c)[ \t]*:[ \t]*application\/sdp/im.test(head);
  const shown = sdp
    ? body.replace(/^a=(ice-pwd|crypto):.*$/gm, 'a=$1:***')
    : body === ''
      ? ''
      : `(${body.length} characters)`;
  return `${shownHead}\n\n${shown}`.replaceAll('\r', '').trimEnd();
}

function headOf(message: string): string {
  const split = message.indexOf('\r\n\r\n');
  return split < 0 ? message : message.slice(0, split);
}
