import { SvelteSet } from 'svelte/reactivity';
import type { CallId } from '../phone/ports';

/** Calls that may not be passed on: those of a campaign that does not allow it. */
export const withheld = new SvelteSet<CallId>();
