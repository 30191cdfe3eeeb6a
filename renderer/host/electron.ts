/** The host inside Electron: the names of `Host` over the bridge of the preload script. */
import type { Bridge, Outcome, RequestArgs, RequestName, RequestResult } from '../../preload/contract';
import { PAGE_HEADER, PORTAL_ROOT } from '../../preload/portal-way';
import type { Host } from './host';

declare global {
  interface Window {
    /** The bridge of `preload/index.ts`; only there inside Electron. */
    readonly host?: Bridge;
  }
}

type ErrorCode = Extract<Outcome<never>, { ok: false }>['error']['code'];

/** A request that main refused or could not fulfil. `message` is a sentence for the user where `code` is `failed`. */
export class HostError extends Error {
  override name = 'HostError';
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** The host over this bridge. Requests reject with HostError. */
export function createElectronHost(bridge: Bridge): Host {
  async function ask<N extends RequestName>(name: N, ...args: RequestArgs<N>): Promise<RequestResult<N>> {
    const outcome = await bridge.invoke(name, ...args);
    if (outcome.ok) return outcome.value;
    throw new HostError(outcome.error.code, outcome.error.message);
  }
  /** For requests that nobody waits for: a failure is main's to log, it has seen it. */
  function tell<N extends RequestName>(name: N, ...args: RequestArgs<N>): void {
    void bridge.invoke(name, ...args).catch(() => {});
  }

  return {
    account: {
      load: () => ask('account.load'),
      save: (account, password) => ask('account.save', account, password),
      forget: (id) => ask('account.forget', id),
      order: (ids) => ask('account.order', ids),
    },
    recovery: { take: () => ask('recovery.take'), alive: () => tell('phone.alive') },
    keyring: { onUnlocked: (listener) => bridge.on('account.unlocked', listener) },
    settings: {
      load: () => ask('settings.load'),
      save: (changes) => ask('settings.save', changes),
      onChanged: (listener) => bridge.on('settings.changed', listener),
      startWithSystem: true,
      zoom: true,
      card: true,
    },
    practice: { start: () => ask('practice.start') },
    phone: {
      report: (snapshot) => tell('phone.report', snapshot),
      onAnswer: (listener) => bridge.on('phone.answer', listener),
      onDecline: (listener) => bridge.on('phone.decline', listener),
      onHangUp: (listener) => bridge.on('phone.hangUp', listener),
      onSetMuted: (listener) => bridge.on('phone.setMuted', listener),
      onSetDoNotDisturb: (listener) => bridge.on('phone.setDoNotDisturb', listener),
      onClose: (listener) =>
        bridge.on('phone.close', () => {
          // Also after a failure: main would wait its 3 s for nothing.
          void listener().then(
            () => tell('phone.closed'),
            () => tell('phone.closed'),
          );
        }),
      onMissedOpened: (listener) => bridge.on('phone.missedOpened', listener),
      onChooseDevice: (listener) => bridge.on('phone.chooseDevice', listener),
    },
    dial: {
      take: () => ask('dial.take'),
      onWanted: (listener) => bridge.on('dial.wanted', listener),
      handler: () => ask('dial.handler'),
      becomeHandler: () => ask('dial.becomeHandler'),
    },
    shortcuts: {
      status: () => ask('shortcuts.status'),
      onChanged: (listener) => bridge.on('shortcuts.changed', listener),
      pause: (on) => ask('shortcuts.pause', on),
    },
    updates: {
      status: () => ask('updates.status'),
      onChanged: (listener) => bridge.on('updates.changed', listener),
      onOpened: (listener) => bridge.on('updates.opened', listener),
      check: () => ask('updates.check'),
      download: () => ask('updates.download'),
      cancel: () => ask('updates.cancel'),
      install: () => ask('updates.install'),
    },
    support: { make: (check) => ask('support.make', check.slice(0, 50_000)), save: () => ask('support.save') },
    power: {
      onWoke: (listener) => bridge.on('power.woke', listener),
      onNetworkChanged: (listener) => bridge.on('network.changed', listener),
    },
    links: {
      serverProblem: (server) => ask('links.serverProblem', server),
      open: (url) => ask('links.open', url),
      paymentReturn: 'sidetone://payment',
      onPayment: (listener) => bridge.on('links.payment', listener),
      onWanted: (listener) => bridge.on('links.wanted', listener),
    },
    operator: {
      load: () => ask('operator.load'),
      choose: (domain) => ask('operator.choose', domain),
      keep: (known) => ask('operator.keep', known),
      forget: () => ask('operator.forget'),
      onInvited: (listener) => bridge.on('operator.invited', listener),
      fetch: (path, init) => fetch(`${PORTAL_ROOT}${path}`, { ...init, headers: headersFor(init) }),
    },
    // Another host is another process: what hangs or crashes there is not the phone.
    pageFrame: 'app://page/page-frame.html',
    check: {
      resolve: (name) => ask('check.resolve', name),
      certificate: (host, port) => ask('check.certificate', host, port),
    },
    headsets:
      'hid' in navigator
        ? {
            offers: {
              onOffered: (listener) => bridge.on('headsets.offered', listener),
              take: (id) => tell('headsets.take', id),
            },
          }
        : null,
    window: {
      show: () => tell('window.show'),
      tray: {
        missing: () => ask('tray.missing'),
        onMissing: (listener) => bridge.on('tray.missing', listener),
        told: () => tell('tray.missingTold'),
      },
    },
    log: {
      // A line that is too long is cut here; the contract would refuse it whole.
      write: (level, area, message) =>
        tell('log.write', { level, area: area.slice(0, 64), message: message.slice(0, 8192) }),
    },
  };
}

function headersFor(init?: RequestInit): Headers {
  const headers = new Headers(init?.headers);
  headers.set(PAGE_HEADER, 'phone');
  return headers;
}
