// Names a report or a dashboard, and says who sees it.
import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { SHARINGS, type Sharing } from '../../api/reports.ts';
import { t } from '../../i18n/index.ts';

interface Props {
  title: string;
  name: string;
  sharing?: Sharing | undefined;
  onDone: (name: string, sharing: Sharing) => Promise<void>;
  onClose: () => void;
}

const LONGEST = 120;

export function KeepDialog({ title, name: before, sharing: shared, onDone, onClose }: Props) {
  const [name, setName] = useState(before);
  const [sharing, setSharing] = useState<Sharing>(shared ?? 'private');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async () => {
    if (!name.trim()) return setProblem(t('saved.name_needed'));
    setBusy(true);
    try {
      await onDone(name.trim(), sharing);
    } catch (error) {
      setProblem(describeProblem(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="sm"
      centered
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('saved.name')}
            value={name}
            maxLength={LONGEST}
            error={problem}
            data-autofocus
            onChange={(event) => {
              setName(event.currentTarget.value);
              setProblem(null);
            }}
          />
          <div>
            <Text size="sm" fw={500} mb={4} id="report-sharing">
              {t('report.sharing')}
            </Text>
            <SegmentedControl
              fullWidth
              aria-labelledby="report-sharing"
              value={sharing}
              data={SHARINGS.map((value) => ({ value, label: t(`report.sharing.${value}`) }))}
              onChange={(value) => setSharing(value as Sharing)}
            />
            <Text size="xs" c="dimmed" mt={4}>
              {t('report.sharing_text')}
            </Text>
          </div>
          <Group justify="flex-end" gap="xs">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
