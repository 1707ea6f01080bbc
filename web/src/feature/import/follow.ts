// Follows a running import from wherever one is, and says when it is done. Its own page shows the same in more detail.
import { rememberAct } from '../../api/acts.ts';

import { changeSetOfJob } from '../../api/change_sets.ts';
import { watchJob } from '../../api/job_toast.tsx';
import { pageNow } from '../../api/place.ts';
import { keys, queryClient } from '../../api/query.ts';
import type { Job } from '../../api/types.ts';
import { showDone } from '../../api/undo.tsx';
import { t } from '../../i18n/index.ts';

export function followImport(id: string, name: string, job: Job): void {
  const page = `/import/${id}`;
  watchJob(job.id, {
    title: t('import.running_file', { name }),
    page,
    onDone: (done) => {
      void queryClient.invalidateQueries({ queryKey: keys.imports });
      const changeSet = changeSetOfJob(done);
      if (changeSet) rememberAct(changeSet);
      if (pageNow() !== page) showDone(t('import.done_file', { name }), changeSet);
    },
  });
}
