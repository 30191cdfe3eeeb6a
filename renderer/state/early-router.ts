/** Where to go, wanted before there is a screen to go to. */
import type { Router } from './router.svelte';

type Go = Router['go'];

export interface EarlyRouter {
  go: Go;
  /** From now on it goes there at once; what was wanted last so far is made good. */
  opened(router: Pick<Router, 'go'>): void;
}

export function earlyRouter(): EarlyRouter {
  let wanted: Parameters<Go> | null = null;
  let opened: Pick<Router, 'go'> | null = null;
  return {
    go: (...to) => {
      if (opened) opened.go(...to);
      else wanted = to;
    },
    opened: (router) => {
      opened = router;
      if (wanted) router.go(...wanted);
    },
  };
}
