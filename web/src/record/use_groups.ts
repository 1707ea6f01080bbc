// The groups of a list: first their heads with their counts, then the sums, which never hold the heads up.
import { useQuery } from '@tanstack/react-query';
import { post } from '../api/client.ts';
import type { Answer } from '../api/generated.ts';
import { keys } from '../api/query.ts';
import type { ListParams } from '../api/records.ts';
import type { Field, ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { shownKind } from '../dictionary/dictionary.ts';
import type { SortStep } from './filter.ts';
import type { Bucket } from './group.ts';
import { isTime } from './group.ts';
import { amountText } from './TableFoot.tsx';

export const MOST_GROUPS = 200;

export interface RecordGroup {
  id: string;
  key: unknown;
  count: number;
}

type Body = Record<string, unknown>;
type Sums = Map<string, Map<string, string>>;
const ask = (object: ObjectType, body: Body, signal: AbortSignal) =>
  post<Answer<'Groups'>>(`/${object.plural}/groups`, body, { signal });
const idOf = (key: unknown) =>
  JSON.stringify(typeof key === 'object' && key !== null && 'id' in key ? key.id : (key ?? null));

export function useGroups(
  object: ObjectType,
  params: ListParams,
  sort: SortStep[],
  field: Field,
  bucket: Bucket | undefined,
  summed: Field[],
) {
  const dictionary = useDictionary();
  // Records such as stages have a place of their own among their like: it is asked for as a second key to sort by.
  const placed =
    !field.key.includes('.') && dictionary.byKey.get(field.to ?? '')?.fields.some(({ key }) => key === 'position');
  const place = `${field.key}.position`;
  const by = [{ field: field.key, ...(bucket ? { bucket } : {}) }, ...(placed ? [{ field: place }] : [])];
  const isDown = sort[0]?.key === field.key && sort[0].descending;
  const sequence = placed ? place : isTime(field) ? `${isDown ? '-' : ''}${field.key}` : '-count';
  const asked = { filter: params.filter, q: params.q, by };

  const heads = useQuery({
    queryKey: [...keys.lists(object.key), 'groups', asked, sequence],
    queryFn: async ({ signal }) => {
      const told = await ask(
        object,
        { ...asked, measures: [{ measure: 'count' }], sort: sequence, limit: MOST_GROUPS },
        signal,
      );
      const groups = told.groups.map(
        ({ key: [key], values: [count] }): RecordGroup => ({ id: idOf(key), key, count: Number(count) }),
      );
      return { groups: inSequence(groups, field), truncated: told.truncated };
    },
    placeholderData: (previous) => previous,
  });
  const fields = summed.map(({ key }) => key);
  const sums = useQuery<Sums>({
    queryKey: [...keys.lists(object.key), 'group_sums', asked, fields],
    enabled: heads.isSuccess && fields.length > 0,
    staleTime: 60_000,
    placeholderData: (previous) => previous,
    queryFn: async ({ signal }) => {
      const told: Sums = new Map();
      // Each by itself, as in the foot: one that may not be summed takes nothing from the others.
      for (const one of summed) {
        const measures = [{ measure: 'sum', field: one.key }];
        const { groups } = await ask(object, { ...asked, measures, limit: 1000 }, signal);
        for (const { key, values, currency } of groups) {
          const text = amountText(one, values[0], currency);
          if (!text) continue;
          const id = idOf(key[0]);
          const group = told.get(id) ?? new Map<string, string>();
          const before = group.get(one.key);
          told.set(id, group.set(one.key, before ? `${before} + ${text}` : text));
        }
      }
      return told;
    },
  });
  return { heads, sums: sums.data };
}

/** Choices stand as the dictionary has them; no value at all comes last, however many records have none. */
function inSequence(groups: RecordGroup[], field: Field): RecordGroup[] {
  const kind = shownKind(field);
  const choices = kind === 'choice' || kind === 'choices' ? (field.choices ?? []) : [];
  const places = new Map(choices.map(({ key }, place) => [key, place]));
  const placeOf = ({ key }: RecordGroup) =>
    key === null ? Number.MAX_SAFE_INTEGER : (places.get(String(key)) ?? places.size);
  return [...groups].sort((a, b) => placeOf(a) - placeOf(b));
}
