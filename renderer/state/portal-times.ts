/** How often a phone asks its operator's web server by itself; docs/administration.md says what that makes of many. */

/** ms between two questions whether the configuration has changed. */
export const configurationEvery = 15 * 60_000;

/** ms between two questions for the balance, where there is one. */
export const balanceEvery = 300_000;
