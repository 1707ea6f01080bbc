// Whoever doubts a figure of a customer has all of them worked out anew, and is told how many differed.
import { Button, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { checkSummaries } from '../../api/analyses.ts';
import { describeProblem } from '../../api/describe.ts';
import { watchJob } from '../../api/job_toast.tsx';
import { formatCount } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';

export function SummaryCheck() {
  const ask = useMutation({
    mutationFn: checkSummaries,
    onSuccess: (job) =>
      watchJob(job.id, {
        title: t('customer.rebuilding'),
        onDone: ({ result }) => {
          const { checked = 0, differed = 0 } = (result ?? {}) as { checked?: number; differed?: number };
          const told = { checked: formatCount(checked), differed: formatCount(differed) };
          notifications.show({
            ...(differed > 0 && { color: 'orange' }),
            message: t(differed > 0 ? 'customer.rebuilt_differed' : 'customer.rebuilt', told),
          });
        },
      }),
    onError: (error) => notifications.show({ color: 'red', message: describeProblem(error) }),
  });
  return (
    <Tooltip label={t('customer.rebuild_text')} multiline w={280}>
      <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
        {t('customer.rebuild')}
      </Button>
    </Tooltip>
  );
}
