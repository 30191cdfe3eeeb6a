/** Operators' pages in the browser: the one file whose headers differ from those of the others. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { pageFrameHeaders } from '../../main/page-frame';

export function pageFrame(): Plugin {
  return {
    name: 'page-frame',
    configurePreviewServer: ({ config, middlewares }) =>
      void middlewares.use('/page-frame.html', (_request, response, next) => {
        readFile(join(config.root, config.build.outDir, 'page-frame.html')).then(
          (body) => response.writeHead(200, pageFrameHeaders("'self'")).end(body),
          next,
        );
      }),
  };
}
