// The order that people gave the values of a field: choices as the dictionary has them, stages as their pipelines have them.
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { keys } from '../../../api/query.ts';
import { listRecords } from '../../../api/records.ts';
import type { Field, RecordRow } from '../../../api/types.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import type { Dictionary } from '../../../dictionary/dictionary.ts';
import { shownKind } from '../../../dictionary/dictionary.ts';
import { asText } from '../../../field/shared/values.ts';
import { isPlaced } from '../fields.ts';

/** Where a value stands, and the name of what its order belongs to where several have the same name. */
export interface OwnOrder {
  placeOf: (key: unknown) => number;
  within: (key: unknown) => string | undefined;
}

const MOST = 200;
const LAST = Number.MAX_SAFE_INTEGER;

const idOf = (key: unknown) => (typeof key === 'object' && key !== null && 'id' in key ? asText(key.id) : asText(key));

export function orderOf(values: readonly { id: string; within?: string | undefined }[]): OwnOrder {
  const places = new Map(values.map(({ id }, place) => [id, place]));
  const within = new Map(values.map((one) => [one.id, one.within]));
  return { placeOf: (key) => places.get(idOf(key)) ?? LAST, within: (key) => within.get(idOf(key)) };
}

export const hasOwnOrder = (dictionary: Dictionary, field: Field): boolean =>
  ['choice', 'boolean'].includes(shownKind(field)) || isPlaced(dictionary, field);

/** The link by which placed records belong to one of several, as stages belong to pipelines. */
const scopeOf = (dictionary: Dictionary, field: Field) =>
  dictionary.byKey.get(field.to ?? '')?.fields.find((one) => one.kind === 'link' && one.required);

/** One for each field, none where its values have no order but their size. */
export function useOwnOrders(fields: readonly Field[]): (OwnOrder | undefined)[] {
  const dictionary = useDictionary();
  const placed = fields.map((field) =>
    isPlaced(dictionary, field) ? dictionary.byKey.get(field.to ?? '') : undefined,
  );
  const told = useQueries({
    queries: fields.map((field, at) => {
      const target = placed[at];
      const scope = target && scopeOf(dictionary, field);
      const above = dictionary.byKey.get(scope?.to ?? '');
      return {
        queryKey: [...keys.lists(target?.key ?? ''), 'own_order', above?.key],
        enabled: Boolean(target && target.can.read !== 'none'),
        staleTime: 60_000,
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          const sort = { sort: 'position', limit: MOST };
          const [rows, scopes] = await Promise.all([
            listRecords(target?.plural ?? '', { ...sort, fields: scope ? [scope.key] : ['id'] }, signal),
            above && above.can.read !== 'none'
              ? listRecords(above.plural, { sort: above.default_sort, limit: MOST, fields: ['id'] }, signal)
              : undefined,
          ]);
          return placedIn(rows.data, scope?.key, scopes?.data);
        },
      };
    }),
  });
  const found = told.map(({ data }) => data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers themselves are what it depends on
  return useMemo(
    () =>
      fields.map((field, at) => {
        if (placed[at]) return found[at] && orderOf(found[at]);
        if (shownKind(field) === 'boolean') return orderOf([{ id: 'false' }, { id: 'true' }]);
        return field.choices?.length ? orderOf(field.choices.map(({ key }) => ({ id: key }))) : undefined;
      }),
    [fields, ...found],
  );
}

/** All of the first pipeline in their order, then those of the next. */
export function placedIn(rows: readonly RecordRow[], scope: string | undefined, scopes: readonly RecordRow[] = []) {
  const above = new Map(scopes.map(({ id, title }, place) => [id, { place, title }]));
  const of = (row: RecordRow) => above.get(scope ? idOf(row[scope]) : '');
  return rows
    .map((row, at) => ({ id: row.id, within: of(row)?.title ?? undefined, place: of(row)?.place ?? LAST, at }))
    .sort((a, b) => a.place - b.place || a.at - b.at);
}
