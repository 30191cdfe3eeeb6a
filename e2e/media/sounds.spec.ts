import { expect, launch, test } from './fixture';

test('the ring sounds until it is stopped, and then nothing is left running', async ({ mediaPage }) => {
  const seen = await mediaPage.evaluate(async () => {
    const { media, until, loudness, contexts, left } = window.test;
    await navigator.mediaDevices
      .getUserMedia({ audio: true })
      .then((stream) => stream.getTracks().forEach((track) => track.stop()));
    media.ringer.play('ringback');
    media.ringer.play('ring');
    const elements = [...document.querySelectorAll('audio')];
    await until(() => elements[0]!.currentTime > 0);
    const peak = await loudness(elements[0]!, 400);
    const running = contexts.filter(({ state }) => state === 'running').length;
    media.ringer.stop();
    await until(() => contexts.every(({ state }) => state === 'closed'));
    return { count: elements.length, peak, running, elements: left().elements };
  });
  expect(seen.peak).toBeGreaterThan(0.3);
  expect(seen).toMatchObject({ count: 1, running: 1, elements: 0 });
});

test('short sounds clear themselves away; a key and a call progress tone sound together', async ({ mediaPage }) => {
  const seen = await mediaPage.evaluate(async () => {
    const { media, until, contexts, left } = window.test;
    media.ringer.play('ended');
    media.ringer.key('5');
    media.ringer.testTone('ring');
    const together = left().elements;
    await until(() => left().elements === 0 && contexts.every(({ state }) => state === 'closed'));
    return { together, contexts: contexts.length };
  });
  expect(seen).toEqual({ together: 3, contexts: 1 });
});

test('ring and call go to their own devices with their own volumes, also when changed on the way', async ({
  mediaPage,
}) => {
  const seen = await mediaPage.evaluate(async () => {
    const { media, pair, until, settings } = window.test;
    await pair();
    const { speakers } = await media.devices.refresh();
    const [one, two] = speakers;
    media.ringer.play('ring');
    media.setSettings({
      ...settings,
      speakers: [{ id: one!.id, label: '', group: '' }],
      ringers: [{ id: 'gone', label: two!.label, group: '', volume: 0.25 }],
      callVolume: 0.5,
    });
    const call = document.querySelector<HTMLAudioElement>('audio[data-call="a"]')!;
    const ring = document.querySelector<HTMLAudioElement>('audio:not([data-call])')!;
    await until(() => call.sinkId === one!.id && ring.sinkId === two!.id);
    media.ringer.play('ringback');
    const ringback = document.querySelector<HTMLAudioElement>('audio:not([data-call])')!;
    await until(() => ringback.sinkId === one!.id);
    return [call.volume, ring.volume, ringback.volume];
  });
  expect(seen).toEqual([0.5, 0.25, 0.5]);
});

test('the level meter of the settings page follows the microphone and closes it', async ({ mediaPage }) => {
  const seen = await mediaPage.evaluate(async () => {
    const { media, until, contexts, left } = window.test;
    const levels: number[] = [];
    const began = performance.now();
    const stop = await media.meters.microphone((level) => levels.push(level));
    await until(() => Math.max(...levels) > 0.001 && levels.length >= 30);
    const rate = (levels.length * 1000) / (performance.now() - began);
    stop();
    await until(() => contexts.every(({ state }) => state === 'closed'));
    return { rate, left: left() };
  });
  expect(seen.rate).toBeGreaterThan(12);
  expect(seen.rate).toBeLessThan(21);
  expect(seen.left).toEqual({ connections: 0, tracks: 0, elements: 0 });
});

test('another microphone in the settings is heard by the running call', async ({ mediaPage }) => {
  const seen = await mediaPage.evaluate(async () => {
    const { media, pair, until, settings, tracks } = window.test;
    const { first, second } = await pair();
    const { microphones } = await media.devices.refresh();
    const chosen = microphones.at(-1)!;
    const told: string[] = [];
    media.onDevice((event) => told.push(event.kind));
    const before = tracks.length;
    media.setSettings({ ...settings, microphones: [chosen] });
    await until(() => tracks.slice(before).filter((track) => track.readyState === 'live').length === 3);
    await until(async () => ((await second.stats())?.levelIn ?? 0) > 0.001);
    first.close();
    second.close();
    return {
      told,
      several: microphones.length > 1,
      live: tracks.filter((track) => track.readyState === 'live').length,
    };
  });
  expect(seen).toEqual({ told: [], several: true, live: 0 });
});

test('where the browser blocks sound, the ring starts with the first click', async ({ address }) => {
  const browser = await launch(['--autoplay-policy=document-user-activation-required']);
  const page = await browser.newPage();
  await page.goto(`${address}#ring`);
  const blocked = await page.evaluate(async () => {
    const { until, logged, contexts } = window.test;
    await until(() => logged.some((line) => line.includes('blocked')));
    return contexts[0]!.state;
  });
  expect(blocked).toBe('suspended');
  await page.mouse.click(5, 5);
  const peak = await page.evaluate(async () => {
    const { until, loudness, contexts } = window.test;
    const element = document.querySelector('audio')!;
    await until(() => element.currentTime > 0 && contexts[0]!.state === 'running');
    return loudness(element, 400);
  });
  expect(peak).toBeGreaterThan(0.3);
  await browser.close();
});

test('close of everything leaves nothing, in the middle of a call and a ring', async ({ mediaPage }) => {
  const seen = await mediaPage.evaluate(async () => {
    const { media, pair, left, contexts, until } = window.test;
    const { first } = await pair();
    await first.stats();
    media.ringer.play('ring');
    media.close();
    await until(() => contexts[0]!.state === 'closed');
    return left();
  });
  expect(seen).toEqual({ connections: 0, tracks: 0, elements: 0 });
});
