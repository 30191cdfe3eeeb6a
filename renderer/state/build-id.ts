/** Put in by the build (electron.vite.config.ts): what it was made of. */
declare const __BUILD_ID__: string | undefined;

/** Seven hexadecimal digits of the build, which support asks for; empty where nothing was built. */
export const buildId = typeof __BUILD_ID__ === 'undefined' ? '' : __BUILD_ID__;

/** Which deployment and which build this is: `<8 hex of the deployment> / <7 hex of the build>`, as far as they are known. */
export function supportId(deployment: string, build = buildId): string {
  const digits = deployment.replace(/[^\da-f]/giu, '').toLowerCase();
  return [digits.length < 8 ? '' : digits.slice(0, 8), build].filter(Boolean).join(' / ');
}
