import { t } from '../locales/messages';
import type { Line } from '../phone/phone-api';
import type { App } from './app';
import { causeSentence, failedServer } from './line-words';
import { isLow, money } from './money';
import { lineName } from './names';
import { shortMoment, span } from './time';
import { updateNotice } from './updates-notice';

/** A banner: what happened, why, and what can be done about it. */
export interface Notice {
  tone: 'end' | 'warn' | 'info';
  title: string;
  text: string;
  actions: { label: string; run: () => void }[];
}

/** What the user has seen and put away, for as long as the program runs. */
const seen = $state({ memory: false, store: '', balance: '' });

/** The gravest thing that the user has to know; null: all is well. */
export function notice(app: App): Notice | null {
  return (
    lostCallNotice(app) ??
    lineNotice(app) ??
    accountNotice(app) ??
    operatorNotice(app) ??
    microphoneNotice(app) ??
    balanceNotice(app) ??
    storeNotice(app) ??
    settingsNotice(app) ??
    passwordNotice(app) ??
    trayNotice(app) ??
    updateNotice(app)
  );
}

/** A fault of the program cut off calls: first of all, because somebody waits. */
function lostCallNotice({ lostCalls, now }: App): Notice | null {
  const [lost] = lostCalls.all;
  if (!lost) return null;
  const name = lost.name || lost.number || t('party.unknown');
  return {
    tone: 'end',
    title: t('notice.lost-call.title', { name }),
    text: t('notice.lost-call.text', { name, time: shortMoment(lost.at, now.ms) }),
    actions: [
      ...(lost.callBack
        ? [
            {
              label: t('call.back-to-them'),
              run: (): void => {
                lostCalls.callBack(lost);
              },
            },
          ]
        : []),
      {
        label: t('action.understood'),
        run: (): void => {
          lostCalls.dismiss(lost);
        },
      },
    ],
  };
}

/** Of several lines, the one that is worst off; a refused one needs the user, the others come back by themselves. */
function troubledLine(lines: readonly Line[]): Line | null {
  const order = ['refused', 'off', 'offline', 'waiting'] as const;
  for (const kind of order) {
    const line = lines.find(({ state }) => state.kind === kind);
    if (line) return line;
  }
  return null;
}

function lineNotice({ phone, router, now }: App): Notice | null {
  const { lines } = phone.state;
  const troubled = troubledLine(lines);
  if (!troubled) return null;
  const { account, state: line } = troubled;
  // With several lines, the notice says which one it is about.
  const named = (title: string): string =>
    lines.length > 1 ? t('notice.line', { line: lineName(account), title }) : title;
  const retry = {
    label: t('action.retry'),
    run: (): void => {
      phone.api.retry(account.id);
    },
  };
  switch (line.kind) {
    case 'refused': {
      const { title, text } = causeSentence(line.cause, account);
      const again = {
        label: t('action.sign-in-again'),
        run: (): void => {
          router.go('settings', 'account', account.id, 'sign-in');
        },
      };
      return {
        tone: 'end',
        title: named(t('notice.refused', { cause: title })),
        text,
        actions: account.practice ? [retry] : [again, retry],
      };
    }
    case 'waiting': {
      const { title, text } = causeSentence(line.cause, account, failedServer(line.server, account));
      const seconds = Math.max(0, Math.ceil((line.until - now.ms) / 1000));
      const next = seconds > 0 ? t('notice.next-try', { time: span(seconds * 1000) }) : t('notice.trying');
      return { tone: 'warn', title: named(title), text: `${text} ${next}`, actions: [retry] };
    }
    case 'offline':
      return { tone: 'warn', title: t('line.offline.title'), text: t('line.offline.text'), actions: [] };
    default:
      return { tone: 'warn', title: named(t('line.off.title')), text: t('line.off.text'), actions: [retry] };
  }
}

