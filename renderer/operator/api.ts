/** The shapes of `docs/portal-api.yaml`, the one definition of the portal. */
import type { components } from '../../docs/portal-api';

export type Api = components['schemas'];
