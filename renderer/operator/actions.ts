/** What an operator's button does (PORTAL.md, "HTTP"): the envelope read as one action and one form. Pure. */
import type { Api } from './api';
import type { MenuTarget } from './model';

/** Where a redirect leads: a page of the phone, or the system's browser. */
export type Place =
  { readonly kind: 'page'; readonly to: MenuTarget } | { readonly kind: 'outside'; readonly url: string };

export type Action =
  | { readonly kind: 'answer' | 'end' | 'microphone' | 'next' }
  /** By a column of the lead. */
  | { readonly kind: 'call'; readonly column: 'alt_phone' | 'phone_code' }
  | { readonly kind: 'go'; readonly place: Place }
  | { readonly kind: 'save'; readonly answer: 'Yes' | 'No' | 'Unknown' }
  /** Not one of the documented ones, or with parameters that make no sense: nothing is done. */
  | { readonly kind: 'unknown'; readonly name: string };

export interface FormStep {
  readonly id: string;
  /** null: not in the envelope, to be asked for. */
  readonly fields: readonly Api['FormField'][] | null;
  readonly data: Api['FormData'];
}

/** First the action, then the form. Both may be missing. */
export interface Step {
  readonly action: Action | null;
  readonly form: FormStep | null;
}

/** `formId`: of the button, which beats `openForm`. `origin`: of Domain A, for addresses without one. */
export function readEnvelope(envelope: Api['Envelope'], origin: string, formId?: string): Step {
  const { action, formSchema = null, formData = {} } = envelope.__;
  const named = action?.name === 'openForm' ? textOf(action.params[0]) : '';
  const id = formId || named;
  return {
    action: action && action.name !== 'openForm' ? readAction(action, origin) : null,
    form: id ? { id, fields: formSchema, data: formData } : null,
  };
}

/** What came need not be what was agreed: names and parameters are taken as they are, and checked. */
function readAction({ name, params = [] }: { name: string; params?: readonly unknown[] }, origin: string): Action {
  const unknown = { kind: 'unknown', name: name.slice(0, 64) } as const;
  const [first, outside] = params;
  switch (name) {
    case 'answerCall':
      return { kind: 'answer' };
    case 'endCall':
      return { kind: 'end' };
    case 'toggleMic':
      return { kind: 'microphone' };
    case 'next':
      return { kind: 'next' };
    case 'makeCall':
      return first === 'alt_phone' || first === 'phone_code' ? { kind: 'call', column: first } : unknown;
    case 'save':
      return first === 'Yes' || first === 'No' || first === 'Unknown' ? { kind: 'save', answer: first } : unknown;
    case 'redirect': {
      const place = placeOf(textOf(first), origin, outside === true);
      return place ? { kind: 'go', place } : unknown;
    }
    default:
      return unknown;
  }
}

const pages: Readonly<Record<string, Exclude<MenuTarget['page'], 'custom'>>> = {
  '/': 'home',
  '/dialpad': 'dialpad',
  '/agent': 'agent',
  '/call-log': 'history',
  '/contacts': 'contacts',
  '/settings': 'settings',
};

/**
 * Where an address leads, as a menu, a redirect or a link in a page has it; null: nowhere that is allowed. `outside`:
 * to the browser, though it is one of the phone's own.
 */
export function placeOf(address: string, origin: string, outside = false): Place | null {
  if (address === '' || !URL.canParse(address, origin)) return null;
  const url = new URL(address, origin);
  if (url.origin === origin && !outside) {
    const page = Object.hasOwn(pages, url.pathname) ? pages[url.pathname] : undefined;
    if (page) return { kind: 'page', to: { page } };
    const id = /^\/page\/([^/]+)$/u.exec(url.pathname)?.[1];
    if (id) return { kind: 'page', to: { page: 'custom', id: decoded(id) } };
  }
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && url.origin === origin);
  return allowed && url.username === '' && url.password === '' ? { kind: 'outside', url: url.href } : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
