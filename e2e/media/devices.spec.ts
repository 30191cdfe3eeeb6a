import { expect, launch, test } from './fixture';

test('unplugged in a call: microphone and speaker move to the next ones, and back; both are told', async ({
  mediaPage,
}) => {
  const seen = await mediaPage.evaluate(async () => {
    const { callTone, hears, media, plug, settings, speak, until } = window.test;
    await navigator.mediaDevices
      .getUserMedia({ audio: true })
      .then((stream) => stream.getTracks().forEach((track) => track.stop()));
    const { microphones, speakers } = await media.devices.refresh();
    const [headset, laptop] = microphones;
    const [earpiece, loudspeaker] = speakers;
    const tones = [500, 620];
    speak.hertz = (device) => (device === headset!.id ? 500 : 620);
    media.setSettings({ ...settings, microphones: [headset!, laptop!], speakers: [earpiece!, loudspeaker!] });
    const { far } = await callTone('a', 830);
    await hears(far.ear, tones, [500]);
    const element = document.querySelector<HTMLAudioElement>('audio[data-call="a"]')!;
    await until(() => element.sinkId === earpiece!.id);
    const events: unknown[] = [];
    media.onDevice((event) => events.push(event));

    const moved = async (tone: number, sink: string, change: Parameters<typeof plug>[0]) => {
      const began = performance.now();
      plug(change);
      let sinkAt = 0;
      let toneAt = 0;
      await until(() => {
        if (element.sinkId === sink) sinkAt ||= performance.now() - began;
        if (far.ear.hears([tone]).length > 0) toneAt ||= performance.now() - began;
        return sinkAt > 0 && toneAt > 0;
      });
      await hears(far.ear, tones, [tone]);
      return { sinkAt, toneAt };
    };
    const out = await moved(620, loudspeaker!.id, { unplugged: [headset!.label, earpiece!.label] });
    const back = await moved(500, earpiece!.id, { unplugged: [] });
    return { events, names: [headset, laptop, earpiece, loudspeaker].map((device) => device!.label), out, back };
  });
  const [headset, laptop, earpiece, loudspeaker] = seen.names;
  console.log('ms from unplugging, and from plugging in, to the other speaker and microphone:', seen.out, seen.back);
  expect(seen.events).toHaveLength(4);
  expect(seen.events).toEqual(
    expect.arrayContaining([
      { device: 'speaker', kind: 'changed', label: loudspeaker, before: earpiece, ranked: true },
      { device: 'microphone', kind: 'changed', label: laptop, before: headset, ranked: true },
      { device: 'speaker', kind: 'returned', label: earpiece, before: loudspeaker, ranked: true },
      { device: 'microphone', kind: 'returned', label: headset, before: laptop, ranked: true },
    ]),
  );
  // Of which the ear takes up to a third of a second to be sure.
  for (const { sinkAt, toneAt } of [seen.out, seen.back]) {
    expect(sinkAt).toBeLessThan(1000);
    expect(toneAt).toBeLessThan(1000);
  }
});

test('without a choice the microphone follows the system, and says that it is none of the user’s', async ({
  mediaPage,
}) => {
  const events = await mediaPage.evaluate(async () => {
    const { callTone, hears, media, plug, speak } = window.test;
    speak.hertz = 500;
    plug({ system: 'Fake Audio Input 1' });
    await media.devices.refresh();
    const { far } = await callTone('a', 830);
    await hears(far.ear, [500, 620], [500]);
    const told: unknown[] = [];
    media.onDevice((event) => {
      if (event.device === 'microphone') told.push(event);
    });
    speak.hertz = 620;
    plug({ system: 'Fake Audio Input 2' });
    await hears(far.ear, [500, 620], [620]);
    return told;
  });
  expect(events).toEqual([
    {
      device: 'microphone',
      kind: 'changed',
      label: 'Fake Audio Input 2',
      before: 'Fake Audio Input 1',
      ranked: false,
    },
  ]);
});

