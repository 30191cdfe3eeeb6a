/** The operator's buttons as they show. Pure. */
import { harmlessText } from '../phone/identity';
import type { Api } from './api';
import { neutralIcon, type Icons } from './icons';
import type { OperatorButton } from './model';

/** Of all places together; a server's mistake must not fill the phone. */
const MOST = 60;
const LONGEST = 40;

/** In their order, each id once. `icons`: paths by the names that the buttons give. */
export function readButtons(given: readonly Api['Button'][], icons: Icons): OperatorButton[] {
  const seen = new Set<string>();
  return given
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .toSorted((one, other) => one.sort_order - other.sort_order)
    .slice(0, MOST)
    .map(({ id, label, icon = '', tooltip = '', type, placement, form_id = '' }) => ({
      id,
      label: harmlessText(label, LONGEST) || id,
      tooltip: harmlessText(tooltip, 200),
      icon: Object.hasOwn(icons, icon) ? (icons[icon] ?? neutralIcon) : neutralIcon,
      kind: type,
      placement,
      formId: form_id,
    }));
}
