/** The documents of an operator (docs/portal-api.yaml), understood. Broken ones give the JSON path and the reason. */
import { accountDefaults, type Account, type IceServer } from '../phone/account';
import { harmlessText } from '../phone/identity';
import type { Api } from './api';
import { readBrandCss } from './brand-css';
import { readFlags } from './flags';
import { neutralIcon, type Icons } from './icons';
import { menuIcons, readMenu } from './menu';
import type { Brand, Provisioned } from './model';
import { readAs, withoutNulls, type Read } from './read';
import { Branding, Prov, type ProvDocument } from './schemas';

/** The account that every operator's document makes. */
export const operatorAccountId = 'operator';

export function readBranding(input: unknown): Read<Brand> {
  const read = readAs(Branding, withoutNulls(input));
  return read.ok ? { ok: true, value: brandOf(read.value, [], []) } : read;
}

/** Names of the icons that the document needs; of a broken one, none. */
export function iconsOf(document: Api['Prov']): string[] {
  return [...menuIcons(document.menu), ...(document.hotlines ?? []).flatMap(({ icon }) => icon ?? [])];
}

export function readProv(input: unknown): Read<ProvDocument> {
  return readAs(Prov, withoutNulls(input));
}

/** A document as `readProv` gives it, with the paths of its icons. */
export function provisionedOf(document: ProvDocument, icons: Icons): Provisioned {
  const remarks: string[] = [];
  const { sipUser } = document;
  const brand = brandOf(document, sipUser.flags ?? [], remarks);
  const menu = readMenu(document.menu, icons);
  remarks.push(...menu.remarks);
  const account: Account = {
    ...accountDefaults,
    id: operatorAccountId,
    servers: serversOf(document, remarks),
    user: sipUser.username,
    authUser: '',
    domain: sipUser.realm,
    displayName: harmlessText(sipUser.displayName ?? ''),
    expires: 600,
    iceServers: iceServersOf(document.iceServers ?? [], remarks),
    practice: false,
    callerId: harmlessText(sipUser.cli ?? '', 64),
    autoAnswer: brand.flags.has('AUTO_ANSWER') ? 'all' : 'inherit',
    operator: true,
  };
  return {
    brand,
    menu: menu.items,
    currency: document.currency?.toUpperCase() ?? '',
    balance: document.balance ?? null,
    paymentMethods: Object.entries(document.paymentMethods ?? {}).map(([id, method]) => ({
      id,
      label: harmlessText(method.label, 40) || id,
      currencies: [...new Set(method.currencies.map((currency) => currency.toUpperCase()))],
      minimum: method.min_payment,
    })),
    codec: {
      delete: patternsOf(document.codec?.delete ?? [], '$.codec.delete', remarks),
      priority: patternsOf(document.codec?.priority ?? [], '$.codec.priority', remarks),
    },
    hotlines: hotlinesOf(document.hotlines ?? [], icons, remarks),
    screenPop: screenPopOf(document.screenPop ?? '', remarks),
    updateChannel: document.update?.channel ?? 'stable',
    account,
    password: sipUser.password,
    remarks,
  };
}

function brandOf(document: Api['Branding'] | Api['Prov'], more: readonly string[], remarks: string[]): Brand {
  const css = readBrandCss(document.css ?? '');
  remarks.push(...css.remarks);
  return {
    name: harmlessText(document.brandName),
    uuid: harmlessText(document.uuid ?? '', 64),
    tokens: css.tokens,
    flags: readFlags(document.flags, more),
    registerSuccessHtml: document.registerSuccessHtml ?? '',
    supportUrl: httpsOf(typeof document['supportUrl'] === 'string' ? document['supportUrl'] : ''),
  };
}

function httpsOf(address: string): string {
  return URL.canParse(address) && new URL(address).protocol === 'https:' ? new URL(address).href : '';
}

const mostServers = 8;

function serversOf({ wsServers = [], sipUser }: ProvDocument, remarks: string[]): string[] {
  const servers = [...new Set(wsServers.length > 0 ? wsServers : [sipUser.wsServer])];
  if (servers.length > mostServers) remarks.push(`$.wsServers: only the first ${String(mostServers)} are used`);
  return servers.slice(0, mostServers);
}

const mostIceServers = 16;

/** Those that a browser takes: one that it does not would cost every call its sound. */
function iceServersOf(given: readonly Api['IceServer'][], remarks: string[]): IceServer[] {
  const servers = given.flatMap((server, index): IceServer[] => {
    const { urls, username, credential } = server;
    const all = [urls].flat();
    const wrong = !all.every((url) => /^(?:stuns?|turns?):[^\s/?]+(?:\?transport=(?:udp|tcp))?$/i.test(url));
    const open = all.some((url) => /^turn/i.test(url)) && !(username && credential);
    if (all.length > 0 && !wrong && !open) {
      return [{ urls, ...(username ? { username } : {}), ...(credential ? { credential } : {}) }];
    }
    remarks.push(
      `$.iceServers[${String(index)}]: ${open && !wrong ? 'TURN needs a user and a credential' : 'no address of a STUN or TURN server'}`,
    );
    return [];
  });
  return servers.slice(0, mostIceServers);
}

function patternsOf(given: readonly string[], path: string, remarks: string[]): string[] {
  return given.filter((pattern, index) => {
    try {
      new RegExp(pattern, 'i');
      return true;
    } catch {
      remarks.push(`${path}[${String(index)}]: is no regular expression`);
      return false;
    }
  });
}

function hotlinesOf(given: readonly Api['Hotline'][], icons: Icons, remarks: string[]): Provisioned['hotlines'] {
  return given.slice(0, 20).flatMap(({ label, number, icon = '' }, index) => {
    const shown = harmlessText(number, 64);
    if (shown === '') {
      remarks.push(`$.hotlines[${String(index)}]: has no number`);
      return [];
    }
    const path = Object.hasOwn(icons, icon) ? icons[icon] : undefined;
    return [{ label: harmlessText(label, 40) || shown, number: shown, icon: path ?? neutralIcon }];
  });
}

function screenPopOf(template: string, remarks: string[]): string {
  if (template === '') return '';
  if (/^https:\/\/[^{}\s/]+(?:\/|$|\?)/i.test(template)) return template;
  remarks.push('$.screenPop: must be an https address whose host has no placeholder');
  return '';
}
