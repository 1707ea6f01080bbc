// Why a lead comes to nothing, and when to try again.
import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useState } from 'react';
import type { RecordRow } from '../../api/types.ts';
import { useObject } from '../../dictionary/context.tsx';
import { dayInput, dayOf } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { disqualify } from './lead_acts.ts';

const DAY = 86_400_000;

export function DisqualifyDialog({
  lead,
  onDone,
  onClose,
}: {
  lead: RecordRow;
  onDone: () => void;
  onClose: () => void;
}) {
  const object = useObject('lead');
  const reasons = object?.fields.find(({ key }) => key === 'disqualification')?.choices ?? [];
  const [reason, setReason] = useState('');
  const [retryOn, setRetryOn] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('leads.disqualify_title', { title: lead.title })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!reason) return;
          setBusy(true);
          void disqualify(lead, reason, retryOn).then((done) => {
            setBusy(false);
            if (done) onDone();
          });
        }}
      >
        <Stack gap="md">
          <Radio.Group label={t('sales.reason')} value={reason} onChange={setReason} required>
            <Stack gap={6} mt={6}>
              {reasons.map((one, index) => (
                <Radio key={one.key} value={one.key} label={one.label} data-autofocus={index === 0 || undefined} />
              ))}
            </Stack>
          </Radio.Group>
          <DateInput
            label={t('leads.retry_on')}
            description={t('leads.retry_help')}
            value={retryOn}
            onChange={(day) => setRetryOn(day ? day.slice(0, 10) : null)}
            minDate={dayOf(new Date(Date.now() + DAY))}
            clearable
            {...dayInput()}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!reason}>
              {t('leads.disqualify')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