/** An account without a line, because its password is gone. */
function accountNotice({ session, router }: App): Notice | null {
  const known = session.accounts.find(({ problem }) => problem !== null);
  if (!known) return null;
  return {
    tone: 'warn',
    title: t('notice.signed-out', { line: lineName(known.account) }),
    text: known.problem ?? '',
    actions: [
      {
        label: t('action.sign-in-again'),
        run: (): void => {
          router.go('settings', 'account', known.account.id, 'sign-in');
        },
      },
    ],
  };
}

/** The portal knows the user no more; the line goes on by its own password. */
function operatorNotice({ operator, session, router }: App): Notice | null {
  const { phase, failure, domain } = operator;
  const line = session.accounts.find(({ account }) => account.operator && !account.practice);
  if (!line || phase !== 'signed-in' || failure?.kind !== 'problem' || failure.status !== 401) return null;
  return {
    tone: 'warn',
    title: t('notice.operator.title', { domain }),
    text: t('notice.operator.text'),
    actions: [
      {
        label: t('action.sign-in-again'),
        run: (): void => {
          router.go('settings', 'account', line.account.id, 'sign-in');
        },
      },
    ],
  };
}

function microphoneNotice({ microphone, router }: App): Notice | null {
  if (!microphone.problem) return null;
  return {
    tone: 'warn',
    title: t(`microphone.${microphone.problem}.title`),
    text: t(`microphone.${microphone.problem}.text`),
    actions: [
      {
        label: t('action.sound-settings'),
        run: (): void => {
          router.go('settings', 'sound');
        },
      },
    ],
  };
}

/** Told before a call is refused for it; once put away, again when there is less. */
function balanceNotice({ operator, payments }: App): Notice | null {
  const { balance } = operator;
  if (!balance || !isLow(balance)) return null;
  const amount = money(balance.amount, balance.currency);
  if (seen.balance === amount) return null;
  const kind = balance.amount > 0 ? 'low' : 'empty';
  return {
    tone: kind === 'low' ? 'info' : 'end',
    title: t(`notice.${kind}.title`, { amount }),
    text: t(`notice.${kind}.text`),
    actions: [
      ...(operator.has('ACCEPT_PAYMENT')
        ? [
            {
              label: t('payment.top-up'),
              run: (): void => {
                payments.show();
              },
            },
          ]
        : []),
      {
        label: t('action.understood'),
        run: (): void => {
          seen.balance = amount;
        },
      },
    ],
  };
}

function storeNotice({ phone }: App): Notice | null {
  const problem = phone.state.storeProblem;
  if (!problem || seen.store === problem) return null;
  return {
    tone: 'warn',
    title: t('notice.store.title'),
    text: t(`notice.store.${problem}`),
    actions: [
      {
        label: t('action.understood'),
        run: (): void => {
          seen.store = problem;
        },
      },
    ],
  };
}

function settingsNotice({ settings }: App): Notice | null {
  if (settings.failed) {
    return { tone: 'warn', title: t('notice.settings-failed.title'), text: settings.failed, actions: [] };
  }
  if (!settings.setAside) return null;
  return {
    tone: 'info',
    title: t('notice.set-aside.title'),
    text: t('notice.set-aside.text', { path: settings.setAside }),
    actions: [
      {
        label: t('action.understood'),
        run: (): void => {
          settings.setAside = null;
        },
      },
    ],
  };
}

function trayNotice({ noTray }: App): Notice | null {
  if (!noTray.tells) return null;
  return {
    tone: 'info',
    title: t('notice.no-tray.title'),
    text: t('notice.no-tray.text'),
    actions: [
      {
        label: t('action.understood'),
        run: (): void => {
          noTray.understood();
        },
      },
    ],
  };
}

function passwordNotice({ session }: App): Notice | null {
  const { storage } = session;
  if (storage?.kind !== 'memory' || storage.why === 'practice' || seen.memory) return null;
  return {
    tone: 'info',
    title: t('notice.memory.title'),
    text: t(`storage.memory.${storage.why}`),
    actions: [
      {
        label: t('action.understood'),
        run: (): void => {
          seen.memory = true;
        },
      },
    ],
  };
}
