import { describe, expect, it, vi } from 'vitest';
import { fakeLog } from './fakes/log';
import type { NotificationServer, NotifyRequest, ServerEvents } from './notification-server';
import { busNotifier, requestOf } from './notifications-bus';
import type { Notice } from './notices';

const incoming: Notice = {
  kind: 'incoming',
  callId: 'c1',
  title: 'Incoming call',
  body: 'Alice <1001>\n1003@pbx.test',
  callBack: '1001',
};
const missed: Notice = { ...incoming, kind: 'missed', title: 'Missed call' };
const everything = ['actions', 'body', 'body-markup'];

/** A daemon as the test wants it. */
function daemon({ can = everything, isThere = true } = {}) {
  const shown = new Map<number, NotifyRequest>();
  let last = 0;
  let events: ServerEvents | null = null;
  let refusal: Error | null = null;
  const gates: (() => void)[] = [];
  const server: NotificationServer = {
    capabilities: async () => can,
    async notify(request) {
      if (refusal) throw refusal;
      const id = ++last;
      if (gates.length > 0) await new Promise<void>((resolve) => gates.push(resolve));
      shown.set(id, request);
      return id;
    },
    close: async (id) => void shown.delete(id),
    isQuiet: async () => true,
  };
  const chosen = vi.fn();
  const log = fakeLog();
  const notifier = busNotifier(
    { chosen, isUrgent: ({ kind }) => kind === 'incoming' },
    (given) => {
      events = given;
      return Promise.resolve(isThere ? server : null);
    },
    log,
  );
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    notifier,
    chosen,
    log,
    shown,
    settled,
    get events() {
      if (!events) throw new Error('nobody has connected');
      return events;
    },
    refuse: (error: Error | null) => void (refusal = error),
    /** From here on it answers only when it is told to. */
    hold: () => void gates.push(() => {}),
    answer: () => gates.splice(0).forEach((open) => open()),
  };
}

const ofCall = ({ callId }: Notice) => callId === 'c1';

describe('what a daemon is asked to show', () => {
  it('has the buttons, stays while the phone rings, and is no markup', () => {
    expect(requestOf(incoming, everything, true)).toEqual({
      summary: 'Incoming call',
      body: 'Alice &lt;1001&gt;\n1003@pbx.test',
      actions: ['default', 'Sidetone', 'answer', 'Answer', 'decline', 'Decline'],
      urgency: 'critical',
      category: 'call.incoming',
      transient: true,
      stays: true,
    });
    expect(requestOf(missed, everything, false)).toMatchObject({
      actions: ['default', 'Sidetone', 'callBack', 'Call back'],
      urgency: 'normal',
      category: 'call.unanswered',
      transient: false,
      stays: false,
    });
  });

  it('is what the daemon can show: plain text without markup, no buttons, no body', () => {
    expect(requestOf(incoming, ['body'], true)).toMatchObject({ body: incoming.body, actions: [] });
    expect(requestOf(incoming, [], true)).toMatchObject({
      summary: 'Incoming call: Alice <1001>, 1003@pbx.test',
      body: '',
    });
  });
});

describe('a notification on the bus', () => {
  it('tells which button was pressed, once', async () => {
    const desk = daemon();
    desk.notifier.show(incoming);
    await desk.settled();
    expect(desk.shown.size).toBe(1);
    desk.events.invoked(1, 'answer');
    desk.events.invoked(1, 'decline');
    desk.events.invoked(7, 'answer');
    await desk.settled();
    expect(desk.chosen.mock.calls).toEqual([[incoming, 'answer']]);
    expect(desk.shown.size).toBe(0);
  });

  it('opens the window by its own click, and by a key that nobody has given', async () => {
    for (const key of ['default', 'callBack', 'rm -rf']) {
      const desk = daemon();
      desk.notifier.show(incoming);
      await desk.settled();
      desk.events.invoked(1, key);
      expect(desk.chosen).toHaveBeenCalledWith(incoming, 'open');
    }
  });

  it('is closed also when the daemon had not answered yet', async () => {
    const desk = daemon();
    desk.hold();
    desk.notifier.show(incoming);
    await desk.settled();
    desk.notifier.close(ofCall);
    desk.answer();
    await desk.settled();
    expect(desk.shown.size).toBe(0);
  });

  it('is nothing any more once the user has closed it', async () => {
    const desk = daemon();
    desk.notifier.show(incoming);
    await desk.settled();
    desk.events.closed(1);
    desk.events.invoked(1, 'answer');
    expect(desk.chosen).not.toHaveBeenCalled();
  });
});

describe('without a daemon', () => {
  it('is said once, not at every call', async () => {
    const desk = daemon();
    desk.refuse(new Error('no such name'));
    for (let call = 0; call < 3; call += 1) {
      desk.notifier.show(incoming);
      await desk.settled();
      desk.notifier.close(ofCall);
    }
    expect(desk.log.lines).toEqual(['info notifications not shown, the call card stands in: no such name']);
  });

  it('and without a bus all goes on', async () => {
    const desk = daemon({ isThere: false });
    desk.notifier.show(incoming);
    await desk.settled();
    expect(desk.log.lines).toHaveLength(1);
    expect(await desk.notifier.isQuiet()).toBeNull();
  });

  it('shows what rings when one comes, once, and not what was missed', async () => {
    const desk = daemon();
    desk.refuse(new Error('no such name'));
    desk.notifier.show(incoming);
    desk.notifier.show(missed);
    await desk.settled();
    desk.refuse(null);
    desk.events.came();
    await desk.settled();
    desk.events.came();
    await desk.settled();
    expect([...desk.shown.values()].map(({ summary }) => summary)).toEqual(['Incoming call']);
  });

  it('shows it again on the one that comes after it has died', async () => {
    const desk = daemon();
    desk.notifier.show(incoming);
    await desk.settled();
    desk.shown.clear();
    desk.events.went();
    desk.events.came();
    await desk.settled();
    expect(desk.shown.size).toBe(1);
    desk.notifier.close(ofCall);
    await desk.settled();
    expect(desk.shown.size).toBe(0);
  });
});
