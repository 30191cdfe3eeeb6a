/** Phones with windows, and phones without, all with accounts of one Asterisk. */
import { AdapterPhone } from '../fixtures/adapter-phone';
import { test as base, type Launch } from '../fixtures/index';
import { asteriskPbx } from '../fixtures/pbx';

export { expect } from '../fixtures/index';

type Phone = Awaited<ReturnType<Launch>>;

interface Interop {
  scheme: 'ws' | 'wss';
  /** A phone with a window, signed in, with a microphone that plays bursts of this frequency. */
  signedIn: (user: string, tone?: number) => Promise<Phone>;
  /** A phone without a window, registered, in silence. */
  adapter: (user: string) => Promise<AdapterPhone>;
}

export const test = base.extend<Interop>({
  scheme: ['ws', { option: true }],

  pbx: async ({ asterisk, scheme }, use) => {
    const pbx = asteriskPbx(asterisk, scheme);
    await use(pbx);
    await pbx.close();
  },

  signedIn: async ({ launch, pbx }, use) => {
    await use(async (user, tone) => {
      const phone = await launch({ env: pbx.env, profile: user, ...(tone !== undefined && { tone }) });
      await phone.user.signIn({ ...pbx, user, password: `pw${user}` });
      return phone;
    });
  },

  // `pbx` after it: it hangs up what is left.
  adapter: async ({ asterisk, pbx }, use) => {
    const phones: AdapterPhone[] = [];
    await use(async (user) => {
      const phone = await AdapterPhone.ready({
        user,
        server: asterisk.ws,
        domain: pbx.domain,
        password: `pw${user}`,
      });
      phones.push(phone);
      return phone;
    });
    for (const phone of phones) phone.close();
  },
});
