/** What an administrator decides for all users of this computer, as the rest of main asks for it. */
import type { Managed, Settings } from '../preload/contract';
import type { Invitation } from '../preload/invitation';

/** Schemes of links that mean a call. */
export type CallScheme = 'tel' | 'sip' | 'sips' | 'callto';

export interface Policies {
  /** The operator's domain, fixed; null: the user's to choose. */
  operator: Invitation | null;
  /** `user`: only another default; the others see Managed. */
  settings: { [K in keyof Settings]?: { value: Settings[K]; as: 'user' | 'locked' | 'hidden' } };
  /** *Try it now*. */
  practice: boolean;
  /** An account on a telephone system of one's own. */
  ownSystem: boolean;
  /** What a link of this scheme does: nothing, fill the number in, call it. */
  links: Record<CallScheme, 'off' | 'ask' | 'dial'>;
  /** Numbers that begin so are never called by a link alone: digits, with `+` if they have one. */
  premiumPrefixes: readonly string[];
  updates: {
    enabled: boolean;
    /** `https://` folder with `latest*.yml`; empty: as the package was built. */
    server: string;
    /** Only this version, also if it is older; empty: the newest. */
    pinned: string;
  };
  /** Where crash dumps are sent, `https://`; empty: they stay on this computer. */
  crashServer: string;
}

export const noPolicies: Policies = {
  operator: null,
  settings: {},
  practice: true,
  ownSystem: true,
  links: { tel: 'ask', sip: 'ask', sips: 'ask', callto: 'ask' },
  premiumPrefixes: [],
  updates: { enabled: true, server: '', pinned: '' },
  crashServer: '',
};

/** For the settings page. */
export function managedBy(policies: Policies): Managed {
  const settings: Managed['settings'] = {};
  for (const [name, entry] of Object.entries(policies.settings))
    if (entry.as !== 'user') settings[name as keyof Settings] = entry.as;
  const { practice, ownSystem, crashServer } = policies;
  return { settings, practice, ownSystem, crashServer };
}
