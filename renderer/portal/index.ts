/** The operator's web server over HTTP (`docs/portal-api.yaml`). What comes is held against its schema before it is used. */
import type * as v from 'valibot';
import type { Api } from '../operator/api';
import { readButtons } from '../operator/buttons';
import { findIcons, type IconTable } from '../operator/icons';
import { PortalError, type Fetched, type PortalPort } from '../operator/model';
import { iconsOf, provisionedOf, readBranding, readProv } from '../operator/provisioned';
import { keepProv } from '../operator/provisioned-text';
import { readAs, withoutNulls, type Read } from '../operator/read';
import { failureOfTheWay, isJson, parsed, refusal } from './failure';
import { readPhonebook } from './phonebook';
import {
  Balance,
  Buttons,
  Campaigns,
  Envelope,
  Lead,
  Payment,
  Phonebook,
  Redeemed,
  Registered,
  Registration,
  SignedIn,
} from './schemas';

export interface PortalNeeds {
  /** As `fetch`, of a path below the portal's root; adds the token. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** All icons; asked for only when a document names one that is not at hand. */
  icons(): Promise<IconTable>;
  now(): number;
}

export function createPortal({ fetch, icons, now }: PortalNeeds): PortalPort {
  /** The portal's answer and its body, or PortalError. */
  async function ask(path: string, init: RequestInit = {}): Promise<{ response: Response; text: string }> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(path, init);
      text = response.status === 304 ? '' : await response.text();
    } catch (error) {
      // Given up, or a connection that broke in the middle of the answer.
      throw error instanceof PortalError ? error : new PortalError({ kind: 'unreachable' });
    }
    const failure = failureOfTheWay(response.headers);
    if (failure) throw new PortalError(failure);
    if (!response.ok && response.status !== 304) throw refusal(response, text);
    return { response, text };
  }

  function json(response: Response, text: string): unknown {
    if (!isJson(response)) throw new PortalError({ kind: 'not-json' });
    return parsed(text);
  }

  async function get<T>(path: string, schema: v.GenericSchema<unknown, T>): Promise<T> {
    const { response, text } = await ask(path);
    return good(readAs(schema, json(response, text)));
  }

  const give = (path: string, body: object, method = 'POST'): ReturnType<typeof ask> =>
    ask(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  async function send<T>(path: string, body: object, schema: v.GenericSchema<unknown, T>): Promise<T> {
    const { response, text } = await give(path, body);
    return good(readAs(schema, json(response, text)));
  }

  /** A lead has columns that are empty: they may come as null. */
  const leadOf = ({ response, text }: Awaited<ReturnType<typeof ask>>): Api['Lead'] =>
    good(readAs(Lead, withoutNulls(json(response, text))));

  /** With the tag of what is had already. */
  async function renew<T>(
    path: string,
    tag: string | undefined,
    read: (text: string, response: Response) => T | Promise<T>,
    signal?: AbortSignal,
  ): Promise<Fetched<T>> {
    const { response, text } = await ask(path, {
      ...(tag && { headers: { 'if-none-match': tag } }),
      ...(signal && { signal }),
    });
    if (response.status === 304) return { changed: false };
    return { changed: true, value: await read(text, response), tag: tagOf(response) };
  }

  return {
    branding: (tag) => renew('/branding', tag, (text, response) => good(readBranding(json(response, text)))),
    signIn: async (username, password, code) =>
      (await send('/session', { username, password, ...(code !== undefined && { code }) }, SignedIn)).user,
    signOut: async () => {
      // The surroundings forget the tokens whatever comes of it.
      await ask('/session', { method: 'DELETE' }).catch(() => {});
    },
    prov: (tag) =>
      renew('/prov', tag, async (text, response) => {
        const document = json(response, text);
        const prov = good(readProv(document));
        // Without a picture the row still leads to its page.
        const found = await findIcons(iconsOf(prov), icons).catch(() => ({}));
        return { provisioned: provisionedOf(prov, found), text: keepProv(document, tagOf(response), found) };
      }),
    register: (email, displayName) =>
      send('/register', { email, ...(displayName !== '' && { displayName }) }, Registration),
    validate: (id, code, password) =>
      send('/register/validate', { id, code, ...(password !== undefined && { password }) }, Registered),
    phonebook: (tag, signal) =>
      renew(
        '/phonebook',
        tag,
        (text, response) => readPhonebook(good(readAs(Phonebook, json(response, text))).entries, signal),
        signal,
      ),
    page: (id, tag, signal) => renew(`/page/${encodeURIComponent(id)}`, tag, (text) => text, signal),
    buttons: async () => {
      const { buttons } = await get('/buttons', Buttons);
      const names = buttons.flatMap(({ icon }) => icon ?? []);
      return readButtons(buttons, await findIcons(names, icons).catch(() => ({})));
    },
    button: (id) => get(`/button/${encodeURIComponent(id)}`, Envelope),
    form: (id) => get(`/form/${encodeURIComponent(id)}`, Envelope),
    press: (id, context) => send(`/button/${encodeURIComponent(id)}`, context, Envelope),
    submitForm: (id, context, formData) => send(`/form/${encodeURIComponent(id)}`, { ...context, formData }, Envelope),
    balance: async () => {
      const { balance, currency, lowBelow } = await get('/balance', Balance);
      return { amount: balance, currency: currency.toUpperCase(), lowBelow: lowBelow ?? null, at: now() };
    },
    pay: (method, amount, currency, returnUrl) =>
      send('/payment', { method, amount, currency, ...(returnUrl !== '' && { returnUrl }) }, Payment),
    payment: (id) => get(`/payment/${encodeURIComponent(id)}`, Payment),
    redeem: (code) => send('/voucher', { code }, Redeemed),
    campaigns: async () => {
      const { response, text } = await ask('/campaigns');
      return good(readAs(Campaigns, withoutNulls(json(response, text)))).campaigns;
    },
    nextLead: async (campaign) => {
      const answer = await ask(`/campaigns/${encodeURIComponent(campaign)}/next`, { method: 'POST' });
      return answer.response.status === 204 ? null : leadOf(answer);
    },
    correctLead: async (id, fields) => leadOf(await give(`/leads/${encodeURIComponent(id)}`, fields, 'PATCH')),
    skipLead: async (id) => {
      await ask(`/leads/${encodeURIComponent(id)}/skip`, { method: 'POST' });
    },
    setDisposition: async (id, disposition) => {
      await give(`/leads/${encodeURIComponent(id)}/disposition`, disposition);
    },
  };
}

const tagOf = ({ headers }: Response): string => headers.get('etag') ?? '';

function good<T>(read: Read<T>): T {
  if (read.ok) return read.value;
  throw new PortalError({ kind: 'broken', path: read.path, reason: read.reason });
}
