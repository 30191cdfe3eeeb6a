import { SvelteMap } from 'svelte/reactivity';
import type { CallId } from '../phone/ports';

/** The call to a lead, at most one; `transfer`: its campaign allows to pass it on. */
export const leadCalls = new SvelteMap<CallId, { readonly transfer: boolean }>();
