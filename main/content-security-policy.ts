/**
 * What the renderer's pages may do, wherever they are served: by `app://`, and to a browser. Each line is
 * something that it does today; the rest is forbidden. `frames`: the origin of page-frame.html, the only one there is.
 */
export const contentSecurityPolicy = (frames: string): string =>
  [
    "default-src 'none'",
    // Audio worklets are scripts too.
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' blob: data:",
    // The user's own switch has any name; plain ws: is the practice exchange and switches within a house.
    "connect-src 'self' ws: wss:",
    `frame-src ${frames}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
