/** For how long do-not-disturb is offered: the same in the tray and in the window. */

export const quietChoices = ['30-minutes', '1-hour', 'tomorrow', 'until-off'] as const;
export type QuietChoice = (typeof quietChoices)[number];

/** Hour of the local day at which "until tomorrow" ends: the next one, so at night it is the same day's. */
const MORNING = 6;

/** What is to be set at this moment; `until` in ms since the epoch, null until it is switched off. */
export function quietUntil(choice: QuietChoice, now: number): { until: number | null } {
  switch (choice) {
    case '30-minutes':
      return { until: now + 30 * 60_000 };
    case '1-hour':
      return { until: now + 60 * 60_000 };
    case 'tomorrow': {
      const morning = new Date(now);
      morning.setHours(MORNING, 0, 0, 0);
      if (morning.getTime() <= now) morning.setDate(morning.getDate() + 1);
      return { until: morning.getTime() };
    }
    case 'until-off':
      return { until: null };
  }
}
