/**
 * What comes from outside and is meant for the phone: invitations to an operator and returns from a payment, by link, by
 * switch, by file, by a second start. None of it does anything by itself: the phone asks its user.
 */
import { app } from 'electron';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readInvitation, readPaymentReturn, type Invitation } from '../preload/invitation';
import { errorCode } from './failure';
import type { Ipc } from './ipc';
import type { Log } from './log';

const PROVISION = '--provision=';
const PROVISION_FILE = '--provision-file=';

/** Longer than any that is one. */
const MAX_FILE = 70_000;

export interface Invitations {
  /** Up to then they are kept, the last one; from then on they are sent. */
  take(): Invitation | null;
}

export interface InvitationParts {
  ipc: Pick<Ipc, 'send'>;
  log: Log;
  /** The window comes up. */
  show(): void;
  /** Of this start, without the program's own name. */
  args: readonly string[];
  /** Links that macOS opens; see `catchLinks`. */
  opened: (listener: (url: string) => void) => void;
}

const isOurs = (link: string): boolean => /^sidetone:/i.test(link);

/** macOS tells of a link before the program is ready, when it starts it with one. Each listener hears all of them. */
export function catchLinks(): InvitationParts['opened'] {
  const links: string[] = [];
  const listeners: ((url: string) => void)[] = [];
  app.on('open-url', (event, url) => {
    event.preventDefault();
    if (listeners.length === 0) links.push(url);
    for (const listener of listeners) listener(url);
  });
  return (listener) => {
    listeners.push(listener);
    links.forEach(listener);
  };
}

export function setUpInvitations({ ipc, log, show, args, opened }: InvitationParts): Invitations {
  let waiting: Invitation | null = null;
  let payment: string | null = null;
  let taken = false;

  function invited(invitation: Invitation): void {
    log.info('invitations', `to ${invitation.domain}, by ${invitation.from}`);
    if (taken) ipc.send('phone', 'operator.invited', invitation);
    else waiting = invitation;
  }

  function paid(id: string): void {
    log.info('invitations', 'the browser came back from a payment');
    if (taken) ipc.send('phone', 'links.payment', id);
    else payment = id;
  }

  function receive(text: string, from: Invitation['from']): void {
    const id = from === 'link' ? readPaymentReturn(text) : null;
    const invitation = id === null ? readInvitation(text, from) : null;
    if (id !== null) paid(id);
    else if (invitation) invited(invitation);
    else log.warn('invitations', `what came by ${from} is none`);
  }

  async function receiveFile(path: string): Promise<void> {
    try {
      receive(await beginningOf(path), 'file');
    } catch (error) {
      log.error('invitations', `the file cannot be read: ${errorCode(error)}`);
    }
  }

  function receiveAll(given: readonly string[], folder: string): void {
    for (const arg of given) {
      if (arg.startsWith(PROVISION)) receive(arg.slice(PROVISION.length), 'command-line');
      else if (arg.startsWith(PROVISION_FILE)) void receiveFile(resolve(folder, arg.slice(PROVISION_FILE.length)));
      else if (isOurs(arg)) receive(arg, 'link');
    }
  }

  receiveAll(args, process.cwd());
  app.on('second-instance', (_event, argv, folder) => receiveAll(argv.slice(1), folder));
  opened((url) => {
    if (!isOurs(url)) return;
    show();
    receive(url, 'link');
  });
  // The installed program's entry in the menu says it on Linux; elsewhere the program does, once it has a place of its own.
  if (app.isPackaged && process.platform !== 'linux') app.setAsDefaultProtocolClient('sidetone');

  return {
    take() {
      taken = true;
      const given = waiting;
      waiting = null;
      // Behind the answer to this request.
      if (payment !== null) setImmediate((id: string) => ipc.send('phone', 'links.payment', id), payment);
      payment = null;
      return given;
    },
  };
}

async function beginningOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_FILE));
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
