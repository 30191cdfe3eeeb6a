import { events, requests, takesArguments } from '../fixtures/contract';
import { expect, test } from '../fixtures/index';

/** As the page sees it; written down here so that the check is independent of the preload script's own types. */
type HostWindow = {
  host: {
    invoke(name: string, ...args: unknown[]): Promise<{ ok: boolean; error?: { code: string } }>;
    on(name: string, listener: () => void): unknown;
  };
};

test('both windows: sandboxed, isolated, without Node', async ({ launch, practice }) => {
  const phone = await launch();
  await phone.user.signIn(practice);
  for (const page of [phone.window, await phone.card()]) {
    expect(
      await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window)),
    ).toEqual([]);
    expect(await page.evaluate(() => Object.keys((window as unknown as HostWindow).host).sort())).toEqual([
      'invoke',
      'on',
    ]);
  }
  const preferences = await phone.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      // Missing from Electron's types, not from Electron.
      const told = webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = told.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag: webviewTag ?? false };
    }),
  );
  expect(preferences.length).toBeGreaterThanOrEqual(2);
  for (const each of preferences) {
    expect(each).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  }
});

test("the pages come with default-src 'none' and run no script that is not theirs", async ({ launch }) => {
  const phone = await launch();
  const headers = await phone.window.evaluate(async () => Object.fromEntries((await fetch('/index.html')).headers));
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
  expect(headers['content-security-policy']).not.toMatch(/unsafe/);
  expect(headers['x-content-type-options']).toBe('nosniff');

  const violations = await phone.window.evaluate(async () => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
    const add = (element: HTMLElement) => document.body.append(element);
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    add(script);
    add(Object.assign(document.createElement('img'), { src: 'https://example.com/x.png' }));
    add(Object.assign(document.createElement('iframe'), { src: 'https://example.com/' }));
    await fetch('https://example.com/').catch(() => {});
    // Not within this evaluation: the debugger's own protocol exempts it from the policy.
    await new Promise((done) => setTimeout(done));
    try {
      new Function('return 1')();
      seen.push('eval ran');
    } catch {
      // As it has to be.
    }
    while (!['script-src-elem', 'img-src', 'frame-src', 'connect-src'].every((name) => seen.includes(name))) {
      await new Promise((done) => document.addEventListener('securitypolicyviolation', done, { once: true }));
    }
    return { seen, injected: 'injected' in window };
  });
  expect(violations.injected).toBe(false);
  expect(violations.seen).not.toContain('eval ran');
});

test('no new windows, no navigation away, nothing outside the folder', async ({ launch }) => {
  const phone = await launch();
  const { window: page } = phone;
  // What would leave is handed to the system; here it is only noted.
  await phone.app.evaluate(({ shell }) => {
    shell.openExternal = () => Promise.resolve();
  });
  for (const address of [
    'https://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'about:blank',
    'app://sidetone/card.html',
  ]) {
    expect(await page.evaluate((url) => window.open(url) === null, address), address).toBe(true);
  }
  const url = page.url();
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await page.evaluate(() => {
    location.href = 'file:///etc/passwd';
  });
  await expect.poll(() => phone.log()).toContain('denied a navigation');
  expect(page.url()).toBe(url);
  expect(phone.app.windows().filter((each) => each.url().startsWith('http'))).toEqual([]);
  const paths = [
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/main/index.js',
    '/../../../../etc/passwd',
    '//etc/passwd',
    '/index.html%00.js',
  ];
  expect(
    await page.evaluate(
      (all) =>
        Promise.all(
          all.map(async (path) => (await fetch(`app://sidetone${path}`).catch(() => ({ status: 0 }))).status),
        ),
      paths,
    ),
  ).toEqual(paths.map(() => 404));
});

test('the permission table: the microphone, and nothing else', async ({ launch }) => {
  const { window } = await launch();
  const granted = await window.evaluate(async () => {
    const outcome = async (ask: () => Promise<unknown>) => {
      try {
        await ask();
        return 'granted';
      } catch (error) {
        return (error as Error).name;
      }
    };
    const media = (constraints: MediaStreamConstraints) =>
      outcome(async () => {
        const stream = await navigator.mediaDevices.getUserMedia(constraints);
        for (const track of stream.getTracks()) track.stop();
      });
    return {
      microphone: await media({ audio: true }),
      camera: await media({ video: true }),
      both: await media({ audio: true, video: true }),
      screen: await outcome(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      place: await outcome(
        () =>
          new Promise((resolve, reject) =>
            navigator.geolocation.getCurrentPosition(resolve, (error) =>
              reject(Object.assign(new Error(), { name: `code ${String(error.code)}` })),
            ),
          ),
      ),
      notifications: await Notification.requestPermission(),
      clipboard: await outcome(() => navigator.clipboard.readText()),
      midi: await outcome(() => navigator.requestMIDIAccess()),
    };
  });
  expect(granted.microphone).toBe('granted');
  expect(
    Object.entries(granted)
      .filter(([, outcome]) => outcome === 'granted')
      .map(([name]) => name),
  ).toEqual(['microphone']);
  expect(granted.notifications).toBe('denied');
});

test('the bridge takes only what the contract has, from the window that may send it', async ({ launch, practice }) => {
  const phone = await launch();
  await phone.user.signIn(practice);
  const card = await phone.card();
  const invoke = (page: typeof card, name: string, ...args: unknown[]) =>
    page.evaluate(([request, rest]) => (window as unknown as HostWindow).host.invoke(request, ...rest), [
      name,
      args,
    ] as const);

  expect(await invoke(phone.window, 'no-such-request')).toMatchObject({ ok: false, error: { code: 'refused' } });
  expect(await invoke(phone.window, '__proto__')).toMatchObject({ ok: false, error: { code: 'refused' } });
  for (const name of requests('phone')) {
    expect(await invoke(card, name, {}), `${name} from the card`).toMatchObject({
      ok: false,
      error: { code: 'refused' },
    });
    if (!takesArguments(name)) continue;
    expect(await invoke(phone.window, name, 42), `${name} with wrong arguments`).toMatchObject({
      ok: false,
      error: { code: 'bad-arguments' },
    });
  }
  for (const name of requests('card')) {
    expect(await invoke(phone.window, name, 'x'), `${name} from the phone`).toMatchObject({
      ok: false,
      error: { code: 'refused' },
    });
  }
  const listening = await card.evaluate(
    (names) =>
      names.map((name) => {
        try {
          (window as unknown as HostWindow).host.on(name, () => {});
          return true;
        } catch {
          return false;
        }
      }),
    [...events, 'no-such-event', 'ELECTRON_INTERNAL'],
  );
  expect(listening).toEqual([...events.map(() => true), false, false]);
});
