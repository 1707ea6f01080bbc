// Rows stay where they are while others work: what they changed is shown in its place, and what came or went is offered.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { forgetObject, keys, queryClient, rowsOf, showSaved } from '../../api/query.ts';
import { type ListParams, listRecords } from '../../api/records.ts';
import type { Filter, ObjectType } from '../../api/types.ts';
import { forgetHeard, useHeard } from '../../api/waiting.ts';
import { t } from '../../i18n/index.ts';
import { narrowed } from '../group.ts';
import classes from './view.module.css';

// More than that at once is a job: then it is not asked one by one.
const MOST = 100;

function idsInSight(object: string): Set<string> {
  const shown = queryClient.getQueryCache().findAll({ queryKey: keys.pages(object), type: 'active' });
  return new Set(shown.flatMap(({ state }) => rowsOf(state.data).map(({ id }) => id)));
}

/** Which of the changed records belong into the list now, and which stand in it. */
async function compare(object: ObjectType, params: ListParams, ids: readonly string[], signal: AbortSignal) {
  const among: Filter = { field: 'id', op: 'in', value: [...ids] };
  const shown = idsInSight(object.key);
  const [belonging, all] = await Promise.all([
    listRecords(
      object.plural,
      { q: params.q, filter: narrowed(params.filter, among), fields: ['id'], limit: MOST },
      signal,
    ),
    listRecords(object.plural, { filter: among, fields: params.fields, limit: MOST }, signal),
  ]);
  for (const row of all.data) if (shown.has(row.id)) showSaved(object.key, row);
  const belong = new Set(belonging.data.map(({ id }) => id));
  return ids.filter((id) => belong.has(id) !== shown.has(id)).length;
}

export function WaitingNote({ object, params, isHeld }: { object: ObjectType; params: ListParams; isHeld: boolean }) {
  const ids = useHeard(object.key, isHeld);
  const asked = useMemo(() => ({ ids, params }), [ids, params]);
  // Another question brings another list, and with it all that is new.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was heard belongs to the list as it was asked for
  useEffect(() => forgetHeard(object.key), [object.key, params]);
  const isMany = ids.length > MOST;
  const compared = useQuery<number>({
    queryKey: ['waiting', object.key, asked],
    enabled: isHeld && ids.length > 0 && !isMany,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (previous) => previous,
    queryFn: ({ signal }) => compare(object, params, ids, signal),
  });
  const count = !isHeld || !ids.length ? 0 : isMany ? ids.length : (compared.data ?? 0);
  if (!count) return null;
  return (
    <div className={classes.waiting} role="status">
      <span>{t('waiting.count', { count })}</span>
      <Button
        size="compact-sm"
        variant="light"
        leftSection={<RefreshCw size={13} />}
        onClick={() => {
          forgetHeard(object.key);
          forgetObject(object.key);
        }}
      >
        {t('waiting.refresh')}
      </Button>
    </div>
  );
}
