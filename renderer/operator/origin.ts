/** The host, with its port, of an origin as `https://phone.example:8443`; what is none of those stays as it is. */
export function hostOf(origin: string): string {
  return /^https?:\/\/([^/]+)/i.exec(origin)?.[1] ?? origin;
}
