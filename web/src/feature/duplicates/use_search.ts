// Begins a search for doubles and follows it; one that runs already is followed too.
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { searchDuplicates } from '../../api/duplicates.ts';
import { watchJob } from '../../api/job_toast.tsx';
import { keys } from '../../api/query.ts';
import type { ObjectType } from '../../api/types.ts';
import { t } from '../../i18n/index.ts';

export function useSearch(object: ObjectType, running: string | null) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const follow = useCallback(
    (job: string) => {
      setBusy(true);
      const end = () => {
        setBusy(false);
        void client.invalidateQueries({ queryKey: keys.duplicates });
      };
      watchJob(job, {
        title: t('duplicates.searching', { objects: object.label_plural.toLowerCase() }),
        onDone: end,
        onCancelled: end,
        onFailed: end,
      });
    },
    [client, object.label_plural],
  );
  useEffect(() => {
    if (running) follow(running);
  }, [running, follow]);
  const search = async () => {
    setBusy(true);
    try {
      follow((await searchDuplicates(object.plural)).id);
    } catch (error) {
      setBusy(false);
      notifications.show({ color: 'red', title: t('duplicates.not_searched'), message: describeProblem(error) });
    }
  };
  return { search: () => void search(), busy };
}
