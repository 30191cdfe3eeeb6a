import type { EventName, Events, RequestArgs, RequestName, RequestResult } from '../../preload/contract';
import type { Ipc } from '../ipc';

export interface FakeIpc extends Pick<Ipc, 'handle' | 'send'> {
  /** As the window would ask it. */
  ask<N extends RequestName>(name: N, ...args: RequestArgs<N>): Promise<RequestResult<N>>;
  /** What was sent: name and arguments. */
  readonly sent: unknown[][];
}

export function fakeIpc(): FakeIpc {
  const handlers = new Map<RequestName, (...args: never[]) => unknown>();
  const sent: unknown[][] = [];
  return {
    sent,
    handle: (name, run) => void handlers.set(name, run),
    send: <N extends EventName>(_audience: unknown, name: N, ...args: Events[N]) => {
      sent.push([name, ...args]);
      return true;
    },
    ask: async <N extends RequestName>(name: N, ...args: RequestArgs<N>) => {
      const run = handlers.get(name);
      if (!run) throw new Error(`nobody answers ${name}`);
      return (await run(...(args as never[]))) as RequestResult<N>;
    },
  };
}
