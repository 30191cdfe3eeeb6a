/**
 * Other people in a log that leaves the house: each number has an alias, the same wherever it stands, so that who asks for
 * help can be followed through a call without being told who was called. What is not in an address is not known here.
 */

/** The user part of an address (RFC 3261, section 19.1.1) and a number (RFC 3966). Bounded: the text comes from outside. */
const address = /\b(sips?:)([^@\s<>;,":⏎]{1,256})(:[^@\s<>"⏎]{0,256})?(?=@)|\b(tel:)([^@\s<>;,"⏎]{1,256})/gi;
/** What stands before an address in a header: a name, quoted or not. */
const named = /(:\s{0,4})(?:"(?:[^"\\⏎]|\\.){0,512}"|[^\s<>":⏎][^<>":⏎]{0,256}?)\s{0,4}(?=<(?:sips?|tel):)/gi;
const subject = /(\bsubject:\s{0,4})[^⏎\r\n]+/gi;

/** `own`: users that are the phone's own accounts and stay. Gives what takes the others out of a text. */
export function createAliases(own: readonly string[]): (text: string) => string {
  const aliases = new Map<string, string>();
  const aliasOf = (user: string): string => {
    const known = aliases.get(user) ?? `party-${String(aliases.size + 1)}`;
    aliases.set(user, known);
    return known;
  };
  return (text) =>
    text
      .replace(subject, '$1•••')
      .replace(named, '$1"•••" ')
      .replace(address, (_whole, sip?: string, user = '', password?: string, tel = '', number = '') => {
        const kept = own.includes(user) ? user : aliasOf(user || number);
        return (sip ?? tel) + kept + (password === undefined ? '' : ':•••');
      });
}
