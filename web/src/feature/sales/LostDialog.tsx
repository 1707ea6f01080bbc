// Why a deal is lost, and to whom: chosen among the reasons of the house, so that losses can be counted.
import { Autocomplete, Button, Group, Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/query.ts';
import { listRecords } from '../../api/records.ts';
import type { RecordRow } from '../../api/types.ts';
import { LinkPicker } from '../../field/link/LinkPicker.tsx';
import { asLink, type LinkValue } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';

interface Props {
  record: RecordRow;
  busy: boolean;
  onLose: (reason: string | null, competitor: LinkValue | null) => Promise<void>;
  onClose: () => void;
}

export function LostDialog({ record, busy, onLose, onClose }: Props) {
  const reasons = useQuery({
    queryKey: [...keys.lists('lost_reason'), 'offered'],
    queryFn: ({ signal }) =>
      listRecords(
        'lost_reasons',
        { filter: { field: 'active', op: 'is', value: true }, fields: ['name'], sort: 'position', limit: 100 },
        signal,
      ),
    staleTime: 60_000,
  });
  const [reason, setReason] = useState('');
  const [competitor, setCompetitor] = useState<LinkValue | null>(asLink(record.competitor));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sales.lost_title', { title: record.title })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void onLose(reason.trim() || null, competitor);
        }}
      >
        <Stack gap="md">
          <Autocomplete
            label={t('sales.reason')}
            data={[...new Set((reasons.data?.data ?? []).map(({ title }) => title))]}
            value={reason}
            onChange={setReason}
            maxLength={200}
            data-autofocus
          />
          <LinkPicker to="company" label={t('sales.competitor')} value={competitor} onChange={setCompetitor} />
          <Group justify="flex-end" gap="xs">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" color="red" loading={busy}>
              {t('sales.lose')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
