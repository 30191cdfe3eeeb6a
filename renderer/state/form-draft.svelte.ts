import { t } from '../locales/custom';
import type { Api } from '../operator/api';
import { answerOf, firstValues, readFields, refusals, type FieldValue, type FormField } from '../operator/forms';
import { PortalError } from '../operator/model';
import { checkForm, noErrors, without, type FormErrors } from './form-check';
import type { tryPatterns } from './patterns';

export interface FormNeeds {
  readonly title: string;
  readonly brand: string;
  /** Sends it; resolves when it was taken, rejects as the portal does. */
  readonly send: (data: Api['FormData']) => Promise<void>;
  /** A failure in words. */
  readonly words: (error: unknown) => string;
  readonly patterns?: typeof tryPatterns;
}

/** A form of the operator's while it is filled in. */
export class FormDraft {
  readonly title: string;
  #fields = $state.raw<readonly FormField[] | null>(null);
  #values = $state.raw<Readonly<Record<string, FieldValue>>>({});
  #errors = $state.raw<FormErrors>(noErrors);
  #problem = $state.raw('');
  #sending = $state.raw(false);
  #given: Api['FormData'] = {};

  constructor(private readonly needs: FormNeeds) {
    this.title = needs.title;
  }

  /** null: on their way. */
  get fields(): readonly FormField[] | null {
    return this.#fields;
  }
  /** Of the whole form; empty: none. */
  get problem(): string {
    return this.#problem;
  }
  get sending(): boolean {
    return this.#sending;
  }

  fill(schema: readonly Api['FormField'][], data: Api['FormData']): void {
    this.#fields = readFields(schema);
    this.#values = firstValues(this.#fields, data);
    this.#given = data;
    this.#problem = '';
  }
  /** The schema could not be had. */
  unloaded(error: unknown): void {
    this.#problem = t('form.unloaded', { reason: this.needs.words(error) });
  }
  loading(): void {
    this.#problem = '';
  }

  value({ name, kind }: FormField): FieldValue {
    return this.#values[name] ?? (kind === 'checkbox' ? false : '');
  }
  error({ name }: FormField): string {
    return this.#errors.get(name) ?? '';
  }
  set({ name }: FormField, value: FieldValue): void {
    this.#values = { ...this.#values, [name]: value };
    this.#errors = without(this.#errors, name);
  }

  /** Sends it when nothing is wrong with it. Never rejects. */
  async submit(): Promise<void> {
    const fields = this.#fields;
    if (!fields || this.#sending) return;
    this.#sending = true;
    this.#problem = '';
    try {
      this.#errors = await checkForm(fields, (field) => this.value(field), this.needs.patterns);
      if (this.#errors.size === 0) await this.needs.send(answerOf(fields, this.#values, this.#given));
    } catch (error) {
      this.#refused(fields, error);
    } finally {
      this.#sending = false;
    }
  }

  #refused(fields: readonly FormField[], error: unknown): void {
    const problem = error instanceof PortalError && error.failure.kind === 'problem' ? error.failure.problem : {};
    this.#errors = refusals(fields, problem);
    this.#problem =
      this.#errors.get('') ??
      (this.#errors.size > 0
        ? t('form.refused', { brand: this.needs.brand })
        : t('form.failed', { reason: this.needs.words(error) }));
  }
}
