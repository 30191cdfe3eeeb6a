/**
 * The empty page in which an operator's HTML is shown (renderer/page-frame.html), wherever it is served. It is somebody
 * else's program: it has no origin, so no storage and nothing of the phone's, and no device; it may reach the web over TLS.
 */

/** As of the attribute of the iframe, which holds where a server forgets the header. */
const SANDBOX = 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox';

const devices = [
  'accelerometer',
  'autoplay',
  'bluetooth',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'speaker-selection',
  'usb',
];

/** `phone`: the origin of the page that may show it, as of `frame-ancestors`. */
export const pageFrameHeaders = (phone: string): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    `sandbox ${SANDBOX}`,
    "default-src 'none'",
    // Everything inline, as such pages are written; without an origin it is nobody's.
    "script-src 'unsafe-inline' 'unsafe-eval' https:",
    "style-src 'unsafe-inline' https:",
    'img-src https: data: blob:',
    'font-src https: data:',
    'media-src https: data: blob:',
    'connect-src https: wss:',
    'frame-src https: data: blob:',
    'form-action https:',
    'base-uri https:',
    `frame-ancestors ${phone}`,
  ].join('; '),
  'permissions-policy': devices.map((name) => `${name}=()`).join(', '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
});
