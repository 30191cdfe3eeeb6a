/** What calls may leave behind in the page: counted by Chromium itself, and the timers by the page. */
import type { CDPSession, Page } from '@playwright/test';

/** After garbage collection. */
export interface Traces {
  /** Bytes. */
  heap: number;
  /** Not closed. */
  living: number;
  /** Not collected yet, closed or not. */
  connections: number;
  /** Running or not collected yet. */
  audioNodes: number;
  domNodes: number;
  listeners: number;
  /** `<audio>` elements of calls. */
  sinks: number;
  /** ms each, in order. */
  timers: readonly number[];
}

interface Watched {
  timers: Map<number, number>;
  connections: Set<WeakRef<RTCPeerConnection>>;
}
declare global {
  interface Window {
    soak?: Watched;
  }
}

/** The page has to be loaded anew before it counts: what is counted with has to be there before the page's own code. */
export async function countTimers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const timers = new Map<number, number>();
    const connections = new Set<WeakRef<RTCPeerConnection>>();
    window.soak = { timers, connections };
    const { setTimeout: timeout, setInterval: interval, clearTimeout: stop, clearInterval: stopInterval } = window;
    // As the page calls them: without the overload that Node's types bring along.
    type Start = (handler: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) => number;
    type Stop = (id?: number) => void;
    const put = (name: string, value: Start | Stop) => {
      Object.assign(window, { [name]: value });
    };
    put('setTimeout', (handler: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) => {
      const id: number = timeout(() => {
        timers.delete(id);
        handler(...args);
      }, delay);
      timers.set(id, delay);
      return id;
    });
    put('setInterval', (handler: (...args: unknown[]) => void, delay = 0, ...args: unknown[]) => {
      const id: number = interval(handler, delay, ...args);
      timers.set(id, delay);
      return id;
    });
    put('clearTimeout', (id?: number) => {
      if (id !== undefined) timers.delete(id);
      stop(id);
    });
    put('clearInterval', (id?: number) => {
      if (id !== undefined) timers.delete(id);
      stopInterval(id);
    });
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        // By weak references: counting must not be what keeps them.
        for (const one of connections) if (one.deref()?.connectionState === 'closed') connections.delete(one);
        connections.add(new WeakRef(this));
      }
    };
  });
}

export async function openCounters(page: Page): Promise<{ read(): Promise<Traces>; timers(): Promise<number[]> }> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.enable');
  const timers = () => page.evaluate(() => [...(window.soak?.timers.values() ?? [])].sort((a, b) => a - b));
  return {
    timers,
    async read() {
      // What the first round sets free, finalizers among it, is collected by the second.
      await session.send('HeapProfiler.collectGarbage');
      await session.send('HeapProfiler.collectGarbage');
      const { metrics } = await session.send('Performance.getMetrics');
      const metric = (name: string): number => {
        const found = metrics.find((one) => one.name === name);
        if (!found) throw new Error(`Chromium does not count ${name}`);
        return found.value;
      };
      return {
        heap: metric('JSHeapUsedSize'),
        living: await page.evaluate(
          () =>
            [...(window.soak?.connections ?? [])].filter(
              (one) => (one.deref()?.connectionState ?? 'closed') !== 'closed',
            ).length,
        ),
        connections: metric('RTCPeerConnections'),
        audioNodes: metric('AudioHandlers'),
        domNodes: metric('Nodes'),
        listeners: metric('JSEventListeners'),
        sinks: await page.locator('audio[data-call]').count(),
        timers: await timers(),
      };
    },
  };
}

/** Resolves when one of the calls sends packets, and gets packets with sound in them, from now on. */
export async function soundBothWays(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const look = async () => {
      const living = [...(window.soak?.connections ?? [])].flatMap((one) => one.deref() ?? []);
      const open = living.filter(({ connectionState }) => connectionState === 'connected');
      return Promise.all(
        open.map(async (connection) => {
          let sent = 0;
          let heard = 0;
          for (const report of (await connection.getStats()).values() as Iterable<RTCStats>) {
            if (report.type === 'outbound-rtp') sent = (report as RTCOutboundRtpStreamStats).packetsSent ?? 0;
            if (report.type === 'inbound-rtp') heard = (report as RTCInboundRtpStreamStats).totalAudioEnergy ?? 0;
          }
          return { connection, sent, heard };
        }),
      );
    };
    const before = new Map((await look()).map((one) => [one.connection, one]));
    const until = performance.now() + 15_000;
    for (;;) {
      for (const { connection, sent, heard } of await look()) {
        const was = before.get(connection) ?? { sent: 0, heard: 0 };
        if (sent > was.sent && heard > was.heard) return;
      }
      if (performance.now() > until) {
        const now = (await look()).map(({ sent, heard }) => `sent ${String(sent)} packets, heard ${String(heard)}`);
        throw new Error(`no sound both ways within 15 s: ${now.join('; ') || 'no call is connected'}`);
      }
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
  });
}
