import { createContext } from 'svelte';
import type { App } from '../state/app';

/** The app's parts for any component below the root. */
export const [useApp, provideApp] = createContext<App>();
