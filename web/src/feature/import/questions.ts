// Questions only a person can answer before a file can be read: does 3/4 lie in March, does the comma separate decimals.
import type { FieldMapping, FieldParse, Import, ImportQuestion, Mapping } from '../../api/imports.ts';
import { t } from '../../i18n/index.ts';
import { fieldAt, placeOf } from './mapping.ts';

const ORDERS = ['dmy', 'mdy', 'ymd'] as const;

export function optionLabel(option: string): string {
  const order = ORDERS.find((one) => one === option);
  if (order) return t(`import.date_order.${order}`);
  return option === 'decimal_comma' || option === 'decimal_point' ? t(`import.${option}`) : option;
}

/** What an answer makes of how the column is read. */
export function parseOf(option: string): FieldParse {
  if (option === 'decimal_comma' || option === 'decimal_point') return { decimal_comma: option === 'decimal_comma' };
  return { date_order: option };
}

/** The answer given so far; empty when there is none. A decimal point is what stands when nothing else is said. */
export function answerOf(field: FieldMapping, options: string[]): string {
  if (!options.includes('decimal_comma')) return field.parse?.date_order ?? '';
  return field.parse?.decimal_comma ? 'decimal_comma' : 'decimal_point';
}

/** Questions about columns that go somewhere and have no answer yet. */
export function openQuestions(one: Import, mapping: Mapping): ImportQuestion[] {
  return one.questions.filter((question) => {
    const column = one.columns.find((candidate) => candidate.index === question.column);
    const field = column && fieldAt(mapping, placeOf(mapping, column));
    return field !== undefined && answerOf(field, question.options) === '';
  });
}
