/** What answers where, as `docs/portal-api.yaml` has it. */
import type { IncomingMessage } from 'node:http';
import { Disposition, LeadFields, type Agent } from './agent';
import { FormAnswer, Press, type Buttons } from './buttons';
import { Register, SignIn, Validate, type Entry } from './entry';
import { bodyOf, html, json, nothing, type Answer } from './http';
import { hundredths, money } from './money';
import type { Pages } from './pages';
import { NewPayment, Voucher, type Payments } from './payments';
import type { Phonebook } from './phonebook';
import { notFound, notOffered, Problem, unauthorized } from './problem';
import type { Provisioning } from './provisioning';
import { PushSubscription, type Push } from './push';
import * as v from 'valibot';
import type { Session, Sessions } from './sessions';

export interface Parts {
  provisioning: Provisioning;
  entry: Entry;
  sessions: Sessions;
  phonebook: Phonebook;
  pages: Pages;
  buttons: Buttons;
  payments: Payments;
  agent: Agent;
  push: Push;
}

interface Asked {
  request: IncomingMessage;
  query: URLSearchParams;
  id: string;
}

type Handler = (parts: Parts, asked: Asked) => Answer | Promise<Answer>;
type SignedInHandler = (parts: Parts, session: Session, asked: Asked) => Answer | Promise<Answer>;

const LOW_BALANCE = hundredths(2);
const Refresh = v.object({ refreshToken: v.pipe(v.string(), v.nonEmpty('This is needed.'), v.maxLength(256)) });

const signedIn =
  (handler: SignedInHandler): Handler =>
  (parts, asked) => {
    const token = /^Bearer ([\w-]+)$/i.exec(asked.request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw unauthorized();
    return handler(parts, parts.sessions.find(token), asked);
  };

const withFlag =
  (flag: string, handler: Handler): Handler =>
  (parts, asked) => {
    if (!parts.provisioning.has(flag)) throw notOffered();
    return handler(parts, asked);
  };

const paying = (handler: SignedInHandler): Handler =>
  signedIn((parts, session, asked) => withFlag('ACCEPT_PAYMENT', () => handler(parts, session, asked))(parts, asked));

/** `GET /page/{id}` and what answers it. */
const routes: Readonly<Record<string, Handler>> = {
  'GET /branding': ({ provisioning }) => json(provisioning.branding()),

  'POST /session': async ({ entry }, { request }) => json(entry.signIn(await bodyOf(request, SignIn))),
  'DELETE /session': signedIn(({ sessions }, { id }) => {
    sessions.end(id);
    return nothing;
  }),
  'POST /session/refresh': async ({ sessions }, { request }) =>
    json(sessions.refresh((await bodyOf(request, Refresh)).refreshToken)),

  'GET /prov': signedIn(({ provisioning }, session) => json(provisioning.prov(session))),

  'POST /register': withFlag('REGISTER', async ({ entry }, { request }) =>
    json(entry.register(await bodyOf(request, Register)), 202),
  ),
  'POST /register/validate': withFlag('REGISTER', async ({ entry }, { request }) => {
    const { made, answer } = entry.validate(await bodyOf(request, Validate));
    return json(answer, made ? 201 : 200);
  }),

  'GET /phonebook': signedIn(({ phonebook }) => ({ ...json(null), body: phonebook.json() })),

  'GET /page/{id}': signedIn(({ pages, provisioning }, { account }, { id }) =>
    html(pages.html(id, account, provisioning.currency)),
  ),
  'GET /buttons': signedIn(({ buttons }, _session, { query }) => json(buttons.list(query.get('placement')))),
  'GET /button/{id}': signedIn(({ buttons }, _session, { id }) => json(buttons.press(id))),
  'POST /button/{id}': signedIn(async ({ buttons }, _session, { id, request }) =>
    json(buttons.press(id, await bodyOf(request, Press, {}))),
  ),
  'GET /form/{id}': signedIn(({ buttons }, _session, { id }) => json(buttons.form(id))),
  'POST /form/{id}': signedIn(async ({ buttons }, { account }, { id, request }) =>
    json(buttons.send(id, await bodyOf(request, FormAnswer), account)),
  ),

  'GET /balance': signedIn(({ provisioning }, { account }) =>
    json({ balance: money(account.balance), currency: provisioning.currency, lowBelow: money(LOW_BALANCE) }),
  ),
  'GET /payment/methods': paying(({ provisioning }) => json(provisioning.paymentMethods)),
  'POST /payment': paying(async ({ payments }, { account }, { request }) =>
    json(payments.begin(account, await bodyOf(request, NewPayment)), 201),
  ),
  'GET /payment/{id}': signedIn(({ payments }, { account }, { id }) => json(payments.find(id, account))),
  'POST /voucher': paying(async ({ payments }, { account }, { request }) =>
    json(payments.redeem(account, (await bodyOf(request, Voucher)).code)),
  ),

  'GET /campaigns': signedIn(({ agent }) => json(agent.campaigns())),
  'POST /campaigns/{id}/next': signedIn(({ agent }, { account }, { id }) => {
    const lead = agent.next(id, account);
    return lead ? json(lead) : nothing;
  }),
  'PATCH /leads/{id}': signedIn(async ({ agent }, { account }, { id, request }) =>
    json(agent.correct(id, account, await bodyOf(request, LeadFields))),
  ),
  'POST /leads/{id}/skip': signedIn(({ agent }, { account }, { id }) => {
    agent.skip(id, account);
    return nothing;
  }),
  'POST /leads/{id}/disposition': signedIn(async ({ agent }, { account }, { id, request }) => {
    agent.dispose(id, account, await bodyOf(request, Disposition));
    return nothing;
  }),

  'GET /push/key': signedIn(({ push }) => json(push.key())),
  'POST /push': signedIn(async ({ push }, session, { request }) =>
    json(push.add(session, await bodyOf(request, PushSubscription)), 201),
  ),
  'DELETE /push/{id}': signedIn(({ push }, session, { id }) => {
    push.remove(id, session);
    return nothing;
  }),
};

/** `path`: below the root of the API, as it came, with a slash in front. Throws the problem. */
export function answer(
  parts: Parts,
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
): Answer | Promise<Answer> {
  const id = /^\/(?:page|button|form|payment|leads|campaigns|push)\/([\w.~-]{1,64})(?=\/|$)/.exec(path)?.[1] ?? '';
  const pattern = id === '' ? path : path.replace(`/${id}`, '/{id}');
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  const handler = own(`${method} ${path}`) ?? own(`${method} ${pattern}`);
  if (handler) return handler(parts, { request, query, id });
  const known = Object.keys(routes).some((route) => [path, pattern].includes(route.replace(/^\S+ /, '')));
  if (known) throw new Problem('method-not-allowed', 405, 'Not in this way', 'This cannot be done here.');
  throw notFound('address');
}

function own(route: string): Handler | undefined {
  return Object.hasOwn(routes, route) ? routes[route] : undefined;
}
