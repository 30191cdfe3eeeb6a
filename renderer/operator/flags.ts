import { flags as known, type Flag } from './model';

/** What the platform's pages call them. */
const labels: Readonly<Record<Flag, string>> = {
  BALANCE: 'display balance',
  EDIT_SETTINGS: 'edit settings',
  TITLE_USERNAME: 'username as title',
  OTP_LOGIN: 'otp login',
  HIDE_UUID: 'hide uuid',
  MENU_RIGHT: 'menu right',
  REGISTER: 'register',
  ACCEPT_PAYMENT: 'accept payment',
  AUTO_ANSWER: 'auto answer',
};

const byName = new Map<string, Flag>(
  known.flatMap(
    (flag) =>
      [
        [plain(flag), flag],
        [plain(labels[flag]), flag],
      ] as const,
  ),
);

/** Letter case, underscores and hyphens do not matter. */
function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
}

/** The flags of all these lists together; those of tomorrow are ignored. */
export function readFlags(...lists: readonly (readonly string[] | undefined)[]): ReadonlySet<Flag> {
  const given = lists.flatMap((list) => list ?? []);
  return new Set(given.flatMap((name) => byName.get(plain(name)) ?? []));
}
