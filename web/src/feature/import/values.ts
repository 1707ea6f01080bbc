// Texts of a file that are none of a field's choices, and what becomes of them: a choice, an empty field, or a refused row.
import type { FieldMapping, Import, ImportColumn, Mapping } from '../../api/imports.ts';
import type { Field } from '../../api/types.ts';
import type { Dictionary } from '../../dictionary/dictionary.ts';
import { fieldAt, type Place, placeOf } from './mapping.ts';

/** A column that goes to a field with choices. */
export interface ChoiceColumn {
  column: ImportColumn;
  place: Place;
  field: Field;
}

/** Stand for “leave the field empty” and “refuse the row” among the keys of choices, which never begin like this. */
export const BLANK = '=blank';
export const REFUSE = '=refuse';

export function choiceColumns(one: Import, mapping: Mapping, dictionary: Dictionary): ChoiceColumn[] {
  return one.columns.flatMap((column) => {
    const place = placeOf(mapping, column);
    const target = fieldAt(mapping, place);
    const type = dictionary.byKey.get(mapping.objects[place?.object ?? -1]?.object ?? '');
    const field = type?.fields.find((candidate) => candidate.key === target?.field);
    return place && field && (field.kind === 'choice' || field.kind === 'choices') ? [{ column, place, field }] : [];
  });
}

const fold = (text: string) => text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** What the server calls it: that is what it reads in files and writes into its messages, in every language. */
const told = (one: { label: string; server_label?: string }) => one.server_label ?? one.label;

function isChoice(field: Field, text: string): boolean {
  const folded = fold(text);
  return (field.choices ?? []).some(
    (choice) =>
      choice.key === text || fold(told(choice)) === folded || fold(choice.key.replaceAll('_', ' ')) === folded,
  );
}

/** A text to settle, and in how many rows it stands, as far as a check has counted them. */
export interface UnknownText {
  text: string;
  rows: number | null;
}

const countedIn = ({ column, field }: ChoiceColumn) =>
  (column.unknown ?? []).filter((one) => one.field === field.key).flatMap((one) => one.values);

/** There are more of them than the check tells. */
export const hasMore = ({ column, field }: ChoiceColumn) =>
  (column.unknown ?? []).some((one) => one.field === field.key && one.more);

/** The texts to settle: those settled already, what the last check counted, and before a check those seen that are no choice. */
export function unknownValues(one: ChoiceColumn, mapping: FieldMapping): UnknownText[] {
  const { column, field } = one;
  const separator = mapping.parse?.separator ?? ';';
  // Several choices in one cell are read one by one, but replaced only as a whole.
  const known = (text: string) =>
    field.kind === 'choices' ? text.split(separator).every((part) => isChoice(field, part)) : isChoice(field, text);
  const found = new Map<string, number | null>();
  for (const { value, rows } of countedIn(one)) found.set(value, rows);
  for (const text of column.examples) if (text.trim() && !known(text) && !found.has(text)) found.set(text, null);
  for (const key of Object.keys(mapping.values ?? {})) if (!key.endsWith('*') && !found.has(key)) found.set(key, null);
  return [...found].map(([text, rows]) => ({ text, rows }));
}

/** How many counted texts nobody has decided about. */
export const unsettledCount = (one: ChoiceColumn, mapping: FieldMapping | undefined): number =>
  countedIn(one).filter(({ value }) => mapping?.values?.[value] === undefined).length;

/** What becomes of a text: a choice's key, `BLANK` or `REFUSE`. */
export function fateOf(mapping: FieldMapping, field: Field, text: string): string {
  const replaced = mapping.values?.[text];
  if (replaced === undefined) return mapping.unknown_choice === 'blank' ? BLANK : REFUSE;
  if (replaced === '') return BLANK;
  return (
    (field.choices ?? []).find((choice) => choice.key === replaced || fold(told(choice)) === fold(replaced))?.key ??
    replaced
  );
}

/** Decides about one text. Refusing one while the others are left empty means to say “empty” of each of those. */
export function settle(mapping: FieldMapping, all: readonly string[], text: string, fate: string): FieldMapping {
  const values = { ...mapping.values };
  delete values[text];
  if (fate === REFUSE) {
    if (mapping.unknown_choice === 'blank') for (const other of all) if (other !== text) values[other] ??= '';
    return { ...mapping, values, unknown_choice: 'refuse' };
  }
  if (fate !== BLANK) values[text] = fate;
  else if (mapping.unknown_choice !== 'blank') values[text] = '';
  return { ...mapping, values };
}
