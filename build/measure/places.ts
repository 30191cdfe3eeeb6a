import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** As root Chromium's sandbox cannot be had. */
export const runsAsRoot = () => process.platform === 'linux' && process.getuid?.() === 0;
