/** Watches the first starts of a new version, and takes it back. */
import { app, net } from 'electron';
import { connect } from 'node:net';
import type { Log } from './log';
import type { PhoneLink } from './phone-link';
import type { UpdateFile } from './update-file';
import type { Installation } from './update-kind';
import { dropPrevious, putBack } from './update-swap';
import {
  acquitted,
  ended,
  judge,
  lasted,
  lived,
  newborn,
  registered,
  started,
  takenBack,
  type Judgement,
  type Why,
} from './update-trial';

const EVERY_MS = 5_000;
const REACH_LIMIT_MS = 5_000;

/** As early as can be: this start is counted, and one too many is the end of this version. true: another program starts instead. */
export function endsHere(file: UpdateFile, installed: Installation | null, running: string): boolean {
  const { kept, takeBack } = started(file.kept, running);
  file.change(() => kept);
  return takeBack && goBack(file, installed, 'crashed');
}

/** true: the version before starts instead. Else its file is not there, and is to be fetched. */
function goBack(file: UpdateFile, installed: Installation | null, why: Why): boolean {
  const from = file.kept.trial?.from ?? null;
  file.change((kept) => takenBack(kept, why));
  if (installed?.kind === 'appimage' && putBack(installed.program)) {
    app.relaunch({ execPath: installed.program, args: [] });
    app.exit(0);
    return true;
  }
  file.change((kept) => ({ ...kept, back: from }));
  return false;
}

export interface WatchOptions {
  file: UpdateFile;
  installed: Installation | null;
  phone: PhoneLink;
  /** `wss:` addresses of the accounts. */
  servers: () => readonly string[];
  /** The version before has to be fetched. */
  fetchBack: () => void;
  log: Log;
}

/** Gives what is to be done when the program ends as it should. */
export function watchTrial({ file, installed, phone, servers, fetchBack, log }: WatchOptions): () => void {
  const drop = () => {
    if (installed?.kind === 'appimage') dropPrevious(installed.program);
  };
  const isWatched = () => file.kept.trial !== null || file.kept.takenBack.some(({ certain }) => !certain);
  const atEnd = () => file.change(ended);
  if (!isWatched()) {
    // Of a version that was ended before it was seen to do well.
    if (file.kept.back === null) drop();
    return atEnd;
  }
  const inCall = () => phone.snapshot.calls.some(({ state }) => state !== 'ended');
  const running = app.getVersion();
  let life = newborn;
  let window = false;
  let before = performance.now();
  let asking = false;
  phone.onReport(() => (window = true));

  async function act(judgement: Judgement): Promise<void> {
    switch (judgement) {
      case 'registered':
        file.change((kept) => registered(kept, running));
        log.info('updates', 'this version registers');
        drop();
        return;
      case 'lasts':
        if (!file.kept.trial) return;
        file.change(lasted);
        if (!file.kept.trial) drop();
        return;
      case 'no-window':
        return takeBack('no-window');
      case 'not-registered':
        life = { ...life, unregistered: 0 };
        // A call may have come while the switch was asked.
        if (!(await isReached(servers())) || inCall()) return;
        if (file.kept.trial?.registered) takeBack('not-registered');
        else file.change((kept) => acquitted(kept, running));
        return;
      case 'wait':
    }
  }

  function takeBack(why: Why): void {
    if (!file.kept.trial) return;
    log.error('updates', `${running} is taken back: ${why}`);
    log.flush();
    if (!goBack(file, installed, why)) fetchBack();
  }

  const looking = setInterval(() => {
    const now = performance.now();
    const { signedIn, line } = phone.snapshot;
    const ready = line === 'ready';
    const seen = { ms: now - before, window, signedIn, ready, inCall: inCall(), online: net.isOnline() };
    before = now;
    life = lived(life, seen);
    if (asking) return;
    asking = true;
    void act(judge(life, seen)).finally(() => {
      asking = false;
      if (!isWatched()) clearInterval(looking);
    });
  }, EVERY_MS);
  return atEnd;
}

/** Whether a switch takes a connection: else no version could register. */
async function isReached(servers: readonly string[]): Promise<boolean> {
  const tries = servers
    .filter((server) => URL.canParse(server))
    .map(async (server) => {
      const { hostname, port, protocol } = new URL(server);
      const socket = connect({
        host: hostname.replace(/^\[|\]$/g, ''),
        port: Number(port || (protocol === 'ws:' ? 80 : 443)),
      });
      return new Promise<void>((resolve, reject) => {
        socket.setTimeout(REACH_LIMIT_MS, () => reject(new Error('no answer')));
        socket.once('connect', () => resolve());
        socket.once('error', reject);
      }).finally(() => socket.destroy());
    });
  return Promise.any(tries).then(
    () => true,
    () => false,
  );
}
