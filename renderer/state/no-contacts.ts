import type { ContactsView } from './contacts';

const done = (): Promise<void> => Promise.resolve();

/** In the place of contacts where there is nowhere to keep them. */
export const noContacts: ContactsView = {
  loaded: false,
  count: 0,
  favourites: [],
  directory: null,
  get: () => null,
  whose: () => null,
  search: () => [],
  duplicates: () => [],
  save: done,
  add: done,
  remove: done,
  setFavourite: done,
  merge: done,
  refreshDirectory: done,
};
