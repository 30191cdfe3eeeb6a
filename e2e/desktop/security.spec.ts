import { events, requests, takesArguments } from '../fixtures/contract';
import { expect, test } from '../fixtures/index';
import { noteOpened } from '../fixtures/opened';
import { t } from '../fixtures/words';

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

test('no new windows, no navigation away', async ({ launch }) => {
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
});

/** Ways out of a page, by name; `away` is where to. What the page may not do at all throws or does nothing. */
const waysOut = {
  location: (away: string) => void (location.href = away),
  replace: (away: string) => {
    location.replace(away);
  },
  link: (away: string) => {
    Object.assign(document.createElement('a'), { href: away }).click();
  },
  'link to a new window': (away: string) => {
    Object.assign(document.createElement('a'), { href: away, target: '_blank', rel: 'opener' }).click();
  },
  window: (away: string) => void window.open(away),
  form: (away: string) => {
    const form = Object.assign(document.createElement('form'), { action: away, method: 'post' });
    document.body.append(form);
    form.submit();
    form.remove();
  },
  refresh: (away: string) => {
    document.head.append(
      Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0;url=${away}` }),
    );
  },
  frame: (away: string) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: away, hidden: true }));
  },
  download: (away: string) => {
    Object.assign(document.createElement('a'), { href: away, download: 'setup.exe' }).click();
  },
} as const;

const away = [
  'https://evil.example/',
  'http://127.0.0.1:9/',
  'file:///etc/passwd',
  'view-source:app://sidetone/index.html',
  'javascript:void(window.injected = true)',
  'data:text/html,<script>opener.injected = true</script>',
  'blob:null/x',
  'chrome://gpu',
  'app://sidetone/card.html?x',
  'app://sidetone/../../etc/passwd',
  'app://page/page-frame.html',
] as const;

test('neither the phone nor the card can be led away, by nothing', async ({ launch, practice }) => {
  const phone = await launch();
  await noteOpened(phone.app);
  await phone.user.signIn(practice);
  for (const page of [phone.window, await phone.card()]) {
    const url = page.url();
    for (const [way, go] of Object.entries(waysOut))
      for (const address of away) {
        await page.evaluate(
          async ([source, to]) => {
            try {
              (new Function(`return ${source}`)() as (away: string) => void)(to);
            } catch {
              // As it has to be.
            }
            // There and back through main: what the page has begun is decided by then.
            await (window as unknown as HostWindow).host.invoke('window.show');
          },
          [go.toString(), address] as const,
        );
        expect(page.url(), `${way} ${address}`).toBe(url);
      }
    // A file and a link that are dropped on it.
    const session = await page.context().newCDPSession(page);
    for (const data of [
      { items: [], files: ['/etc/passwd'], dragOperationsMask: 1 },
      { items: [{ mimeType: 'text/uri-list', data: 'https://evil.example/' }], dragOperationsMask: 1 },
    ])
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await session.send('Input.dispatchDragEvent', { type, x: 40, y: 40, data });
    expect(await page.evaluate(() => 'injected' in window)).toBe(false);
    expect(page.url()).toBe(url);
  }
  const log = await phone.log();
  for (const what of ['denied a navigation', 'denied a new window', 'denied a download']) expect(log).toContain(what);
  expect(phone.app.windows()).toHaveLength(2);
  practice.exchange.call(practice.user, { name: 'Ilka', number: '200' });
  // Not by a locator: Playwright waits for a navigation that it has seen begin.
  await expect.poll(() => phone.window.evaluate(() => document.body.innerText)).toContain('Ilka');
});

test('a page that leaves for an empty one, of which Electron asks nobody, is there again', async ({
  launch,
  practice,
}) => {
  const phone = await launch();
  await phone.user.signIn(practice);
  const again = practice.exchange.once('registered');
  await phone.window.evaluate(() => {
    location.href = 'about:blank';
  });
  await again;
  await expect.poll(() => phone.window.url()).toContain('app://sidetone/index.html');
  expect(await phone.log()).toContain('a page left for an empty one');
});

test("an operator's page leads neither itself nor the window anywhere", async ({ launch, operator }) => {
  const attempts = `
    const away = ${JSON.stringify(away).replaceAll('<', String.raw`\u003c`)};
    const ways = [
      (to) => { top.location.href = to; },
      (to) => { Object.assign(document.createElement('a'), { href: to, target: '_top' }).click(); },
      (to) => { const form = Object.assign(document.createElement('form'), { action: to, target: '_top' }); document.body.append(form); form.submit(); },
    ];
    const all = ways.flatMap((way) => away.map((to) => [way, to]));
    (function next() {
      const [one] = all.splice(0, 1);
      if (!one) { open('https://tried.example/'); location.href = 'https://evil.example/'; return; }
      try { one[0](one[1]); } catch {}
      setTimeout(next);
    })();`;
  operator.portal.pages.put('status', `<h1>Hostile</h1><script>${attempts}</script>`);
  const phone = await launch();
  const { app, user, window } = phone;
  const opened = await noteOpened(app);
  await user.signInAt(operator);
  const url = window.url().split('#')[0];
  await window
    .getByRole('navigation', { name: t('menu.pages') })
    .getByRole('link', { name: 'Status' })
    .click();
  // Not by locators: Playwright waits for navigations that it has seen begin. At the end the page asks for a window.
  const words = () => window.evaluate(() => document.body.innerText);
  await expect.poll(words).toContain(t('custom.wants', { host: 'tried.example' }));
  // Where it goes itself the policy of the phone's page ends it.
  await expect.poll(() => window.frames().map((each) => each.url())).toContain('chrome-error://chromewebdata/');
  expect(window.url().split('#')[0]).toBe(url);
  expect(await opened()).toEqual([]);
  expect(app.windows().filter((page) => !page.url().startsWith('app://sidetone/'))).toEqual([]);
  operator.exchange.call(operator.user, { name: 'Ilka', number: '200' });
  await expect.poll(words).toContain('Ilka');
});

test('the scheme of the program gives its own files and nothing else, however it is asked', async ({ launch }) => {
  const { window } = await launch();
  const addresses = [
    ...[
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/main/index.js',
      '/%252e%252e/main/index.js',
      '/..%5c..%5cmain%5cindex.js',
      '/..\\..\\main\\index.js',
      '/../../../../etc/passwd',
      '//etc/passwd',
      '/index.html%00.js',
      '/index.html%0d%0ax:y',
      '/C:/windows/win.ini',
      '/index.html::$DATA',
      '/assets',
      `/${'a'.repeat(100_000)}.js`,
      `/${'../'.repeat(5_000)}main/index.js`,
    ].map((path) => `app://sidetone${path}`),
    'app://sidetone.evil/index.html',
    'app://sidetone@evil/index.html',
    'app://page/index.html',
    'app://page/../index.html',
    'app:///index.html',
    'APP://main/index.js',
  ];
  const statuses = await window.evaluate(
    (all) =>
      Promise.all(
        all.map((address) =>
          fetch(address).then(
            ({ status }) => status,
            () => 0,
          ),
        ),
      ),
    addresses,
  );
  expect(addresses.filter((_, at) => statuses[at] !== 404 && statuses[at] !== 0)).toEqual([]);
  expect(await window.evaluate(() => fetch('app://sidetone/index.html').then(({ status }) => status))).toBe(200);
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
