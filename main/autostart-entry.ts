/** The autostart file of Linux desktops (Desktop Entry Specification 1.5; Autostart Specification): pure. */

/** `command`: program and arguments. */
export function autostartEntry(name: string, command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name}`,
    `Exec=${command.map(quote).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** "The Exec key": quoted with four characters escaped, then backslashes once more as in every string; `%` is doubled. */
function quote(argument: string): string {
  const quoted = /^[\w@+=:,./-]+$/.test(argument) ? argument : `"${argument.replace(/["`$\\]/g, '\\$&')}"`;
  return quoted.replace(/\\/g, '\\\\').replace(/%/g, '%%');
}
