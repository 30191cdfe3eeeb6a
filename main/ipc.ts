/**
 * The only user of ipcMain. Each request is checked (who sends it) and parsed (its arguments, by the contract's
 * schema) before its handler runs; a failure crosses the bridge as a typed outcome, never as a bare rejection.
 */
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import * as v from 'valibot';
import {
  requests,
  type Audience,
  type EventName,
  type Events,
  type Outcome,
  type RequestArgs,
  type RequestName,
  type RequestResult,
} from '../preload/contract';
import { t } from '../renderer/locales/messages';
import { describe, Failure } from './failure';
import type { Log } from './log';

export interface Ipc {
  /** Makes this window's page the phone or the card, as long as it shows exactly this address. */
  admit(audience: Audience, contents: WebContents, url: string): void;
  /** Answers one request. A `Failure` that is thrown reaches the window with its sentence. */
  handle<N extends RequestName>(
    name: N,
    run: (...args: RequestArgs<N>) => RequestResult<N> | Promise<RequestResult<N>>,
  ): void;
  /** Sends an event to that window; false when there is none. */
  send<N extends EventName>(audience: Audience, name: N, ...args: Events[N]): boolean;
}

interface Member {
  contents: WebContents;
  url: string;
}

export function createIpc(log: Log): Ipc {
  const members = new Map<Audience, Member>();

  /** null when the sender may ask this; otherwise why not. */
  function objection(event: IpcMainInvokeEvent, audience: Audience): string | null {
    const member = members.get(audience);
    if (!member || event.sender.id !== member.contents.id) return 'not from the window it belongs to';
    const frame = event.senderFrame;
    // null: the frame navigated or was destroyed while the request was under way.
    if (!frame) return 'from a frame that is gone';
    if (frame.parent !== null) return 'not from the main frame';
    if (withoutFragment(frame.url) !== member.url) return 'from another page';
    return null;
  }

  function refuse(name: RequestName, why: string): Outcome<never> {
    log.warn('ipc', `refused ${name}: ${why}`);
    return { ok: false, error: { code: 'refused', message: why } };
  }

  return {
    admit(audience, contents, url) {
      members.set(audience, { contents, url });
      contents.once('destroyed', () => {
        if (members.get(audience)?.contents === contents) members.delete(audience);
      });
    },

    handle(name, run) {
      const { args: schema, from } = requests[name];
      ipcMain.handle(name, async (event, ...args: unknown[]): Promise<Outcome<unknown>> => {
        const why = objection(event, from);
        if (why) return refuse(name, why);
        const parsed = v.safeParse(schema, args);
        if (!parsed.success) {
          // The path of what was wrong, never its value: it may be a password.
          const where = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'arguments'}: ${issue.type}`);
          const message = where.slice(0, 5).join(', ');
          log.warn('ipc', `bad arguments for ${name}: ${message}`);
          return { ok: false, error: { code: 'bad-arguments', message } };
        }
        try {
          return { ok: true, value: await run(...(parsed.output as RequestArgs<typeof name>)) };
        } catch (error) {
          log.error('ipc', `${name} failed: ${describe(error)}`);
          const message = error instanceof Failure ? error.message : t('failure.general');
          return { ok: false, error: { code: 'failed', message } };
        }
      });
    },

    send(audience, name, ...args) {
      const contents = members.get(audience)?.contents;
      if (!contents || contents.isDestroyed()) return false;
      contents.send(name, ...args);
      return true;
    },
  };
}

function withoutFragment(url: string): string {
  const at = url.indexOf('#');
  return at < 0 ? url : url.slice(0, at);
}
