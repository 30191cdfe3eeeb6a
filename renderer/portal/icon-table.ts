/** Every icon there is, 3 MB: read from its file when a name needs it, and let go of. */
import address from '@iconify-json/mdi/icons.json?url';
import type { IconTable } from '../operator/icons';

export async function loadIcons(): Promise<IconTable> {
  const response = await fetch(address);
  return (await response.json()) as IconTable;
}
