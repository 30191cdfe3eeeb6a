import { t } from '../locales/custom';
import { problemOf, type FieldProblem, type FieldValue, type FormField } from '../operator/forms';
import { tryPatterns } from './patterns';

/** What is wrong in words, by the name of the field. */
export type FormErrors = ReadonlyMap<string, string>;
export const noErrors: FormErrors = new Map();

export async function checkForm(
  fields: readonly FormField[],
  value: (field: FormField) => FieldValue,
  patterns = tryPatterns,
): Promise<FormErrors> {
  const found = new Map<string, string>();
  for (const field of fields) {
    const problem = problemOf(field, value(field));
    if (problem) found.set(field.name, words(problem));
  }
  const asked = fields.flatMap((field) => {
    const { name, pattern, kind } = field;
    const text = value(field);
    const looked = pattern !== '' && kind !== 'hidden' && !found.has(name) && typeof text === 'string';
    return looked && text.trim() !== '' ? [{ name, pattern, value: text.trim() }] : [];
  });
  const fit = await patterns(asked);
  asked.forEach(({ name }, index) => {
    if (fit[index] === false) found.set(name, words({ kind: 'pattern' }));
  });
  return found;
}

/** Those of the other fields. */
export function without(errors: FormErrors, name: string): FormErrors {
  return errors.has(name) ? new Map([...errors].filter(([each]) => each !== name)) : errors;
}

const words = (problem: FieldProblem): string =>
  t(`form.problem.${problem.kind}`, 'limit' in problem ? { limit: problem.limit } : {});
