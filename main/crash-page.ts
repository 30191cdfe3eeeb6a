/** What the window shows when it broke several times in a row: words and two links, no script, nothing of the program. */
import { t } from '../renderer/locales/messages';
import { escapeMarkup } from './notices';

/** Addresses that lead nowhere; main hears of the click. */
export const RESTART = 'https://restart.sidetone.invalid/';
export const QUIT = 'https://quit.sidetone.invalid/';

const style = `
  :root { color-scheme: light dark; font: 14px/20px system-ui, sans-serif; }
  body { max-width: 420px; margin: 15vh auto 0; padding: 0 16px; }
  h1 { font-size: 20px; line-height: 28px; font-weight: 600; }
  a { display: inline-block; margin: 16px 16px 0 0; padding: 10px 16px; border: 1px solid; border-radius: 10px; color: inherit; }
`;

/** As an address to load. */
export function crashPage(logFolder: string): string {
  const text = (words: string) => escapeMarkup(words);
  const html = `<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(t('crash.title'))}</title><style>${style}</style>
<main><h1>${text(t('crash.message'))}</h1><p>${text(t('crash.detail', { folder: logFolder }))}</p>
<a href="${RESTART}">${text(t('crash.restart'))}</a><a href="${QUIT}">${text(t('crash.quit'))}</a></main>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
}
