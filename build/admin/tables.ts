/** The tables of docs/administration.md. */
import type { Key } from './keys';

export function keyTables(keys: readonly Key[]): string {
  const isSetting = ({ path }: Key): boolean => path.startsWith('settings.');
  return [
    table(keys.filter((key) => !isSetting(key))),
    '### Settings',
    'Each as its value, which locks it, or as `{ "value": …, "as": "user" | "locked" | "hidden" }`; without a `value` it stays at its default.',
    table(keys.filter(isSetting)),
  ].join('\n\n');
}

function table(keys: readonly Key[]): string {
  const rows = keys.map((key) => `| \`${key.path}\` | ${typeOf(key)} | ${usualOf(key)} | ${key.text} |`);
  return ['| key | type and range | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
}

function typeOf({ kind, choices, min, max, whole }: Key): string {
  switch (kind) {
    case 'choice':
      return choices.map((choice) => `\`${JSON.stringify(choice)}\``).join(', ');
    case 'flag':
      return '`true`, `false`';
    case 'number':
      return `${whole ? 'whole number' : 'number'}, ${String(min)} to ${String(max)}`;
    case 'list':
      return `list of texts${max === null ? '' : `, ${String(max)} at most`}`;
    case 'text':
      return max === null ? 'text' : `text, ${String(max)} characters at most`;
    case 'group':
      return 'object with the members below';
  }
}

function usualOf({ kind, usual }: Key): string {
  if (kind === 'group') return '';
  if (usual === '' || (Array.isArray(usual) && usual.length === 0)) return 'empty';
  return `\`${JSON.stringify(usual)}\``;
}
