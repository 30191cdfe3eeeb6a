/** A client for tests: it holds every answer against the definition, and throws when one is otherwise. */
import type { Api } from '../api';
import type { Portal } from '../index';
import { answerFaults, operationOf } from './definition';

export interface Got<T = unknown> {
  status: number;
  headers: Headers;
  text: string;
  /** Of JSON; null else. */
  body: T;
}

export interface Sending {
  body?: unknown;
  headers?: Record<string, string>;
}

export class PortalClient {
  tokens: Api['Tokens'] | null = null;
  /** What was answered, and held against the definition: `GET /page/{id} 200`. */
  readonly answered = new Set<string>();

  constructor(private readonly portal: Portal) {}

  async send<T = unknown>(method: string, path: string, { body, headers = {} }: Sending = {}): Promise<Got<T>> {
    const response = await fetch(`${this.portal.url}/api/softphone${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(this.tokens && { authorization: `Bearer ${this.tokens.accessToken}` }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const operation = operationOf(method, path.replace(/\?.*/, ''));
    if (operation) {
      const wrong = answerFaults(operation, { status: response.status, headers: response.headers, text });
      if (wrong.length > 0)
        throw new Error(`${method} ${path} answered ${response.status}: ${wrong.join('; ')}\n${text}`);
      this.answered.add(`${operation.name} ${response.status}`);
    }
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : null) as T };
  }

  get<T = unknown>(path: string, headers: Record<string, string> = {}): Promise<Got<T>> {
    return this.send<T>('GET', path, { headers });
  }

  post<T = unknown>(path: string, body?: unknown): Promise<Got<T>> {
    return this.send<T>('POST', path, { body });
  }

  /** Throws unless it succeeds. */
  async signIn(username: string, password: string): Promise<this> {
    const { status, body, text } = await this.post<Api['Tokens']>('/session', { username, password });
    if (status !== 200) throw new Error(`sign-in answered ${status}: ${text}`);
    this.tokens = body;
    return this;
  }

  async prov(): Promise<Api['Prov']> {
    return (await this.get<Api['Prov']>('/prov')).body;
  }
}

/** `urn:sidetone:problem:wrong-code` → `wrong-code`. */
export function problemOf({ body }: Got): string {
  return (body as Api['Problem']).type.replace('urn:sidetone:problem:', '');
}