test('several ringers ring at their own volumes; when one goes the others ring on, and when all go the system does', async ({
  mediaPage,
}) => {
  const seen = await mediaPage.evaluate(async () => {
    const { media, plug, settings, until, left, contexts } = window.test;
    await navigator.mediaDevices
      .getUserMedia({ audio: true })
      .then((stream) => stream.getTracks().forEach((track) => track.stop()));
    const { speakers } = await media.devices.refresh();
    const [one, two] = speakers;
    media.setSettings({
      ...settings,
      ringers: [
        { ...one!, volume: 0.9 },
        { ...two!, volume: 0.2 },
      ],
      ringVolume: 0.6,
    });
    const events: string[] = [];
    media.onDevice(({ device, kind, label }) => events.push(`${device} ${kind} ${label}`));
    media.ringer.play('ring-priority');
    const now = () =>
      [...document.querySelectorAll('audio')].map(({ sinkId, volume, paused, currentTime }) => ({
        on: speakers.find(({ id }) => id === sinkId)?.label ?? sinkId,
        volume,
        plays: !paused && currentTime > 0,
      }));
    const steps: unknown[] = [];
    const ringing = async (labels: string[]) => {
      await until(
        () =>
          now()
            .map(({ on }) => on)
            .join() === labels.join() && now().every(({ plays }) => plays),
      );
      steps.push(now().map(({ on, volume }) => `${on} ${volume}`));
    };
    await ringing([one!.label, two!.label]);
    plug({ unplugged: [one!.label] });
    await ringing([two!.label]);
    plug({ unplugged: [one!.label, two!.label] });
    await ringing(['']);
    plug({ unplugged: [] });
    await ringing([one!.label, two!.label]);
    media.ringer.stop();
    media.ringer.testTone({ ...two!, volume: 0.5 });
    await ringing([two!.label]);
    await until(() => left().elements === 0 && contexts.every(({ state }) => state === 'closed'));
    return { steps, events };
  });
  const [one, two] = ['Fake Audio Output 1', 'Fake Audio Output 2'];
  expect(seen.steps).toEqual([
    [`${one} 0.9`, `${two} 0.2`],
    [`${two} 0.2`],
    [' 0.6'],
    [`${one} 0.9`, `${two} 0.2`],
    [`${two} 0.5`],
  ]);
  expect(seen.events).toEqual([
    `ringer changed ${two}`,
    'ringer changed Fake Default Audio Output',
    `ringer returned ${one}, ${two}`,
  ]);
});

test('the output meter shows what the speaker plays, and costs nothing afterwards', async ({ mediaPage }) => {
  const seen = await mediaPage.evaluate(async () => {
    const { media, until, contexts } = window.test;
    const levels: number[] = [];
    const stop = media.meters.speaker((level) => levels.push(level));
    await until(() => levels.length > 3);
    const quiet = Math.max(...levels);
    media.ringer.testTone('speaker');
    await until(() => Math.max(...levels) > 0.1);
    stop();
    await until(() => contexts.every(({ state }) => state === 'closed'));
    return { quiet, loud: Math.max(...levels) };
  });
  expect(seen.quiet).toBe(0);
  expect(seen.loud).toBeLessThan(0.5);
});

test('the permission withdrawn in a call is told, and given again the microphone comes back', async ({ address }) => {
  const browser = await launch(['--use-fake-device-for-media-stream']);
  const context = await browser.newContext();
  const { origin } = new URL(address);
  await context.grantPermissions(['microphone'], { origin });
  const page = await context.newPage();
  await page.goto(address);
  await page.evaluate(async () => {
    const { media, pair, logged } = window.test;
    logged.length = 0;
    media.onDevice(({ device, kind, label }) => {
      if (device === 'microphone') logged.push(`told: ${kind} ${label}`);
    });
    await pair();
  });
  const told = (what: string) =>
    page.evaluate(async (wanted) => {
      const { logged, until } = window.test;
      await until(() => logged.some((line) => line.startsWith(`told: ${wanted}`)));
      return logged.filter((line) => line.startsWith('told'));
    }, what);
  await context.clearPermissions();
  await told('withdrawn');
  await context.grantPermissions(['microphone'], { origin });
  const all = await told('returned');
  await browser.close();
  expect(all).toEqual(['told: withdrawn ', 'told: returned Fake Default Audio Input']);
});
