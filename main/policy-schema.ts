/**
 * What an administrator may decide for all users of a computer: the one schema that the policy is read by and that its
 * documents are made from (build/admin).
 */
import * as v from 'valibot';
import { SettingsSchema } from '../preload/contract';
import { isLoopback, readDomain } from '../preload/invitation';

/**
 * Left out are those that belong to devices and ears, to one user’s accounts, or to the moment: microphones, speakers,
 * ringers and all volumes, headsets, do not disturb, the line to call with.
 */
export const managedSettings = [
  'theme',
  'zoom',
  'startWithSystem',
  'autoAnswer',
  'callLimit',
  'interruptionLimit',
  'historyDays',
  'cardWhenQuiet',
  'globalShortcuts',
  'mediaKeys',
  'headsetButtons',
  'warmMicrophone',
  'echoCancellation',
  'noiseSuppression',
  'autoGainControl',
  'codecOrder',
  'codecDelete',
  'codecPriority',
  'opus',
  'updateChannel',
  'automaticUpdates',
] as const;
export type ManagedSetting = (typeof managedSettings)[number];

/** `user`: another default, the user's to change. `locked`: shown, not to be changed. `hidden`: not shown either. */
export const managedAs = ['user', 'locked', 'hidden'] as const;

const linkActions = v.picklist(['off', 'ask', 'dial']);

/** A server that is asked by HTTPS, or one on this computer; empty: none. */
const server = v.pipe(v.string(), v.maxLength(1024), v.check(isServer, 'not an https:// address'));

export const PolicySchema = v.object({
  domain: v.pipe(
    v.string(),
    v.maxLength(300),
    v.check((text) => readDomain(text) !== null, 'not a host with an optional port'),
    v.transform((text) => readDomain(text)?.domain ?? ''),
  ),
  user: v.pipe(v.string(), v.maxLength(254), v.regex(/^[^\p{Cc}\p{Cf}]*$/u, 'has characters that are not seen')),
  practice: v.boolean(),
  ownSystem: v.boolean(),
  links: v.object({ tel: linkActions, sip: linkActions, sips: linkActions, callto: linkActions }),
  premiumPrefixes: v.pipe(
    v.array(v.pipe(v.string(), v.regex(/^\+?\d{1,15}$/, 'not digits, with + before them or not'))),
    v.maxLength(200),
  ),
  updates: v.object({
    enabled: v.boolean(),
    server,
    pinned: v.pipe(
      v.string(),
      v.maxLength(64),
      v.regex(/^(?:\d+\.\d+\.\d+(?:-[\w.]+)?)?$/, 'not a version such as 1.2.3'),
    ),
  }),
  crashServer: server,
  /** Each as its value, which locks it, or as `{ "value": …, "as": … }`. */
  settings: v.pick(SettingsSchema, managedSettings),
});
export type PolicyValues = v.InferOutput<typeof PolicySchema>;

function isServer(text: string): boolean {
  if (text === '') return true;
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && [username, password, search, hash].every((part) => part === '');
}
