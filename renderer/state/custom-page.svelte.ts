import { PortalError, type PortalFailure, type PortalPort } from '../operator/model';
import type { KeptPage, KeptPages } from './page-shelf';

export interface CustomPageNeeds {
  readonly id: string;
  readonly portal: Pick<PortalPort, 'page'>;
  readonly shelf: KeptPages;
  readonly now: () => number;
}

/** One of the operator's own pages: what is known of it at once, and what the portal says. */
export class CustomPage {
  #kept = $state.raw<KeptPage | null>(null);
  #failure = $state.raw<PortalFailure | null>(null);
  #loading = $state.raw(false);

  /** What came to no end. */
  #hung: string | null = null;

  constructor(private readonly needs: CustomPageNeeds) {
    this.#kept = needs.shelf.get(needs.id) ?? null;
  }

  /** Somebody else's; null: nothing was ever had. */
  get html(): string | null {
    return this.#kept?.html ?? null;
  }
  /** When that was so; ms since the epoch. */
  get at(): number {
    return this.#kept?.at ?? 0;
  }
  /** Why the last try gave nothing. */
  get failure(): PortalFailure | null {
    return this.#failure;
  }
  get loading(): boolean {
    return this.#loading;
  }
  /** It fills the place to its edges: its first thing that is not white space is the comment that says so. */
  get edgeToEdge(): boolean {
    return /^\s*<!--\s*no-container\s*-->/iu.test(this.html ?? '');
  }
  get empty(): boolean {
    return this.html !== null && this.html.replace(/<!--[^]*?(?:-->|$)/gu, '').trim() === '';
  }

  /** It came to no end: that is no page to begin with the next time, for it would hang the one that comes after it, too. */
  hung(): void {
    this.#hung = this.html;
    this.needs.shelf.delete(this.needs.id);
  }

  /** Asks the portal; what it does not give leaves what there was. Never rejects. */
  async load(signal?: AbortSignal): Promise<void> {
    const { id, portal, shelf, now } = this.needs;
    this.#loading = true;
    try {
      const answer = await portal.page(id, this.#kept?.tag, signal);
      if (signal?.aborted) return;
      if (answer.changed) this.#kept = { html: answer.value, tag: answer.tag, at: now() };
      else if (this.#kept) this.#kept = { ...this.#kept, at: now() };
      if (this.#kept && this.#kept.html !== this.#hung) shelf.set(id, this.#kept);
      this.#failure = null;
    } catch (error) {
      if (signal?.aborted) return;
      this.#failure = error instanceof PortalError ? error.failure : { kind: 'unreachable' };
      // It is gone, or not this user's any more: what it said no longer counts.
      if (this.#failure.kind === 'problem' && [403, 404, 410].includes(this.#failure.status)) {
        this.#kept = null;
        shelf.delete(id);
      }
    } finally {
      if (!signal?.aborted) this.#loading = false;
    }
  }
}
