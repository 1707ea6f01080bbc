// Where a card stands in a column that is sorted: the place it will have when the column is asked for again.
import type { Field, RecordRow } from '../../../api/types.ts';
import { shownKind } from '../../../dictionary/dictionary.ts';
import { asMoney, asText } from '../../../field/shared/values.ts';
import { compareText } from '../../../i18n/format.ts';
import type { SortStep } from '../../filter.ts';

const NUMBERS = new Set(['integer', 'decimal', 'percent', 'duration', 'money']);

const numberOf = (value: unknown) => Number(asMoney(value)?.amount ?? value);
const isNothing = (value: unknown) => value === null || value === undefined || value === '';

function compare(one: unknown, other: unknown, field: Field | undefined): number {
  // As the server has it: nothing comes before everything.
  if (isNothing(one) || isNothing(other)) return Number(isNothing(other)) - Number(isNothing(one));
  const kind = field && shownKind(field);
  if (kind && NUMBERS.has(kind)) return numberOf(one) - numberOf(other);
  if (kind === 'boolean') return Number(one) - Number(other);
  if (kind === 'choice') {
    const at = (value: unknown) => field?.choices?.findIndex(({ key }) => key === value) ?? 0;
    return at(one) - at(other);
  }
  if (kind === 'date' || kind === 'timestamp')
    return asText(one) < asText(other) ? -1 : asText(one) > asText(other) ? 1 : 0;
  return compareText(asText(one), asText(other));
}

/** The index before which the row stands; the length where it comes last. */
export function placeIn(
  rows: readonly RecordRow[],
  row: RecordRow,
  sort: readonly SortStep[],
  fields: readonly Field[],
): number {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const isBefore = (other: RecordRow) => {
    for (const { key, descending } of sort) {
      const told = compare(row[key], other[key], byKey.get(key));
      if (told) return descending ? told > 0 : told < 0;
    }
    return false;
  };
  const at = rows.findIndex(isBefore);
  return at < 0 ? rows.length : at;
}
