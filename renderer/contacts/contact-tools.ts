/** What of the contacts is loaded together, once the phone can ring. */
export { ContactBook } from './contact-book';
export { duplicateGroups, mergedContact } from './duplicates';
export { contactsOfPhonebook } from './from-phonebook';
export { harmlessContact } from './harmless-contact';
export { countryOfLocale, countryOfNumber } from './phone-numbers';
export { Slices } from './slices';
