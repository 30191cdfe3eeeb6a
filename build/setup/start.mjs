// npm start: sets up, builds and runs the phone; without a screen it runs the demonstration instead.
import path from 'node:path';
import { root } from './places.mjs';
import { build, prepare, sandboxSwitches } from './prepare.mjs';
import { runNode } from './run.mjs';
import { main, say } from './say.mjs';
import { hasDisplay } from './system.mjs';

await main(async () => {
  if (!hasDisplay()) {
    say(
      'there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): running the demonstration instead (npm run demo)',
    );
    const { demo } = await import('./demo.mjs');
    return demo();
  }
  const { env } = await prepare();
  await build(env);
  say('starting; close its window to send it to the tray, quit it from there');
  return runNode(
    path.join(root, 'node_modules/electron/cli.js'),
    [...sandboxSwitches(), root, ...process.argv.slice(2)],
    { env },
  );
});
