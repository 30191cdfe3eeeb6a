import type { CallAudio } from '../../renderer/phone/ports';
import { expect, test } from './fixture';
import type { Page } from './page';

declare global {
  interface Window {
    /** What one step leaves to the next. */
    kept: { calls: CallAudio[] } & Pick<Page, 'until' | 'media'>;
  }
}

test('each party of a conference hears the microphone and all others, and never itself', async ({ mediaPage }) => {
  const seen = await mediaPage.evaluate(async () => {
    const { callTone, hears, media, settings, speak, until, contexts } = window.test;
    const mic = 500;
    const [first, second, third] = [830, 1270, 1930];
    const all = [mic, first, second, third];
    speak.hertz = mic;
    const a = await callTone('a', first);
    const b = await callTone('b', second);
    const c = await callTone('c', third);
    const { conference } = media;
    const expectAll = async (atA: number[], atB: number[], atC: number[]) => {
      await Promise.all([hears(a.far.ear, all, atA), hears(b.far.ear, all, atB), hears(c.far.ear, all, atC)]);
    };
    const done: string[] = [];
    await expectAll([mic], [mic], [mic]);
    conference.mix(['a', 'b']);
    await expectAll([mic, second], [mic, first], [mic]);
    done.push('two');
    conference.mix(['a', 'b', 'c', 'unknown']);
    await expectAll([mic, second, third], [mic, first, third], [mic, first, second]);
    done.push('three');
    // Opus adds a little noise of its own everywhere: what is heard at a frequency that nobody sends is the measure.
    const looks: number[][] = [];
    await until(() => looks.push(a.far.ear.strengths([first, second, 1000, 1600])) >= 25);
    const [own, other, ...noise] = [0, 1, 2, 3].map((index) => {
      const sorted = looks.map((look) => look[index]!).sort((one, two) => one - two);
      return sorted[Math.floor(sorted.length / 2)]!;
    });

    conference.setPartyMuted('b', true);
    const element = document.querySelector<HTMLAudioElement>('audio[data-call="b"]')!;
    await expectAll([mic, third], [mic, first, third], [mic, first]);
    const silenced = element.muted;
    // Not heard, but still measured.
    await until(() => (media.levels('b')?.levelIn ?? 0) > 0.05);
    conference.setPartyMuted('b', false);
    await expectAll([mic, second, third], [mic, first, third], [mic, first, second]);
    done.push('party muted');

    a.call.setMuted(true);
    await expectAll([second, third], [mic, first, third], [mic, first, second]);
    a.call.setMuted(false);
    done.push('our mute');

    c.call.setHold(true);
    await c.call.applyAnswer(await c.far.answer(await c.call.offer()), 'answer');
    await expectAll([mic, second], [mic, first], []);
    c.call.setHold(false);
    await c.call.applyAnswer(await c.far.answer(await c.call.offer()), 'answer');
    await expectAll([mic, second, third], [mic, first, third], [mic, first, second]);
    done.push('hold');

    await a.call.applyAnswer(await a.far.answer(await a.call.offer({ iceRestart: true })), 'answer');
    await expectAll([mic, second, third], [mic, first, third], [mic, first, second]);
    done.push('ICE restart');

    const another = 620;
    all.push(another);
    speak.hertz = another;
    media.setSettings({ ...settings, echoCancellation: false });
    await expectAll([second, third, another], [first, third, another], [first, second, another]);
    done.push('another microphone');

    c.call.close();
    await Promise.all([hears(a.far.ear, all, [second, another]), hears(b.far.ear, all, [first, another])]);
    done.push('one left');
    conference.mix([]);
    await Promise.all([hears(a.far.ear, all, [another]), hears(b.far.ear, all, [another])]);
    a.call.close();
    b.call.close();
    // Only the adapters' own: those of the far ends go on.
    await until(() => contexts.every(({ state }) => state === 'closed'));
    return { done, silenced, unmuted: element.muted, leak: own! / other!, noise: Math.max(...noise) / other! };
  });
  test.info().annotations.push({ type: 'measured', description: JSON.stringify(seen) });
  console.log(`what a party hears of itself, relative to another: ${seen.leak}, the codec's noise: ${seen.noise}`);
  expect(seen).toMatchObject({
    done: ['two', 'three', 'party muted', 'our mute', 'hold', 'ICE restart', 'another microphone', 'one left'],
    silenced: true,
    unmuted: false,
  });
  expect(seen.leak).toBeLessThan(0.01);
});

test('a conference of three costs little', async ({ browserWithDevice, mediaPage }) => {
  const cdp = await browserWithDevice.newBrowserCDPSession();
  const cpu = async () => {
    const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  /** Share of one core that the whole browser takes over two seconds of sound. */
  const share = async () => {
    const before = await cpu();
    const ms = await mediaPage.evaluate(async () => {
      const { calls, until } = window.kept;
      const began = performance.now();
      const first = (await calls[0]!.stats())!.packetsReceived;
      await until(async () => (await calls[0]!.stats())!.packetsReceived >= first + 100);
      return performance.now() - began;
    });
    return ((await cpu()) - before) / (ms / 1000);
  };
  await mediaPage.evaluate(async () => {
    const { callTone, media, speak, until } = window.test;
    speak.hertz = 500;
    const calls = [];
    for (const [id, hertz] of [
      ['a', 830],
      ['b', 1270],
    ] as const)
      calls.push((await callTone(id, hertz)).call);
    window.kept = { calls, until, media };
  });
  const apart = await share();
  await mediaPage.evaluate(() => window.kept.media.conference.mix(['a', 'b']));
  const mixed = await share();
  console.log(`share of a core, two calls: ${apart.toFixed(3)}, mixed: ${mixed.toFixed(3)}`);
  test.info().annotations.push({ type: 'measured', description: JSON.stringify({ apart, mixed }) });
  expect(mixed - apart).toBeLessThan(0.3);
});
