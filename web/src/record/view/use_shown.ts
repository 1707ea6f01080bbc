// The records that the view at hand shows of a list: a board shows those of one pipeline, a timeline those that have a moment.
import { useMemo } from 'react';
import type { ListParams } from '../../api/records.ts';
import type { ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { narrowed } from '../group.ts';
import { boardFields, boardFilter, chosenField, momentFields } from './fields.ts';
import { kindOf, type ListState } from './state.ts';
import { useScope } from './use_scope.ts';

/** What is counted, exported and chosen is what one sees. */
export function useShown(object: ObjectType, state: ListState, params: ListParams): ListParams {
  const dictionary = useDictionary();
  const kind = kindOf(state);
  const by = useMemo(
    () => (kind === 'board' ? chosenField(dictionary, object, state.by, boardFields(dictionary, object)) : undefined),
    [dictionary, object, kind, state.by],
  );
  const { scope, id } = useScope(object, state, by);
  const moment = useMemo(
    () => (kind === 'timeline' ? chosenField(dictionary, object, state.by, momentFields(object)) : undefined),
    [dictionary, object, kind, state.by],
  );
  return useMemo(() => {
    if (moment) return { ...params, filter: narrowed(params.filter, { field: moment.key, op: 'is_not_empty' }) };
    const filter = boardFilter(params.filter, scope, id);
    return filter === params.filter ? params : { ...params, filter };
  }, [params, moment, scope, id]);
}
