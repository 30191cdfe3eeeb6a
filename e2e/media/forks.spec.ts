import { expect, test } from './fixture';

// A proxy without a media server brings one offer to several phones, and two of them answer at the same moment.
for (const lead of [0, 200]) {
  test(`two far ends answer one offer, the wrong one ${lead} ms ahead: sound at once`, async ({ mediaPage }) => {
    const took = await mediaPage.evaluate(async (ms) => {
      const { audio, heard } = window.test;
      const caller = audio('caller');
      const wrong = audio('wrong');
      const right = audio('right');
      const offer = await caller.offer();
      await wrong.answer(offer);
      const answer = await right.answer(offer);
      // Both have the offer and may begin their handshakes with the caller, who does not know of either yet.
      await new Promise((done) => setTimeout(done, ms));
      const began = performance.now();
      await caller.applyAnswer(answer, 'answer');
      await Promise.all([heard(caller), heard(right)]);
      wrong.close();
      return performance.now() - began;
    }, lead);
    test.info().annotations.push({ type: 'measured', description: `${Math.round(took)} ms` });
    expect(took).toBeLessThan(4000);
  });
}

test('a far end that insists on being the client is taken as it is', async ({ mediaPage }) => {
  await mediaPage.evaluate(async () => {
    const { audio, heard } = window.test;
    const caller = audio('caller');
    const callee = audio('callee');
    const offer = await caller.offer();
    const answer = await callee.answer(offer.replace('a=setup:active', 'a=setup:actpass'));
    if (!answer.includes('a=setup:active')) throw new Error('not the case that is meant');
    await caller.applyAnswer(answer, 'answer');
    await Promise.all([heard(caller), heard(callee)]);
  });
});
