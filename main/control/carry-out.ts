/** Does what a command asks, and ends once it is done, or is known not to be. */
import type { CallSnapshot, DialWish, Snapshot } from '../../preload/contract';
import { t } from '../../renderer/locales/messages';
import { ongoing, ringsHere } from '../calls';
import type { PhoneLink } from '../phone-link';
import type { Command } from './command';
import { exits, type Reply } from './protocol';

/** ms in which the phone does as it is told, and in which a number is called, which may have to wait for the line. */
const PATIENCE_MS = 5_000;
const DIAL_MS = 12_000;

export interface CarryOutParts {
  phone: Pick<PhoneLink, 'snapshot' | 'onReport' | 'answer' | 'decline' | 'hangUp' | 'setMuted'>;
  want(wish: DialWish): void;
  /** The window comes up. */
  show(): void;
  /** The program hangs up, unregisters and ends. */
  quit(): void;
  version: string;
}

export function createCarryOut({
  phone,
  want,
  show,
  quit,
  version,
}: CarryOutParts): (command: Command) => Promise<Reply> {
  const waiters = new Set<() => void>();
  phone.onReport(() => waiters.forEach((look) => look()));

  /** Whether it came about within so many ms. */
  function becomes(test: (snapshot: Snapshot) => boolean, ms = PATIENCE_MS): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (result: boolean): void => {
        clearTimeout(limit);
        waiters.delete(look);
        resolve(result);
      };
      const look = (): void => {
        if (test(phone.snapshot)) settle(true);
      };
      const limit = setTimeout(() => settle(false), ms);
      waiters.add(look);
      look();
    });
  }
  const callIs = async (id: string, test: (call: CallSnapshot | undefined) => boolean): Promise<Reply> =>
    (await becomes(({ calls }) => test(calls.find((call) => call.id === id)))) ? done : failed('control.not-done');
  const isOver = (call: CallSnapshot | undefined): boolean => call === undefined || call.state === 'ended';

  async function dial(number: string): Promise<Reply> {
    if (!phone.snapshot.signedIn) return failed('control.signed-out');
    const before = new Set(phone.snapshot.calls.map(({ id }) => id));
    want({ number, how: 'dial', from: 'command-line', doubt: null });
    const isNew = ({ id, direction }: CallSnapshot): boolean => direction === 'outgoing' && !before.has(id);
    return (await becomes(({ calls }) => calls.some(isNew), DIAL_MS)) ? done : failed('control.not-dialled');
  }

  async function answer(): Promise<Reply> {
    const ringing = phone.snapshot.calls.find(ringsHere);
    if (!ringing) return nothing('control.nothing-rings');
    phone.answer(ringing.id, 'by-hand');
    const reply = await callIs(ringing.id, (call) => isOver(call) || call?.state === 'active');
    // Whoever called may have been quicker.
    const now = phone.snapshot.calls.find(({ id }) => id === ringing.id);
    return reply.exit === exits.done && isOver(now) ? failed('control.not-done') : reply;
  }

  async function hangUp(): Promise<Reply> {
    const ringing = phone.snapshot.calls.find(ringsHere);
    const call = ringing ?? ongoing(phone.snapshot.calls);
    if (!call) return nothing('control.no-call');
    if (ringing) phone.decline(call.id);
    else phone.hangUp(call.id);
    return callIs(call.id, isOver);
  }

  async function mute(on: boolean): Promise<Reply> {
    const call = ongoing(phone.snapshot.calls);
    if (call?.state !== 'active') return nothing('control.no-call');
    phone.setMuted(call.id, on);
    return callIs(call.id, (now) => now?.muted === on);
  }

  return async (command) => {
    switch (command.do) {
      case 'dial':
        return dial(command.number);
      case 'answer':
        return answer();
      case 'hangup':
        return hangUp();
      case 'mute':
        return mute(command.on);
      case 'show':
        show();
        return done;
      case 'quit':
        // Our answer leaves before the program does: it waits for the phone first.
        quit();
        return done;
      case 'status':
        return { exit: exits.done, text: JSON.stringify(statusOf(phone.snapshot, version)) };
    }
  };
}

/** As `--status` prints it; docs/command-line.md tells what each member means. */
export function statusOf(snapshot: Snapshot, version: string) {
  const { signedIn, line, doNotDisturb, missed, voicemail, calls } = snapshot;
  return {
    version,
    signedIn,
    line,
    doNotDisturb,
    missed,
    voicemail,
    calls: calls
      .filter(({ state }) => state !== 'ended')
      .map(({ id, direction, state, name, number, held, muted, startedAt, answeredAt }) => ({
        id,
        direction,
        state,
        name,
        number,
        held,
        muted,
        since: new Date(answeredAt ?? startedAt).toISOString(),
      })),
  };
}

const done: Reply = { exit: exits.done, text: '' };
type Sentence = 'control.not-done' | 'control.signed-out' | 'control.not-dialled';
const failed = (key: Sentence): Reply => ({ exit: exits.failed, text: t(key) });
const nothing = (key: 'control.nothing-rings' | 'control.no-call'): Reply => ({ exit: exits.nothing, text: t(key) });
