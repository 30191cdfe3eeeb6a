/** Reading session descriptions (RFC 8866) line by line. WebRTC writes them. */
import { IncompatibleError } from '../phone/ports';

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export interface MediaSection {
  /** `audio`, `video`, … */
  kind: string;
  /** 0: rejected or switched off (RFC 3264, section 6). */
  port: number;
  /** For example `UDP/TLS/RTP/SAVPF`. */
  protocol: string;
  /** Payload types in order of preference. */
  formats: string[];
  attributes: Attribute[];
}

interface Attribute {
  name: string;
  value: string;
}

export interface Session {
  attributes: Attribute[];
  media: MediaSection[];
}

export function parseSdp(text: string): Session {
  const session: Session = { attributes: [], media: [] };
  for (const line of text.split(/\r\n|\r|\n/)) {
    const value = line.slice(2).trim();
    if (line.startsWith('m=')) {
      const [kind = '', port = '', protocol = '', ...formats] = value.split(/\s+/);
      session.media.push({ kind, port: Number.parseInt(port, 10) || 0, protocol, formats, attributes: [] });
    } else if (line.startsWith('a=')) {
      const colon = value.indexOf(':');
      const attribute =
        colon < 0
          ? { name: value, value: '' }
          : { name: value.slice(0, colon).trim(), value: value.slice(colon + 1).trim() };
      (session.media.at(-1) ?? session).attributes.push(attribute);
    }
  }
  return session;
}

/** An attribute of the section, else of the session (RFC 8866, section 5.13). */
export function attributeOf(session: Session, section: MediaSection, name: string): string | null {
  const own = section.attributes.find((attribute) => attribute.name === name);
  return (own ?? session.attributes.find((attribute) => attribute.name === name))?.value ?? null;
}

const directions: readonly string[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] satisfies Direction[];
const isDirection = (name: string): name is Direction => directions.includes(name);

/** The section's direction, else the session's, else `sendrecv` (RFC 8866, section 6.7). Of several the last counts. */
export function directionOf(session: Session, section: MediaSection): Direction {
  const names = [...session.attributes, ...section.attributes].map((attribute) => attribute.name);
  return names.findLast(isDirection) ?? 'sendrecv';
}

/** What goes into our next offer. Held from both sides it is `inactive` (RFC 3264, section 8.4). */
export function offerDirection(hold: { local: boolean; remote: boolean }): Direction {
  if (!hold.local) return 'sendrecv';
  return hold.remote ? 'inactive' : 'sendonly';
}

/**
 * Whether they hold us after their description. Their offer says so by not wanting our sound. Their answer says so
 * only where we offered to listen: to `sendonly` and `inactive` nobody can answer that they send.
 */
export function remoteHoldAfter(before: boolean, theirs: Direction, ourOffer: Direction | null): boolean {
  if (ourOffer === 'sendonly' || ourOffer === 'inactive') return before;
  return theirs === 'sendonly' || theirs === 'inactive';
}

/** Payload types that have a meaning without `a=rtpmap` (RFC 3551, table 4). */
const staticNames: Readonly<Record<string, string>> = { '0': 'pcmu', '8': 'pcma', '9': 'g722' };

/** Lower-case codec names of a section, in its order. */
export function codecsOf(section: MediaSection): string[] {
  const names = new Map<string, string>();
  for (const { name, value } of section.attributes) {
    if (name !== 'rtpmap') continue;
    const [type = '', encoding = ''] = value.split(/\s+/);
    names.set(type, (encoding.split('/')[0] ?? '').toLowerCase());
  }
  return section.formats.map((type) => names.get(type) ?? staticNames[type] ?? '').filter((name) => name !== '');
}

/** The audio section that we can speak, with one of these codecs. Throws IncompatibleError that says what is missing. */
export function speakableAudio(session: Session, codecs: readonly string[]): MediaSection {
  const sections = session.media.filter((section) => section.kind === 'audio' && section.port !== 0);
  if (sections.length === 0) throw new IncompatibleError('No audio in their description');
  let problem = '';
  for (const section of sections) {
    const found = problemOf(session, section, codecs);
    if (found === null) return section;
    problem ||= found;
  }
  throw new IncompatibleError(problem);
}

function problemOf(session: Session, section: MediaSection, codecs: readonly string[]): string | null {
  const has = (name: string) => attributeOf(session, section, name) !== null;
  if (!has('fingerprint')) {
    return has('crypto')
      ? 'Their audio is encrypted with SDES keys; only DTLS-SRTP is accepted'
      : `Their audio is not encrypted (${section.protocol}); only DTLS-SRTP is accepted`;
  }
  // RFC 5764 section 8 and RFC 8842: SAVP(F), with or without the transport in front.
  if (!/^(?:(?:UDP|TCP)\/TLS\/)?RTP\/SAVPF?$/.test(section.protocol)) {
    return `Their audio is not encrypted (${section.protocol}); only DTLS-SRTP is accepted`;
  }
  if (!has('ice-ufrag') || !has('ice-pwd')) return 'Their description has no ICE credentials';
  if (!codecsOf(section).some((name) => codecs.includes(name))) return `No codec in common (${codecs.join(', ')})`;
  return null;
}

/** What makes the far end of the transport: with another one the sound needs a new handshake. */
export function transportIdentity(session: Session, section: MediaSection): string {
  return ['fingerprint', 'ice-ufrag', 'ice-pwd'].map((name) => attributeOf(session, section, name) ?? '').join(' ');
}

/**
 * Our first offer as the one who begins the DTLS handshake (`a=setup:active`, RFC 4145). With `actpass`, each far end that
 * a proxy brings the offer to begins one with us before we know of it, and two at once spoil each other for good:
 * README.md beside this file. Ours is still `actpass` for the browser, so that a far end which insists may be the client.
 */
export function asHandshakeClient(offer: string): string {
  return offer.replace(/^a=setup:actpass(?=\r?$)/gm, 'a=setup:active');
}

/**
 * Their offer with every section but one switched off, so that WebRTC refuses video, fax and second streams with port 0
 * (RFC 3264, section 6) instead of agreeing to keep silent on them.
 */
export function withOneSection(text: string, keep: number): string {
  const session = parseSdp(text);
  const refused = session.media.filter((_, index) => index !== keep);
  if (refused.length === 0) return text;
  const mids = refused.flatMap(({ attributes }) => attributes.filter(({ name }) => name === 'mid'));
  const gone = new Set(mids.map(({ value }) => value));
  let index = -1;
  const lines = text.split(/\r\n|\r|\n/).map((line) => {
    if (line.startsWith('m=')) {
      index += 1;
      return index === keep ? line : line.replace(/^(m=\S+)\s+\S+/, '$1 0');
    }
    if (!line.startsWith('a=group:')) return line;
    return line
      .split(/\s+/)
      .filter((word) => !gone.has(word))
      .join(' ');
  });
  return lines.join('\r\n');
}
