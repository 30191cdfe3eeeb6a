/**
 * Stands in for SIP.js's own WebRTC and WebSocket in the bundle (`electron.vite.config.ts`): its `UserAgent` imports them
 * as defaults that are never used here, 5 kB of the phone's 140.
 */
export const defaultSessionDescriptionHandlerFactory = (): undefined => undefined;

export const Transport = undefined;
