/** Registrar (RFC 3261, section 10.3). A registration lives no longer than the WebSocket it came over. */
import type { Clock } from '../clock';
import type { Digest, SipSecret } from './digest';
import type { HeaderList } from './headers';
import type { Link } from './link';
import type { Contact, SipRequest } from './message';
import type { ServerTransaction } from './transactions';

export interface Registration {
  user: string;
  /** The URI as the phone wrote it. */
  contact: string;
  /** ms since the epoch */
  expiresAt: number;
}

interface Binding extends Registration {
  link: Link;
  instance: string | undefined;
  callId: string;
  cseq: number;
  stopTimer: () => void;
}

export interface RegistrarOptions {
  /** Seconds. */
  minExpires: number;
  maxExpires: number;
  passwordOf(user: string): SipSecret | undefined;
  onregistered(registration: Registration, refreshed: boolean): void;
  onunregistered(registration: Registration, why: 'asked' | 'expired' | 'disconnected' | 'replaced'): void;
}

export class Registrar {
  private bindings: Binding[] = [];

  constructor(
    private readonly digest: Digest,
    private readonly clock: Clock,
    private readonly options: RegistrarOptions,
  ) {}

  of(user: string): readonly { link: Link; contact: string }[] {
    return this.bindings.filter((binding) => binding.user === user && binding.link.open);
  }

  all(): Registration[] {
    return this.bindings.map(({ user, contact, expiresAt }) => ({ user, contact, expiresAt }));
  }

  register(transaction: ServerTransaction): void {
    const { request, link } = transaction;
    const user = request.to.user;
    const verdict = this.digest.verify(request, 'Authorization', user, this.options.passwordOf(user));
    if (verdict.kind !== 'ok') {
      const challenges = this.digest.challenges(verdict.kind === 'stale');
      transaction.respond(401, { headers: challenges.map((value) => ['WWW-Authenticate', value]) });
      return;
    }
    link.user = user;
    const problem = request.allContacts ? this.removeAll(request) : this.update(request, link);
    if (problem) transaction.respond(problem.status, { headers: problem.headers });
    else
      transaction.respond(200, { headers: [['Date', new Date(this.clock.now()).toUTCString()], ...this.list(user)] });
  }

  lost(link: Link): void {
    for (const binding of this.bindings.filter((candidate) => candidate.link === link))
      this.remove(binding, 'disconnected');
  }

  /** `Contact: *` removes everything and needs `Expires: 0` (RFC 3261, section 10.3, step 6). */
  private removeAll(request: SipRequest): { status: number; headers: HeaderList } | null {
    if (request.headers.get('Expires') !== '0' || request.contacts.length > 0) return { status: 400, headers: [] };
    for (const binding of this.bindings.filter(({ user }) => user === request.to.user)) this.remove(binding, 'asked');
    return null;
  }

  private update(request: SipRequest, link: Link): { status: number; headers: HeaderList } | null {
    const { minExpires } = this.options;
    const wishes = request.contacts.map((contact) => ({ contact, expires: this.expiresOf(request, contact) }));
    // All or nothing: one that is refused leaves the others as they were (step 7).
    if (wishes.some(({ expires }) => expires > 0 && expires < minExpires)) {
      return { status: 423, headers: [['Min-Expires', String(minExpires)]] };
    }
    const old = wishes.some(({ contact }) => {
      const binding = this.find(request.to.user, contact);
      return binding?.callId === request.callId && request.cseq <= binding.cseq;
    });
    if (old) return { status: 500, headers: [] };
    for (const { contact, expires } of wishes) this.bind(request, link, contact, expires);
    return null;
  }

  private bind(request: SipRequest, link: Link, contact: Contact, expires: number): void {
    const user = request.to.user;
    const known = this.find(user, contact);
    if (expires === 0) {
      if (known) this.remove(known, 'asked');
      return;
    }
    if (known) this.detach(known);
    const binding: Binding = {
      user,
      contact: contact.uri,
      expiresAt: this.clock.now() + expires * 1000,
      link,
      instance: contact.instance,
      callId: request.callId,
      cseq: request.cseq,
      stopTimer: this.clock.after(expires * 1000, () => this.remove(binding, 'expired')),
    };
    this.bindings.push(binding);
    if (known && known.contact !== binding.contact) this.options.onunregistered(view(known), 'replaced');
    this.options.onregistered(view(binding), known?.contact === binding.contact);
  }

  /** The same address, or the same device with a new one (RFC 5626, section 6). */
  private find(user: string, contact: Contact): Binding | undefined {
    return this.bindings.find(
      (binding) =>
        binding.user === user &&
        (binding.contact === contact.uri || (contact.instance !== undefined && binding.instance === contact.instance)),
    );
  }

  private expiresOf(request: SipRequest, contact: Contact): number {
    const header = request.headers.get('Expires');
    const wish = contact.expires ?? (header && /^\d{1,10}$/.test(header) ? Number(header) : this.options.maxExpires);
    return Math.min(wish, this.options.maxExpires);
  }

  private list(user: string): HeaderList {
    return this.bindings
      .filter((binding) => binding.user === user)
      .map(({ contact, expiresAt }) => [
        'Contact',
        `<${contact}>;expires=${Math.max(0, Math.round((expiresAt - this.clock.now()) / 1000))}`,
      ]);
  }

  private remove(binding: Binding, why: 'asked' | 'expired' | 'disconnected'): void {
    this.detach(binding);
    this.options.onunregistered(view(binding), why);
  }

  private detach(binding: Binding): void {
    binding.stopTimer();
    this.bindings = this.bindings.filter((other) => other !== binding);
  }
}

function view({ user, contact, expiresAt }: Binding): Registration {
  return { user, contact, expiresAt };
}
