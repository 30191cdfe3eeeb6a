/** What was typed into the sign-in form, made into an account or into sentences. */
import { t } from '../locales/messages';
import { accountDefaults, type Account, type IceServer } from '../phone/account';

export type SignInField = 'server' | 'user' | 'password' | 'domain' | 'expires' | 'iceServers';
export type FieldErrors = Partial<Record<SignInField, string>>;

export interface SignInValues {
  server: string;
  user: string;
  password: string;
  displayName: string;
  domain: string;
  authUser: string;
  expires: string;
  /** One server a line: `turn:host:port user password`. */
  iceServers: string;
}

/** `from`: the account that is corrected, whose options stay as they are; or the id of a new one. */
export function checkSignIn(
  values: SignInValues,
  from: Account | string,
): { account: Account | null; errors: FieldErrors } {
  const errors: FieldErrors = {};
  const server = serverAddress(values.server);
  if (!values.server.trim()) errors.server = t('signin.error.server-empty');
  else if (!server) errors.server = t('signin.error.server-bad');

  const [user = '', userDomain = ''] = values.user
    .trim()
    .replace(/^sips?:/iu, '')
    .split('@');
  if (!user) errors.user = t('signin.error.user-empty');
  else if (/[\s<>"]/u.test(user)) errors.user = t('signin.error.user-bad');
  if (!values.password) errors.password = t('signin.error.password-empty');

  const domain = values.domain.trim() || userDomain || (server ? new URL(server).hostname : '');
  if (domain && !/^(?:[\p{L}\p{N}]([\p{L}\p{N}._-]*)|\[[0-9a-f:.]+\])$/iu.test(domain))
    errors.domain = t('signin.error.domain-bad');

  const expires = Number(values.expires);
  if (!Number.isInteger(expires) || expires < 10 || expires > 86_400) errors.expires = t('signin.error.expires-bad');

  const iceServers = readIceServers(values.iceServers);
  if (!iceServers) errors.iceServers = t('signin.error.ice-bad');

  if (Object.keys(errors).length > 0 || !server || !iceServers) return { account: null, errors };
  return {
    account: {
      ...(typeof from === 'string' ? { ...accountDefaults, id: from } : from),
      servers: [server, ...(typeof from === 'string' ? [] : from.servers.slice(1).filter((other) => other !== server))],
      user,
      authUser: values.authUser.trim(),
      domain,
      displayName: values.displayName.trim().slice(0, 256),
      expires,
      iceServers,
      practice: false,
    },
    errors,
  };
}

/** A WebSocket address; a bare host gets `wss://`. Null: not an address. */
export function serverAddress(input: string): string | null {
  const text = input.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//iu.test(text) ? text.replace(/^http(s?):/iu, 'ws$1:') : `wss://${text}`;
  if (!URL.canParse(withScheme) || /\s/u.test(text)) return null;
  const url = new URL(withScheme);
  if (!['ws:', 'wss:'].includes(url.protocol) || !url.hostname || url.username || url.password) return null;
  const address = url.href;
  return url.pathname === '/' && !url.search && !text.endsWith('/') ? address.replace(/\/$/u, '') : address;
}

/** Without encryption, everybody on the way can read along; the form says so. */
export function isUnencrypted(input: string): boolean {
  const address = serverAddress(input);
  if (!address?.startsWith('ws:')) return false;
  return !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(new URL(address).hostname);
}

function readIceServers(text: string): IceServer[] | null {
  const servers: IceServer[] = [];
  for (const line of text.split(/[\n;]/u)) {
    const [urls = '', username, credential, ...rest] = line.trim().split(/\s+/u);
    if (!urls) continue;
    if (!/^(?:stuns?|turns?):[^\s/]+$/iu.test(urls) || rest.length > 0) return null;
    if (/^turn/iu.test(urls) && !(username && credential)) return null;
    servers.push({ urls, ...(username ? { username } : {}), ...(credential ? { credential } : {}) });
  }
  return servers.length <= 16 ? servers : null;
}
