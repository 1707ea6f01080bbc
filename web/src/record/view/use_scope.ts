// Within which record a board is looked at, as within one pipeline: the one the filter names, else the one chosen, else the first.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { keys } from '../../api/query.ts';
import { listRecords } from '../../api/records.ts';
import type { Field, ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { openFilter } from '../filter.ts';
import { boardScope } from './fields.ts';
import type { ListState } from './state.ts';

const MOST = 50;

export function useScope(object: ObjectType, state: ListState, by: Field | undefined) {
  const dictionary = useDictionary();
  const scope = useMemo(() => by && boardScope(dictionary, object, by), [dictionary, object, by]);
  const target = dictionary.byKey.get(scope?.field.to ?? '');
  const { join, parts } = openFilter(state.filter);
  const named = parts.find((part) => 'field' in part && part.field === scope?.field.key && part.op === 'is');
  const filtered = scope && join === 'and' && named && 'value' in named ? String(named.value) : undefined;
  const offered = useQuery({
    queryKey: [...keys.lists(target?.key ?? ''), 'scopes'],
    enabled: Boolean(target && target.can.read !== 'none'),
    staleTime: 60_000,
    queryFn: ({ signal }) => listRecords(target?.plural ?? '', { sort: target?.default_sort, limit: MOST }, signal),
  });
  const options = offered.data?.data ?? [];
  const id = filtered ?? state.scope ?? options[0]?.id;
  return {
    // Where there is none to choose, the columns of all stand side by side.
    scope: offered.isSuccess && !options.length ? undefined : scope,
    id,
    options,
    isFiltered: filtered !== undefined,
  };
}
