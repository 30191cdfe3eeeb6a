import { expect, it } from 'vitest';
import { MediaSession } from './session';

it('a stream on hold from both sides keeps its port', async () => {
  const [mine, theirs] = [new MediaSession('silence', ['PCMU']), new MediaSession('silence', ['PCMU'])];
  await mine.applyAnswer(await theirs.answer(await mine.offer()));
  mine.setHold(true);
  await mine.applyAnswer(await theirs.answer(await mine.offer()));
  theirs.setHold(true);
  const answer = await mine.answer(await theirs.offer());
  expect(answer).toContain('a=inactive');
  expect(answer).toMatch(/^m=audio (?!0 )\d+ /m);
  mine.close();
  theirs.close();
});

it('another far end has another certificate', async () => {
  const sessions = [false, false, true].map((another) => new MediaSession('silence', ['PCMU'], another));
  const [one, same, other] = await Promise.all(
    sessions.map(async (session) => /^a=fingerprint:.*$/m.exec(await session.offer())?.[0]),
  );
  expect(same).toBe(one);
  expect(other).not.toBe(one);
  for (const session of sessions) session.close();
});
