/** Everything that is sent to the phone to break it: at least 200 messages. */
import type { Malformed } from './message';
import { notSip } from './not-sip';
import { requests } from './requests';
import { responses } from './responses';
import { rfc4475 } from './rfc4475';

export const corpus: readonly Malformed[] = [...rfc4475, ...requests, ...responses, ...notSip];
