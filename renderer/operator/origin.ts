/** The host, with its port, of an origin as `https://phone.example:8443`; what is none of those stays as it is. */
export function hostOf(origin: string): string {
  return /^https?:\/\/([^/]+)/i.exec(origin)?.[1] ?? origin;
}

/** The origin of a host with its port: encrypted, unless it is this computer. Empty for an empty one. */
export function originOf(host: string): string {
  if (host === '') return '';
  return `${/^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:|$)/i.test(host) ? 'http' : 'https'}://${host}`;
}
