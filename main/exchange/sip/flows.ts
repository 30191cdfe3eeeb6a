import type { Link } from './link';

/**
 * Which WebSocket leads to which Contact. Learned from what phones send, so that a dialog goes on as soon as a phone
 * that came back has shown its new Contact (RFC 3261, section 12.2: target refresh).
 */
export class Flows {
  private readonly exact = new Map<string, Link>();
  private readonly short = new Map<string, Link>();

  learn(uri: string, link: Link): void {
    this.exact.set(uri, link);
    this.short.set(withoutParameters(uri), link);
  }

  find(uri: string): Link | undefined {
    const link = this.exact.get(uri) ?? this.short.get(withoutParameters(uri));
    return link?.open ? link : undefined;
  }

  lost(link: Link): void {
    for (const map of [this.exact, this.short]) for (const [uri, other] of map) if (other === link) map.delete(uri);
  }
}

function withoutParameters(uri: string): string {
  return uri.replace(/[;?].*$/s, '').toLowerCase();
}
