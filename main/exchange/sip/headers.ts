export type HeaderList = readonly (readonly [name: string, value: string])[];

/** Header fields in order; names match without regard to case (RFC 3261, section 7.3.1). */
export class Headers {
  private entries: [name: string, value: string][];

  constructor(entries: Iterable<readonly [string, string]> = []) {
    this.entries = [...entries].map(([name, value]) => [name, value]);
  }

  get(name: string): string | undefined {
    return this.entries.find((entry) => same(entry[0], name))?.[1];
  }

  all(name: string): string[] {
    return this.entries.filter((entry) => same(entry[0], name)).map((entry) => entry[1]);
  }

  has(name: string): boolean {
    return this.entries.some((entry) => same(entry[0], name));
  }

  /** Replaces all fields of that name. */
  set(name: string, value: string): this {
    const at = this.entries.findIndex((entry) => same(entry[0], name));
    this.delete(name);
    this.entries.splice(at < 0 ? this.entries.length : at, 0, [name, value]);
    return this;
  }

  add(name: string, value: string): this {
    this.entries.push([name, value]);
    return this;
  }

  /** Above all others of its name, as Via and Record-Route need it. */
  prepend(name: string, value: string): this {
    this.entries.unshift([name, value]);
    return this;
  }

  /** Removes the topmost field of that name. */
  removeFirst(name: string): this {
    const at = this.entries.findIndex((entry) => same(entry[0], name));
    if (at >= 0) this.entries.splice(at, 1);
    return this;
  }

  delete(name: string): this {
    this.entries = this.entries.filter((entry) => !same(entry[0], name));
    return this;
  }

  clone(): Headers {
    return new Headers(this.entries);
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries[Symbol.iterator]();
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Splits a list at its commas, but not inside quotes or angle brackets. */
export function splitList(value: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  let depth = 0;
  for (let i = 0; i < value.length; i += 1) {
    const character = value.charAt(i);
    if (quoted && character === '\\') {
      part += character + value.charAt(i + 1);
      i += 1;
      continue;
    }
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === '<') depth += 1;
    else if (!quoted && character === '>') depth -= 1;
    if (character === ',' && !quoted && depth <= 0) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  parts.push(part.trim());
  return parts.filter((text) => text !== '');
}
