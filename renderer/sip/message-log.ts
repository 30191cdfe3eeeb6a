/** A message as it may stand in a log: no credentials, no digits, no text of a person, and not endless. */
export function forLog(message: string): string {
  const split = message.indexOf('\r\n\r\n');
  const head = split < 0 ? message : message.slice(0, split);
  const body = split < 0 ? '' : message.slice(split + 4);
  const masked = head.replace(/^((?:proxy-)?authorization|authentication-info)[ \t]*:.*(?:\r\n[ \t].*)*/gim, '$1: ***');
  const sdp = /^(?:content-type|c)[ \t]*:[ \t]*application\/sdp/im.test(head);
  const shown = sdp
    ? body.replace(/^a=(ice-pwd|crypto):.*$/gm, 'a=$1:***')
    : body === ''
      ? ''
      : `(${body.length} characters)`;
  const text = `${masked}\n\n${shown}`.replaceAll('\r', '').trimEnd();
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${message.length} characters)` : text;
}

const LONGEST = 4000;
