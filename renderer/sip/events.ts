import type { IncomingRequestMessage } from 'sip.js/lib/core/messages/incoming-request-message.js';
import type { Watch } from '../phone/ports';
import type { LineContext } from './context';
import type { EventDesk } from './event-desk';
import { eventOf } from './event-headers';

interface Task {
  run(desk: EventDesk): void;
  /** It is not run: the connection is gone, or the code for it could not be loaded. */
  lapse(why: 'lost' | 'unloadable'): void;
}

/**
 * What a line does beside calls: subscriptions (RFC 6665) and messages (RFC 3428). Nothing of it is needed to ring: it
 * is loaded when first something is asked for or arrives, and done in order.
 */
export class LineEvents {
  private desk: EventDesk | null = null;
  private loading = false;
  private waiting: Task[] = [];

  constructor(private readonly context: LineContext) {}

  /** SUBSCRIBE, or its refresh when this id is known since the connection was made. */
  watch(watch: Watch, expires: number): void {
    this.do({
      run: (desk) => {
        desk.watch(watch, expires);
      },
      lapse: (why) => {
        if (why === 'lost') return;
        this.context.tell((sink) => {
          sink.watch(watch.id, { kind: 'refused', status: 408, retryAfter: 0 });
        });
      },
    });
  }

  unwatch(id: string): void {
    this.do({
      run: (desk) => {
        desk.unwatch(id);
      },
      lapse: () => {},
    });
  }

  sendMessage(id: string, target: string, text: string): void {
    this.do({
      run: (desk) => {
        desk.sendMessage(id, target, text);
      },
      lapse: () => {
        this.context.tell((sink) => {
          sink.messageSent(id, 408);
        });
      },
    });
  }

  /** A request that is not of a call, before SIP.js takes it; true: it has been or will be answered here. */
  onRequest(message: IncomingRequestMessage): boolean {
    if (message.method === 'MESSAGE') {
      this.do({
        run: (desk) => {
          desk.onMessage(message);
        },
        lapse: () => {},
      });
      return true;
    }
    // Others are for the calls: REFER has its NOTIFYs too.
    if (message.method !== 'NOTIFY' || !['message-summary', 'dialog', 'presence'].includes(eventOf(message))) {
      return false;
    }
    this.do({
      run: (desk) => {
        desk.onNotify(message);
      },
      lapse: () => {},
    });
    return true;
  }

  /**
   * The connection is gone: answers to what is under way will not come, and no NOTIFY finds its way to us. Subscriptions
   * are forgotten; whoever wants them asks again on the new connection.
   */
  connectionLost(): void {
    this.lapse('lost');
    this.desk?.connectionLost();
  }

  close(): void {
    this.waiting = [];
    this.desk?.connectionLost();
  }

  private do(task: Task): void {
    if (this.desk) {
      task.run(this.desk);
      return;
    }
    this.waiting.push(task);
    if (!this.loading) void this.load();
  }

  private async load(): Promise<void> {
    this.loading = true;
    try {
      const { EventDesk } = await import('./event-desk');
      const desk = new EventDesk(this.context);
      this.desk = desk;
      for (const task of this.waiting.splice(0)) task.run(desk);
    } catch (error) {
      this.context.log.error('sip', `Cannot load subscriptions and messages: ${String(error)}`);
      this.lapse('unloadable');
    }
    this.loading = false;
  }

  private lapse(why: 'lost' | 'unloadable'): void {
    for (const task of this.waiting.splice(0)) task.lapse(why);
  }
}
