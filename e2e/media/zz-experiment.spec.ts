import { test } from './fixture';

for (const variant of ['none', 'restart', 'late'] as const) {
  test(`experiment ${variant}`, async ({ mediaPage }) => {
    test.setTimeout(170_000);
    const out: unknown[] = [];
    for (const delay of [0, 0, 10, 50, 50, 200, 500, 500]) {
      const seen = await mediaPage.evaluate(
        async ({ delay, variant }) => {
          const { audio, renegotiate } = window.test;
          const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
          const caller = audio('caller' + Math.random());
          const wrong = audio('wrong' + Math.random());
          const right = audio('right' + Math.random());
          const events: string[] = [];
          const began = performance.now();
          const mark = (what: string) => events.push(`${what}@${Math.round(performance.now() - began)}`);
          caller.onfailed = () => mark('failed');
          caller.onrestart = () => mark('onrestart');
          caller.onflow = (f) => mark('flow ' + f);
          const offer = await caller.offer();
          const other = await wrong.answer(offer);
          const answer = await right.answer(offer);
          void other;
          await sleep(delay);
          await caller.applyAnswer(answer, 'answer');
          mark('answered');
          if (variant === 'restart') {
            wrong.close();
            await renegotiate(caller, right, { iceRestart: true }).catch((e: unknown) => mark(String(e)));
            mark('restarted');
          } else {
            await sleep(50);
            wrong.close();
            if (variant === 'late') {
              await sleep(1000);
              if ((await caller.stats()) === null || (await caller.stats())!.packetsReceived === 0) {
                await renegotiate(caller, right, { iceRestart: true }).catch((e: unknown) => mark(String(e)));
                mark('restarted');
              }
            }
          }
          const start = performance.now();
          let result = 'SILENT';
          while (performance.now() - start < 9000) {
            const [c, r] = [await caller.stats(), await right.stats()];
            if (c && r && c.packetsReceived > 5 && r.packetsReceived > 5) {
              result = `ok ${Math.round(performance.now() - began)}`;
              break;
            }
            await sleep(20);
          }
          caller.close();
          right.close();
          return { delay, result, events };
        },
        { delay, variant },
      );
      out.push(seen);
    }
    console.log(variant, out.map((o) => JSON.stringify(o)).join('\n'));
  });
}
