/** What can be opened over a call; one at a time. */
export type CallSheet = 'keypad' | 'transfer' | 'sound' | 'quality';
