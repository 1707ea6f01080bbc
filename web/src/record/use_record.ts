// One record as the page and the panel read it, with what a list already knows of it shown meanwhile.
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Problem } from '../api/problem.ts';
import { keys } from '../api/query.ts';
import { findRecord } from '../api/records.ts';
import type { ObjectType } from '../api/types.ts';
import { t } from '../i18n/index.ts';

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
  return { ...record, isMoved: Boolean(winner) };
}
