// One record as the page and the panel read it, with what a list already knows of it shown meanwhile.
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { Problem } from '../api/problem.ts';
import { keys } from '../api/query.ts';
import { findRecord } from '../api/records.ts';
import type { ObjectType } from '../api/types.ts';
import { t } from '../i18n/index.ts';

// The server does not say when; what may not be seen is simply not there.
const GONE = 'gone';

/** `onMoved` is told where the record went when it was merged into another. */
export function useRecord(object: ObjectType, id: string, onMoved: (id: string) => void) {
  const record = useQuery({
    queryKey: keys.record(object.key, id),
    queryFn: ({ signal }) => findRecord(object.plural, id, signal),
  });
  const winner = record.error instanceof Problem ? record.error.mergedInto?.id : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it is known
  useEffect(() => {
    if (!winner) return;
    notifications.show({ id: `merged-${id}`, message: t('record.merged', { object: object.label.toLowerCase() }) });
    onMoved(winner);
  }, [winner]);
  // Removed by another, or not to be seen any longer: what was read stays in sight, and what is being typed with it.
  const gone = record.error instanceof Problem && record.error.code === 'not_found';
  const data = useMemo(
    () => record.data && (gone ? { ...record.data, removed_at: record.data.removed_at ?? GONE, can: [] } : record.data),
    [record.data, gone],
  );
  return { ...record, data, isMoved: Boolean(winner) };
}
