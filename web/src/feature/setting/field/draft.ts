// A field while it is made or changed, and what of it is sent.
import type { NewField } from '../../../api/admin.ts';
import type { Field, FieldKind } from '../../../api/types.ts';
import { keyOf } from '../key.ts';
import type { ChoiceDraft } from './choices.ts';
import { canBeSearched, canBeUnique, canHaveDefault, hasChoices, isComputed, type Pick, pickOf } from './kinds.ts';
import type { RollupDraft } from './RollupEditor.tsx';

export interface FieldDraft {
  label: string;
  /** The name in other languages, by their codes. */
  labels: Record<string, string>;
  /** Left to the label while it is empty. */
  key: string;
  pick: Pick | null;
  help: string;
  choices: ChoiceDraft[];
  to: string | null;
  inverse: string;
  start: unknown;
  required: boolean;
  unique: boolean;
  indexed: boolean;
  searchable: boolean;
  formula: string;
  result: FieldKind;
  rollup: RollupDraft;
}

export const emptyField = (): FieldDraft => ({
  label: '',
  labels: {},
  key: '',
  pick: null,
  help: '',
  choices: [],
  to: null,
  inverse: '',
  start: null,
  required: false,
  unique: false,
  indexed: false,
  searchable: false,
  formula: '',
  result: 'decimal',
  rollup: { link: null, measure: 'count', field: null },
});

export const draftOfField = (field: Field): FieldDraft => ({
  ...emptyField(),
  // Never the translation: what is saved would take the place of the words everybody else reads.
  label: field.server_label ?? field.label,
  labels: { ...field.labels },
  key: field.key,
  pick: pickOf(field),
  help: field.help ?? '',
  choices: (field.choices ?? []).map(({ key, label, server_label, labels, color }) => ({
    key,
    label: server_label ?? label,
    labels: { ...labels },
    color: color ?? '',
  })),
  to: field.to ?? null,
  inverse: field.inverse_label ?? '',
  start: field.default ?? null,
  required: field.required,
  unique: field.unique,
  indexed: field.indexed,
  searchable: field.searchable,
  formula: field.computed?.formula ?? '',
  result: field.computed?.kind ?? 'decimal',
  rollup: field.computed?.rollup
    ? { link: field.computed.rollup.link, measure: field.computed.rollup.measure, field: field.computed.rollup.field }
    : emptyField().rollup,
});

export const keyFor = (draft: FieldDraft) => draft.key || keyOf(draft.label);

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Only what suits the kind goes along; `result` is the kind a rollup gives. */
export function newFieldOf(draft: FieldDraft, pick: Pick, result: FieldKind): NewField {
  const computed =
    pick === 'formula'
      ? { kind: draft.result, formula: draft.formula.trim() }
      : {
          kind: result,
          rollup: { link: draft.rollup.link ?? '', measure: draft.rollup.measure, field: draft.rollup.field },
        };
  return {
    key: keyFor(draft),
    label: draft.label.trim(),
    labels: sentLabels(draft.labels),
    kind: isComputed(pick) ? 'computed' : pick,
    ...(draft.help.trim() ? { help: draft.help.trim() } : {}),
    ...(hasChoices(pick) ? { choices: sentChoices(draft.choices) } : {}),
    ...(pick === 'link'
      ? { to: draft.to, ...(draft.inverse.trim() ? { inverse_label: draft.inverse.trim() } : {}) }
      : {}),
    ...(canHaveDefault(pick) && !isEmpty(draft.start) ? { default: draft.start } : {}),
    ...(isComputed(pick) ? { computed } : {}),
    ...(draft.required && !isComputed(pick) ? { required: true } : {}),
    ...(draft.unique && canBeUnique(pick) ? { unique: true } : {}),
    ...(draft.indexed && pick !== 'rollup' ? { indexed: true } : {}),
    ...(draft.searchable && canBeSearched(pick) ? { searchable: true } : {}),
  };
}

export const sentChoices = (choices: readonly ChoiceDraft[]) =>
  choices.map(({ key, label, labels, color }) => ({
    key,
    label: label.trim() || key,
    ...(labels && Object.keys(labels).length ? { labels: sentLabels(labels) } : {}),
    ...(color ? { color } : {}),
  }));

/** Only the languages something was written for. */
export const sentLabels = (labels: Readonly<Record<string, string>> | undefined) =>
  Object.fromEntries(
    Object.entries(labels ?? {}).flatMap(([code, text]) => (text.trim() ? [[code, text.trim()]] : [])),
  );

/** What is still missing, so that the button can say it instead of only being gray. */
export function lacks(draft: FieldDraft): 'label' | 'kind' | 'choices' | 'to' | 'formula' | 'rollup' | null {
  if (!keyFor(draft) || !draft.label.trim()) return 'label';
  if (!draft.pick) return 'kind';
  if (hasChoices(draft.pick) && !draft.choices.length) return 'choices';
  if (draft.pick === 'link' && !draft.to) return 'to';
  if (draft.pick === 'formula' && !draft.formula.trim()) return 'formula';
  if (draft.pick === 'rollup' && (!draft.rollup.link || (draft.rollup.measure !== 'count' && !draft.rollup.field)))
    return 'rollup';
  return null;
}
