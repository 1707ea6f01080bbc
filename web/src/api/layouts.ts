// How the fields of an object are arranged on its pages and forms.
import { get, put, remove } from './client.ts';
import type { Answer, Told } from './generated.ts';

export const CONDITION_OPERATORS = [
  'is',
  'is_not',
  'in',
  'not_in',
  'empty',
  'filled',
  'gt',
  'gte',
  'lt',
  'lte',
] as const;
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number];

/** Asked of the record's own values. The document leaves its inside open. */
export type Condition =
  | { field: string; op: ConditionOperator; value?: unknown }
  | { and: Condition[] }
  | { or: Condition[] }
  | { not: Condition };

export type LayoutField = Told<Answer<'LayoutField'>, { required?: boolean | Condition; shown_if?: Condition }>;
export type LayoutSection = Told<Answer<'LayoutSection'>, { fields: LayoutField[]; tab?: string }>;
export interface LayoutTab {
  key: string;
  label: string;
  labels?: Record<string, string>;
}
export type Layout = Told<Answer<'Layout'>, { sections: LayoutSection[]; tabs?: LayoutTab[] }>;

export const listLayouts = (signal?: AbortSignal) => get<{ data: Layout[] }>('/layouts', undefined, signal);

export const putLayout = (object: string, layout: Omit<Layout, 'object'>) => put<Layout>(`/layouts/${object}`, layout);

export const removeLayout = (object: string) => remove(`/layouts/${object}`);
