import { t } from '../locales/messages';
import type { App } from './app';
import { causeSentence, failedServer } from './line-words';
import { span } from './time';

/** A banner: what happened, why, and what can be done about it. */
export interface Notice {
  tone: 'end' | 'warn' | 'info';
  title: string;
  text: string;
  actions: { label: string; run: () => void }[];
}

/** What the user has seen and put away, for as long as the program runs. */
const seen = $state({ memory: false, store: '' });

/** The gravest thing that the user has to know; null: all is well. */
export function notice(app: App): Notice | null {
  return lineNotice(app) ?? microphoneNotice(app) ?? storeNotice(app) ?? settingsNotice(app) ?? passwordNotice(app);
}

function lineNotice({ phone, session, now }: App): Notice | null {
  const { line, account } = phone.state;
  const retry = {
    label: t('action.retry'),
    run: (): void => {
      phone.api.retry();
    },
  };
  if (line.kind === 'refused') {
    const { title, text } = causeSentence(line.cause, account);
    const again = {
      label: t('action.sign-in-again'),
      run: (): void => {
        session.correct();
      },
    };
    return { tone: 'end', title: t('notice.refused', { cause: title }), text, actions: [again, retry] };
  }
  if (line.kind === 'waiting') {
    const { title, text } = causeSentence(line.cause, account, failedServer(line.server, account));
    const seconds = Math.max(0, Math.ceil((line.until - now.ms) / 1000));
    const next = seconds > 0 ? t('notice.next-try', { time: span(seconds * 1000) }) : t('notice.trying');
    return { tone: 'warn', title, text: `${text} ${next}`, actions: [retry] };
  }
  if (line.kind === 'offline') {
    return { tone: 'warn', title: t('line.offline.title'), text: t('line.offline.text'), actions: [] };
  }
  if (line.kind === 'off' && account) {
    return { tone: 'warn', title: t('line.off.title'), text: t('line.off.text'), actions: [retry] };
  }
  return null;
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

function passwordNotice({ phone, session }: App): Notice | null {
  const { storage } = session;
  if (
    storage?.kind !== 'memory' ||
    storage.why === 'practice' ||
    seen.memory ||
    !phone.state.account ||
    phone.state.account.practice
  )
    return null;
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
