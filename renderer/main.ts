/** The renderer's composition root: picks the surroundings, builds the ports, mounts the app. Nothing else constructs. */
import { version } from '../package.json';
import { createAppSound } from './app-sound';
import { createElectronHost } from './host/electron';
import { headsetsLater } from './headsets-later';
import type { Host } from './host/host';
import { t } from './locales/messages';
import { createMedia } from './media/media';
import { withCodecRules, type CodecRules } from './operator/codec-rules';
import { Phone } from './phone/phone';
import { isLiving } from './phone/snapshot';
import type { ClockPort, LogPort } from './phone/ports';
import { createSip } from './sip';
import { TraceBook } from './sip/trace';
import { connectHost } from './state/commands';
import { earlyRouter } from './state/early-router';
import { lostEntry } from './state/lost-history';
import { signInKept } from './state/sign-in-kept';
import { steadyTime } from './state/steady-time';
import { openStoreLater } from './storage/store-later';
import './ui/theme/window.css';

const time = steadyTime();
const clock: ClockPort = {
  now: () => time.now(),
  random: () => Math.random(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

async function findHost(): Promise<Host> {
  if (window.host) return createElectronHost(window.host);
  const { createBrowserHost } = await import('./host/browser');
  return createBrowserHost(window, localStorage);
}

function logTo(host: Host): LogPort {
  const to =
    (level: keyof LogPort) =>
    (area: string, message: string): void => {
      host.log.write(level, area, message);
    };
  return { debug: to('debug'), info: to('info'), warn: to('warn'), error: to('error') };
}

/** Resolves when the line is neither connecting nor registering. */
function settled(phone: Phone): Promise<void> {
  const busy = () => phone.state.line.kind === 'connecting' || phone.state.line.kind === 'registering';
  if (!busy()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = phone.subscribe(() => {
      if (busy()) return;
      stop();
      resolve();
    });
  });
}

async function start(): Promise<void> {
  document.title = t('app.name');
  const host = await findHost();
  const log = logTo(host);
  window.addEventListener('error', (event) => {
    log.error('window', event.message);
  });
  window.addEventListener('unhandledrejection', (event) => {
    log.error('window', String(event.reason));
  });

  const [settings, lost] = await Promise.all([host.settings.load(), host.recovery?.take() ?? []]);
  const store = openStoreLater();
  for (const call of lost)
    store.addHistory(lostEntry(call)).catch((error: unknown) => log.error('history', String(error)));
  const media = createMedia({ settings: settings.settings, document, log });
  const sound = createAppSound(media);
  const trace = new TraceBook(console);
  const sip = createSip({
    media: media.media,
    log,
    trace,
    explain: (server) => host.links.serverProblem(server),
    userAgentString: `${t('app.name')}/${version}`,
  });
  const phone = new Phone({ sip, clock, store, ringer: media.ringer, conference: media.conference, log });
  phone.setSettings(settings.settings);
  time.follow(() => phone.state.calls.some(isLiving));

  /** What is to be seen is loaded once the lines are being opened: nothing of it is needed to ring. */
  const router = earlyRouter();
  const tellDevices = connectHost(phone, host, router, settings.settings);
  window.addEventListener('online', () => {
    phone.networkChanged(true);
    media.networkChanged();
  });
  window.addEventListener('offline', () => {
    phone.networkChanged(false);
  });
  // The interface under a call is gone: the connection to the server goes over it too, and would not notice for long.
  media.onNetwork(() => {
    if (navigator.onLine) phone.networkChanged(true);
  });
  if (!navigator.onLine) phone.networkChanged(false);

  // First the line, then what is to be seen: the phone can ring before a screen is loaded, and the switch's answers need
  // not wait for one. Not for long: a keyring may ask its user, a switch be slow, and the window says so.
  let wasUnlocked = false;
  let unlocked = (): void => {
    wasUnlocked = true;
  };
  host.keyring?.onUnlocked(() => {
    unlocked();
  });
  const accounts = host.account.load().catch((error: unknown) => {
    // Nobody is signed in then, and the window says so instead of staying empty.
    log.error('account', String(error));
    return [];
  });
  const registered = accounts.then((loaded) => {
    signInKept(phone, loaded);
    return settled(phone);
  });
  const [{ mount }, { createApp }, { default: Screens }, { operatorParts }, { followDevices }] = await Promise.all([
    import('svelte'),
    import('./state/create-app'),
    import('./ui/App.svelte'),
    import('./app-operator'),
    import('./state/device-menus'),
  ]);
  const headsets = headsetsLater(phone, host, log);
  let { settings: chosen } = settings;
  let codecRules: CodecRules | null = null;
  let showDevices: ReturnType<typeof followDevices> | null = null;
  const app = createApp({
    phone,
    host,
    settings,
    lost,
    operator: operatorParts({
      host,
      clock,
      log,
      applied: (provisioned) => {
        codecRules = provisioned?.codec ?? null;
        media.setSettings(withCodecRules(chosen, codecRules));
      },
    }),
    contactStore: store,
    dial: host.dial && host.window && { ...host.dial, ...host.window },
    sound,
    trace,
    probes: async () => (await import('./probes')).probes,
    headsets: headsets && (async () => (await headsets.open()).forScreens),
    location: window.location,
    now: () => time.now(),
    applied: (next) => {
      chosen = next;
      media.setSettings(withCodecRules(next, codecRules));
      phone.setSettings(next);
      headsets?.setSettings(next);
      showDevices?.(next);
    },
  });
  showDevices = followDevices({ sound, settings: app.settings, host: host.phone, tell: tellDevices });
  router.opened(app.router);
  const askOperator = (): void => void app.operator.refresh();
  window.addEventListener('online', askOperator);
  host.power?.onNetworkChanged(askOperator);
  host.power?.onWoke(askOperator);
  void accounts.then((loaded) => {
    app.session.start(loaded);
    // At logon the keyring may open after us: whatever has its password then signs in by itself.
    unlocked = () => {
      host.account.load().then(
        (anew) => {
          app.session.unlocked(anew);
          askOperator();
        },
        (error: unknown) => {
          log.error('account', String(error));
        },
      );
    };
    if (wasUnlocked) unlocked();
  });
  await Promise.race([registered, new Promise((done) => setTimeout(done, 150))]);
  mount(Screens, { target: document.getElementById('app') ?? document.body, props: { app } });
  app.microphone.watch();
  headsets?.setSettings(settings.settings);
}

void start();
