/** Connection check and SIP trace: what is found, and what passed. */
import type { CertificateFacts, Resolved } from '../../preload/contract';
import type { IceProbe, Probes, ServerProbe } from '../../renderer/operator/probes';
import type { TracedMessage } from '../../renderer/phone/ports';
import type { TraceSource } from '../../renderer/state/trace.svelte';
import { now } from './people';
import type { Scene } from './scenes';

const traced: readonly TracedMessage[] = [
  'REGISTER sip:pbx.example.com SIP/2.0',
  'SIP/2.0 401 Unauthorized',
  'REGISTER sip:pbx.example.com SIP/2.0',
  'SIP/2.0 200 OK',
  'INVITE sip:+442079460321@pbx.example.com;user=phone;a-very-long-parameter=that-does-not-fit SIP/2.0',
  'SIP/2.0 100 Trying',
  'SIP/2.0 180 Ringing',
].map((line, index) => ({
  at: now - 60_000 + index * 137,
  way: line.startsWith('SIP') ? 'received' : 'sent',
  line: 'scene',
  callId: index < 4 ? 'a' : 'b',
  text: `${line}\nCall-ID: ${index < 4 ? 'a' : 'b'}\nCSeq: ${String(index)} ${index < 4 ? 'REGISTER' : 'INVITE'}\nAuthorization: ***`,
}));

/** A trace that has been on for a while. */
export function stillTrace(on: boolean): TraceSource {
  return { on, messages: on ? traced : [], onchange: null, setOn: () => {}, clear: () => {} };
}

const server: ServerProbe = {
  openedMs: 41,
  speaksSip: true,
  answer: { ms: 12, status: 200, server: 'Asterisk PBX 20.6.0' },
};
const ice: IceProbe = { hostMs: 4, reflexiveMs: 38, relayMs: null, errors: [] };
export const stillProbes = (broken: boolean): Probes => ({
  server: () => Promise.resolve(broken ? { openedMs: null, speaksSip: false, answer: null } : server),
  ice: () => Promise.resolve(ice),
});

const resolved: Resolved = { ok: true, addresses: ['203.0.113.17', '2001:db8::17'], ms: 4 };
const certificate: CertificateFacts = {
  ok: true,
  subject: 'pbx.example.com',
  issuer: 'Example Trust',
  validFrom: now - 40 * 24 * 3600_000,
  validTo: now + 50 * 24 * 3600_000,
  protocol: 'TLSv1.3',
  ms: 38,
};
export const stillCheck = (broken: boolean) => ({
  resolve: () => Promise.resolve(resolved),
  certificate: () =>
    Promise.resolve(
      broken
        ? { ok: false as const, problem: 'expired' as const, detail: '', validTo: now - 3 * 24 * 3600_000, ms: 38 }
        : certificate,
    ),
});

export const diagnosisScenes: Record<string, Scene> = {
  diagnosis: { hash: '#settings/diagnosis' },
  'diagnosis-check': { hash: '#settings/diagnosis/check', press: ['Check now'] },
  'diagnosis-check-broken': { hash: '#settings/diagnosis/check', press: ['Check now'], broken: true },
  'diagnosis-trace': { hash: '#settings/diagnosis/trace', traced: true },
  'diagnosis-trace-empty': { hash: '#settings/diagnosis/trace' },
};
