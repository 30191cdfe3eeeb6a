import { it } from 'vitest';
import WebSocket from 'ws';
import { Phone } from '../phone/phone';
import { FakeLog, FakeRinger, FakeStore } from '../phone/fakes/fake-ports';
import { fakeAccount } from '../phone/fakes/fake-phone';
import { FakeAudio } from './testing/fake-audio';
import { createSip } from './index';

it('smoke', async () => {
  const log = new FakeLog();
  const clock = { now: () => Date.now(), random: () => Math.random(), after: (ms: number, run: () => void) => { const t = setTimeout(run, ms); return () => clearTimeout(t); } };
  const sip = createSip({ media: { createAudio: (a, id) => new FakeAudio(a.iceServers, id) }, log, userAgentString: 'x', webSocket: (u: string) => new WebSocket(u, 'sip') as never } as never);
  const until = (phone: Phone, test: () => boolean) => new Promise<void>((resolve) => { if (test()) return resolve(); const stop = phone.subscribe(() => { if (test()) { stop(); resolve(); } }); });
  for (const password of ['pw1001', 'wrong']) {
    const ringer = new FakeRinger();
    const phone = new Phone({ sip, clock, store: new FakeStore(), ringer, log }, { strict: false });
    phone.signIn({ ...fakeAccount, servers: ['ws://127.0.0.1:8088/ws'], user: '1004', authUser: '1004', expires: 60 }, password);
    await until(phone, () => ['ready', 'refused'].includes(phone.state.line.kind));
    console.log(password, JSON.stringify(phone.state.line));
    if (phone.state.line.kind === 'ready') {
      for (const number of ['603', '604', '609', '611', '610', 'nobody']) {
        const result = phone.dial(number);
        if (!result.ok) { console.log(result); continue; }
        await until(phone, () => phone.state.calls.every((call) => call.state.kind === 'ended'));
        console.log(number, JSON.stringify(phone.state.history[0]?.reason), ringer.heard.join());
        ringer.heard = [];
      }
      const r = phone.dial('602');
      if (r.ok) { await until(phone, () => phone.state.calls.some((c) => c.state.kind === 'remote-ringing')); phone.hangUp(r.id); await until(phone, () => phone.state.calls.every((call) => call.state.kind === 'ended')); console.log('602 cancel', JSON.stringify(phone.state.history[0]?.reason)); }
      const q = phone.dial('602'); if (q.ok) { phone.hangUp(q.id); await until(phone, () => phone.state.calls.every((call) => call.state.kind === 'ended')); console.log('602 at once', JSON.stringify(phone.state.history[0]?.reason)); }
      phone.woke();
    }
    const at = Date.now();
    await phone.close();
    console.log('closed in', Date.now() - at, phone.state.line.kind);
  }
  console.log(log.lines.filter((l) => !l.startsWith('debug')).join('\n'));
}, 60000);
