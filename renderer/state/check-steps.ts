/** The steps of *Check my connection*: each asks one thing and says in words what came of it. */
import type { CertificateFacts } from '../../preload/contract';
import type { Host } from '../host/host';
import { t } from '../locales/diagnosis';
import { locale } from '../locales/messages';
import type { Account } from '../phone/account';
import type { Probes, ServerProbe } from '../operator/probes';

export const checkSteps = [
  'web-name',
  'web-certificate',
  'branding',
  'switch-name',
  'switch-certificate',
  'web-socket',
  'options',
  'ice-host',
  'ice-reflexive',
  'ice-relay',
  'echo',
] as const;
export type CheckStep = (typeof checkSteps)[number];

/** `fact`: what was found. `help`: what to do about it; empty when nothing is. */
export interface CheckResult {
  readonly state: 'passed' | 'warned' | 'failed' | 'skipped';
  /** null: time says nothing here. */
  readonly ms: number | null;
  readonly fact: string;
  readonly help: string;
}

/** What is looked at; fixed when a check begins. */
export interface CheckTarget {
  /** Of Domain A; empty: no operator. */
  readonly origin: string;
  /** The phone system; null: known after sign-in. */
  readonly account: Pick<Account, 'servers' | 'domain' | 'iceServers'> | null;
}

export interface CheckNeeds {
  /** null: a page is not told. */
  readonly check: Host['check'];
  readonly probes: Probes;
  /** Asks the operator's web server for its brand; rejects with a sentence. */
  readonly branding: () => Promise<string>;
}

export const passed = (fact: string, ms: number | null = null): CheckResult => ({
  state: 'passed',
  ms,
  fact,
  help: '',
});
export const skipped = (fact: string): CheckResult => ({ state: 'skipped', ms: null, fact, help: '' });
export const failed = (fact: string, help: string, ms: number | null = null): CheckResult => ({
  state: 'failed',
  ms,
  fact,
  help,
});
export const warned = (fact: string, help: string, ms: number | null = null): CheckResult => ({
  ...failed(fact, help, ms),
  state: 'warned',
});

const DAY = 24 * 3600 * 1000;
/** So many days before its end a certificate is worth a word. */
const SOON_DAYS = 14;

const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });

const addressOf = (server: string): URL | null => (URL.canParse(server) ? new URL(server) : null);
const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, '');
const isNumeric = (host: string): boolean => /^[\d.]+$|:/.test(withoutBrackets(host));

export async function checkName(check: Host['check'], server: string): Promise<CheckResult> {
  const url = addressOf(server);
  if (url === null || isNumeric(url.hostname))
    return skipped(t('check.name.numeric', { name: url?.hostname ?? server }));
  if (check === null) return skipped(t('check.certificate.untold'));
  const resolved = await check.resolve(url.hostname);
  if (!resolved.ok)
    return failed(
      t('check.name.missing', { name: url.hostname, code: resolved.code }),
      t('check.name.missing.help'),
      resolved.ms,
    );
  const addresses = resolved.addresses.slice(0, 3).join(', ');
  return passed(t('check.name.found', { name: url.hostname, addresses }), resolved.ms);
}

export async function checkCertificate(check: Host['check'], server: string, now: number): Promise<CheckResult> {
  const url = addressOf(server);
  if (url === null) return skipped(t('check.depends'));
  if (url.protocol === 'ws:' || url.protocol === 'http:') return skipped(t('check.certificate.plain'));
  if (check === null) return skipped(t('check.certificate.untold'));
  const facts = await check.certificate(withoutBrackets(url.hostname), Number(url.port || '443'));
  return certificateResult(facts, now);
}

