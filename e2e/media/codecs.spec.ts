import { expect, test } from './fixture';

test('the codecs of the settings are offered and answered in their order, Opus always', async ({ mediaPage }) => {
  const seen = await mediaPage.evaluate(async () => {
    const { audio, error, logged, media, settings } = window.test;
    const names = (sdp: string) =>
      /^m=audio .*SAVPF (.*?)\r?$/m
        .exec(sdp)![1]!
        .split(' ')
        .map((type) => new RegExp(`^a=rtpmap:${type} ([^/]+)`, 'm').exec(sdp)?.[1])
        .filter((name) => name !== 'telephone-event');
    media.setSettings({ ...settings, codecOrder: ['PCMA', 'G722'], codecDelete: ['pcmu', '('] });
    const offered = names(await audio('a').offer());
    media.setSettings({ ...settings, codecPriority: ['^pcm'], codecDelete: ['.*'] });
    const opusOnly = names(await audio('b').offer());
    media.setSettings(settings);
    const theirs = await audio('c').offer();
    media.setSettings({ ...settings, codecPriority: ['pcma'], codecDelete: ['g722'] });
    const answered = names(await audio('d').answer(theirs));
    media.setSettings({ ...settings, codecDelete: ['^pcm'] });
    const g711 = theirs
      .replace(/^(m=audio .*SAVPF) .*$/m, '$1 0 8\r')
      .replace(/^a=(rtpmap|fmtp|rtcp-fb):(?!0 |8 ).*\r\n/gm, '');
    const refused = await error(audio('e').answer(g711));
    return { offered, opusOnly, answered, refused, logged: logged.filter((line) => line.includes('codecDelete')) };
  });
  expect(seen.offered).toEqual(['PCMA', 'G722', 'opus']);
  expect(seen.opusOnly).toEqual(['opus']);
  expect(seen.answered).toEqual(['PCMA', 'opus', 'PCMU']);
  expect(seen.refused?.name).toBe('IncompatibleError');
  expect(seen.refused?.message).toContain('opus, g722');
  expect(seen.logged).toHaveLength(1);
});

test('bit rate, packet time, FEC and DTX of Opus hold for what we send and for what they send', async ({
  mediaPage,
}) => {
  const seen = await mediaPage.evaluate(async () => {
    const { callTone, connections, media, settings, speak, until } = window.test;
    speak.hertz = 500;
    const results = [];
    const sentBy = async (pc: RTCPeerConnection) => {
      const entries: Record<string, unknown>[] = [];
      (await pc.getStats()).forEach((entry: Record<string, unknown>) => entries.push(entry));
      const outbound = entries.find(({ type }) => type === 'outbound-rtp')!;
      const codec = entries.find(({ id }) => id === outbound['codecId'])!;
      return {
        packets: Number(outbound['packetsSent']),
        bitrate: Number(outbound['targetBitrate']),
        fmtp: String(codec['sdpFmtpLine']),
        at: Number(outbound['timestamp']),
      };
    };
    const measure = async (pc: RTCPeerConnection, packets: number) => {
      const before = await sentBy(pc);
      const after = await until(async () => {
        const now = await sentBy(pc);
        return now.packets >= before.packets + packets && now;
      });
      const { bitrate, fmtp } = after;
      return { every: (after.at - before.at) / (after.packets - before.packets), bitrate, fmtp };
    };
    for (const opus of [
      { bitrate: 16, fec: true, dtx: false, packetTime: 60 },
      { bitrate: 64, fec: false, dtx: true, packetTime: 10 },
    ]) {
      media.setSettings({ ...settings, opus });
      const { call, far } = await callTone('a', 830);
      const ours = connections.find((pc) => pc !== far.pc && pc.connectionState === 'connected')!;
      results.push({
        opus,
        us: await measure(ours, 1500 / opus.packetTime),
        them: await measure(far.pc, 1500 / opus.packetTime),
      });
      call.close();
      far.pc.close();
    }
    return results;
  });
  for (const { opus, us, them } of seen) {
    console.log(JSON.stringify({ opus, us, them }));
    for (const side of [us, them]) {
      expect(Math.abs(side.every - opus.packetTime)).toBeLessThan(opus.packetTime * 0.35);
      expect(side.bitrate).toBe(opus.bitrate * 1000);
      expect(side.fmtp).toContain(`useinbandfec=${opus.fec ? 1 : 0}`);
      expect(side.fmtp).toContain(`usedtx=${opus.dtx ? 1 : 0}`);
    }
  }
});
