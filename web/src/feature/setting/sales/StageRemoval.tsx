// A stage goes away: where its deals go is chosen before, and both happen in one act.
import { Alert, Button, Group, Modal, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changeSetOf } from '../../../api/client.ts';
import { describeProblem } from '../../../api/describe.ts';
import { forgetObject, keys } from '../../../api/query.ts';
import { countRecords } from '../../../api/records.ts';
import { removeStage } from '../../../api/sales.ts';
import type { RecordRow } from '../../../api/types.ts';
import { showDone } from '../../../api/undo.tsx';
import { t } from '../../../i18n/index.ts';

interface Props {
  stage: RecordRow;
  others: readonly RecordRow[];
  onClose: () => void;
}

export function StageRemoval({ stage, others, onClose }: Props) {
  const deals = useQuery({
    queryKey: [...keys.lists('deal'), 'in', stage.id],
    queryFn: ({ signal }) =>
      countRecords('deals', { filter: { field: 'stage', op: 'is', value: stage.id } }, 'exact', signal),
    staleTime: 0,
  });
  const [to, setTo] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const count = deals.data?.value ?? 0;
  const submit = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const told = await removeStage(stage.id, count ? to : null);
      showDone(t('record.removed', { title: stage.title }), changeSetOf(told));
      onClose();
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setBusy(false);
      forgetObject('stage');
      forgetObject('deal');
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('pipelines.remove_stage', { title: stage.title })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
      centered
    >
      <Stack gap="md">
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        {deals.isPending && <Skeleton h={40} />}
        {deals.isSuccess && count === 0 && <Text size="sm">{t('pipelines.stage_empty')}</Text>}
        {count > 0 && (
          <>
            <Text size="sm">{t('pipelines.stage_holds', { count })}</Text>
            <Select
              label={t('pipelines.move_deals_to')}
              data={others.map(({ id, title }) => ({ value: id, label: title }))}
              value={to}
              onChange={setTo}
              data-autofocus
            />
          </>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            color="red"
            loading={busy}
            disabled={deals.isPending || (count > 0 && !to)}
            onClick={() => void submit()}
          >
            {count ? t('pipelines.move_and_remove') : t('record.remove')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