function certificateResult(facts: CertificateFacts, now: number): CheckResult {
  if (facts.ok) {
    const days = Math.floor((facts.validTo - now) / DAY);
    return days < SOON_DAYS
      ? warned(
          t('check.certificate.soon', { date: date.format(facts.validTo), days }),
          t('check.certificate.soon.help'),
          facts.ms,
        )
      : passed(t('check.certificate.good', { date: date.format(facts.validTo), issuer: facts.issuer }), facts.ms);
  }
  const { problem, detail, validTo, ms } = facts;
  switch (problem) {
    case 'expired':
      return failed(
        validTo === null
          ? t('check.certificate.expired-unknown')
          : t('check.certificate.expired', { date: date.format(validTo) }),
        t('check.certificate.expired.help'),
        ms,
      );
    case 'wrong-name':
      return failed(t('check.certificate.wrong-name', { detail }), t('check.certificate.wrong-name.help'), ms);
    case 'unknown-issuer':
      return failed(t('check.certificate.unknown-issuer'), t('check.certificate.unknown-issuer.help'), ms);
    case 'no-such-name':
    case 'unreachable':
      return failed(t('check.certificate.unreachable'), t('check.certificate.unreachable.help'), ms);
    case 'other':
      return failed(t('check.certificate.other', { detail }), t('check.certificate.unknown-issuer.help'), ms);
  }
}

export async function checkBranding(needs: CheckNeeds): Promise<CheckResult> {
  const began = performance.now();
  const since = () => Math.round(performance.now() - began);
  try {
    const brand = await needs.branding();
    return passed(t('check.branding.good', { brand }), since());
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error), t('check.branding.help'), since());
  }
}

/** Two steps of one probe. `names`: what an antivirus program has to let through. */
export function socketResults(
  probe: ServerProbe,
  server: string,
  names: string,
): Record<'web-socket' | 'options', CheckResult> {
  const url = addressOf(server);
  const port = url?.port || (url?.protocol === 'ws:' ? '80' : '443');
  if (probe.openedMs === null) {
    return {
      'web-socket': failed(t('check.socket.failed'), t('check.socket.failed.help', { names, port })),
      options: skipped(t('check.depends')),
    };
  }
  const opened = probe.speaksSip
    ? passed(t('check.socket.good', { server: url?.host ?? server }), probe.openedMs)
    : failed(t('check.socket.no-sip'), t('check.socket.no-sip.help'), probe.openedMs);
  if (probe.answer === null)
    return { 'web-socket': opened, options: failed(t('check.options.none'), t('check.options.none.help')) };
  const { ms, status, server: name } = probe.answer;
  // Any answer will do: many systems want a sign-in even for this.
  const fact = name
    ? t('check.options.good', { server: name, status: String(status) })
    : t('check.options.good-unnamed', { status: String(status) });
  return { 'web-socket': opened, options: passed(fact, ms) };
}

export async function checkIce(
  probes: Probes,
  servers: Account['iceServers'],
  signal: AbortSignal,
): Promise<Record<'ice-host' | 'ice-reflexive' | 'ice-relay', CheckResult>> {
  const { hostMs, reflexiveMs, relayMs, errors } = await probes.ice(servers, signal);
  const urls = servers.flatMap((server) => server.urls);
  const hasStun = urls.some((url) => /^(stuns?|turns?):/i.test(url));
  const hasTurn = urls.some((url) => /^turns?:/i.test(url));
  const unset = skipped(t('check.ice.none-set'));
  return {
    'ice-host':
      hostMs === null
        ? failed(t('check.ice.host.none'), t('check.ice.host.none.help'))
        : passed(t('check.ice.host'), hostMs),
    'ice-reflexive': !hasStun
      ? unset
      : reflexiveMs === null
        ? warned(t('check.ice.reflexive.none'), t('check.ice.reflexive.none.help'))
        : passed(t('check.ice.reflexive'), reflexiveMs),
    'ice-relay': !hasTurn
      ? unset
      : relayMs === null
        ? warned(t('check.ice.relay.none'), t('check.ice.relay.none.help', { errors: errors.slice(0, 3).join('; ') }))
        : passed(t('check.ice.relay'), relayMs),
  };
}
