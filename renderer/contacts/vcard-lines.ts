/** The lines of a card, brought into the form of vCard 3 and 4 before ical.js reads them: what is not wanted is left out. */

const wanted = new Set([
  'VERSION',
  'FN',
  'N',
  'NICKNAME',
  'ORG',
  'TEL',
  'EMAIL',
  'NOTE',
  'CATEGORIES',
  'ROLE',
  'PHOTO',
  'X-ABLABEL',
  'X-SIDETONE-FAVOURITE',
]);
const longestLine = 16 * 1024;
/** Of all lines of a card together, without its picture. */
const longestText = 128 * 1024;
const name = /^(?:[\w-]+\.)?([\w-]+)(?=[;:])/u;

/** Unfolded (RFC 6350, section 3.2), without those that matter to nobody here, nor more than a person has. */
export function linesOfCard(text: string): string[] {
  const lines: string[] = [];
  const unfolded = text.replace(/\n[ \t]/g, '').split('\n');
  let left = longestText;
  let photos = 0;
  for (let index = 0; index < unfolded.length && left > 0; index++) {
    let line = unfolded[index] ?? '';
    const property = name.exec(line)?.[1]?.toUpperCase();
    // Version 2.1 breaks quoted-printable lines with `=`.
    if (isQuotedPrintable(line)) {
      while (line.endsWith('=') && line.length < longestLine && index + 1 < unfolded.length) {
        index += 1;
        line = line.slice(0, -1) + (unfolded[index] ?? '');
      }
    }
    if (property === undefined || !wanted.has(property)) continue;
    if (property === 'PHOTO') {
      photos += 1;
      if (photos > 1) continue;
    } else {
      if (line.length > longestLine) line = line.slice(0, longestLine).replace(/\\+$/u, '');
      left -= line.length;
    }
    lines.push(line);
  }
  return lines;
}

const isQuotedPrintable = (line: string): boolean => /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]/iu.test(line);

/** A line of version 2.1 as one of version 3. */
export function modernLine(line: string): string {
  const colon = line.indexOf(':');
  if (colon < 0) return line;
  const [property = '', ...parameters] = line.slice(0, colon).split(';');
  let value = line.slice(colon + 1);
  const kept: string[] = [];
  let charset = 'utf-8';
  for (const parameter of parameters) {
    const [key = '', ...rest] = parameter.split('=');
    const upper = key.toUpperCase();
    const told = rest.join('=');
    if (upper === 'CHARSET') charset = told;
    else if (upper === 'QUOTED-PRINTABLE' || (upper === 'ENCODING' && told.toUpperCase() === 'QUOTED-PRINTABLE'))
      continue;
    else if (upper === 'ENCODING') kept.push('ENCODING=b');
    else kept.push(rest.length > 0 ? parameter : `TYPE=${key}`);
  }
  if (isQuotedPrintable(line)) value = unquoted(value, charset).replace(/\r?\n/gu, '\\n');
  return `${[property, ...kept].join(';')}:${value}`;
}

function unquoted(value: string, charset: string): string {
  const bytes: number[] = [];
  for (let index = 0; index < value.length; index++) {
    const hex = value[index] === '=' ? /^[\da-f]{2}/iu.exec(value.slice(index + 1, index + 3))?.[0] : undefined;
    if (hex === undefined) bytes.push(...new TextEncoder().encode(value[index]));
    else {
      bytes.push(Number.parseInt(hex, 16));
      index += 2;
    }
  }
  let decoder;
  try {
    decoder = new TextDecoder(charset);
  } catch {
    decoder = new TextDecoder();
  }
  return decoder.decode(new Uint8Array(bytes));
}
