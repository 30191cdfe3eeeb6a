/**
 * Transfers at the exchange's end of a call (RFC 3515, RFC 3891). A REFER of a phone makes the number that it talks to
 * call somebody else: a phone by a real INVITE, which carries the Replaces of an attended transfer; another number of
 * the exchange only in name, since nobody could hear the two. And an INVITE with Replaces takes a call over that ends, or
 * rings, at the exchange. Between two phones all of it passes through as it is (sip/proxy.ts).
 */
import { testTone } from '../media/tones';
import type { ForkTarget } from '../sip/fork';
import { splitList, type HeaderList } from '../sip/headers';
import type { SipRequest } from '../sip/message';
import type { ServerTransaction } from '../sip/transactions';
import type { Call } from './call';
import { ECHO_CODECS, IncomingCall, TONE_CODECS } from './incoming';
import { outcomeOf } from './numbers';
import type { OutgoingCall, OutgoingOptions } from './outgoing';
import type { Surroundings } from './surroundings';

export interface TransferDesk {
  call(user: string, options: OutgoingOptions, targets?: readonly ForkTarget[]): OutgoingCall;
  /** The phone behind a Contact. */
  phoneAt(uri: string): ForkTarget | undefined;
  isPhone(user: string): boolean;
  isNumber(number: string): boolean;
  all(): readonly (IncomingCall | OutgoingCall)[];
  keep(call: IncomingCall): void;
}

interface Replaces {
  value: string;
  callId: string;
  toTag: string;
  fromTag: string;
}

const TRANSFERRED = 'SIP;cause=200;text="Call transferred"';

export class Transfers {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly desk: TransferDesk,
  ) {}

  /** A REFER in a call that ends here. */
  refer(call: Call, transaction: ServerTransaction): void {
    const { request } = transaction;
    const values = request.headers.all('Refer-To').flatMap(splitList);
    const [, target = '', headers = ''] = /<?([^<>?\s]+)(?:\?([^>]*))?>?/.exec(values[0] ?? '') ?? [];
    const user = decodeURIComponent(/^sips?:([^@;]*)@/i.exec(target)?.[1] ?? '');
    if (values.length !== 1 || user === '') {
      transaction.respond(400);
      return;
    }
    const silent = /^\s*false/i.test(request.headers.get('Refer-Sub') ?? '');
    transaction.respond(202, silent ? { headers: [['Refer-Sub', 'false']] } : {});
    const tell = (status: number) => {
      if (!silent && !call.end) call.tellReferrer(status);
    };
    tell(100);
    const replaces = readReplaces(/(?:^|&)replaces=([^&]*)/i.exec(headers)?.[1]);
    const phone = this.desk.phoneAt(target);
    if (replaces && !phone) tell(this.join(replaces) ? 200 : 481);
    else if (phone || this.desk.isPhone(user)) {
      const by = request.headers.get('Referred-By');
      const extra: HeaderList = [
        ...(by === undefined ? [] : [['Referred-By', by] as const]),
        ...(replaces
          ? ([
              ['Replaces', replaces.value],
              ['Require', 'replaces'],
            ] as const)
          : []),
      ];
      this.callOn(call, user, extra, phone, tell);
    } else tell(this.desk.isNumber(user) ? outcomeOf(user) : 404);
  }

  /** Whether an INVITE with Replaces means a call of the exchange, and not one of a phone's. */
  takes(request: SipRequest): boolean {
    const value = request.headers.get('Replaces');
    if (value === undefined) return false;
    const replaces = readReplaces(value);
    return (replaces && this.find(replaces)) !== undefined || !this.desk.isPhone(request.target?.user ?? '');
  }

  /** An INVITE with Replaces for a call of the exchange; 481 where there is none (RFC 3891, section 3). */
  replace(transaction: ServerTransaction): void {
    const { request } = transaction;
    const replaces = readReplaces(request.headers.get('Replaces'));
    const old = replaces && this.find(replaces);
    if (!old || (old.direction === 'from-phone' && old.state !== 'answered')) {
      transaction.respond(replaces ? 481 : 400);
      return;
    }
    if (old.state === 'answered' && /;\s*early-only/i.test(replaces.value)) {
      transaction.respond(486);
      return;
    }
    const call = new IncomingCall(this.surroundings, transaction, old.number);
    this.desk.keep(call);
    void call.answer(soundOf(old.number)).then((answered) => {
      if (answered) old.hangup({ reason: TRANSFERRED });
    });
  }

  /** Two calls of one phone, both with the exchange: their other ends have each other now. */
  private join(replaces: Replaces): boolean {
    const old = this.find(replaces);
    old?.hangup({ reason: TRANSFERRED });
    return old !== undefined;
  }

  private find({ callId, toTag }: Replaces): IncomingCall | OutgoingCall | undefined {
    return this.desk.all().find((call) => call.id === callId && call.localTag === toTag);
  }

  private callOn(
    call: Call,
    user: string,
    headers: HeaderList,
    phone: ForkTarget | undefined,
    tell: (status: number) => void,
  ): void {
    const { source, codecs } = soundOf(call.number);
    const options = { name: `Practice ${call.number}`, number: call.number, media: source, codecs, headers };
    const next = this.desk.call(phone?.link.user ?? user, options, phone && [phone]);
    let last = 100;
    next.on('ringing', (status) => {
      if (status > last) tell((last = status));
    });
    next.on('answered', () => {
      tell(200);
    });
    next.on('ended', (end) => {
      if (end.status !== null) tell(end.status);
    });
  }
}

function soundOf(number: string) {
  return number === '600'
    ? ({ source: 'echo', codecs: ECHO_CODECS } as const)
    : { source: testTone, codecs: TONE_CODECS };
}

function readReplaces(escaped: string | undefined): Replaces | undefined {
  if (escaped === undefined) return undefined;
  const value = decodeURIComponent(escaped);
  const callId = /^\s*([^;\s]+)/.exec(value)?.[1];
  const toTag = /;\s*to-tag=([^;\s]+)/i.exec(value)?.[1];
  const fromTag = /;\s*from-tag=([^;\s]+)/i.exec(value)?.[1];
  return callId && toTag && fromTag ? { value, callId, toTag, fromTag } : undefined;
}
