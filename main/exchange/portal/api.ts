/** The shapes of `docs/portal-api.yaml`. */
import type { components } from '../../../docs/portal-api';

export type Api = components['schemas'];
