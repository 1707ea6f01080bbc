// Names a view, and says who sees it.
import { Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { describeProblem } from '../../../api/describe.ts';
import type { SavedView } from '../../../api/views.ts';
import { t } from '../../../i18n/index.ts';

interface Props {
  title: string;
  name?: string;
  withSharing?: boolean;
  onDone: (name: string, sharing: SavedView['sharing']) => Promise<void>;
  onClose: () => void;
}

const LONGEST = 100;

export function NameDialog({ title, name: before = '', withSharing, onDone, onClose }: Props) {
  const [name, setName] = useState(before);
  const [isShared, setShared] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async () => {
    const told = name.trim();
    if (!told) return setProblem(t('saved.name_needed'));
    setBusy(true);
    try {
      await onDone(told, isShared ? 'everyone' : 'private');
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
            placeholder={t('saved.name_example')}
            value={name}
            maxLength={LONGEST}
            error={problem}
            data-autofocus
            onChange={(event) => {
              setName(event.currentTarget.value);
              setProblem(null);
            }}
          />
          {withSharing && (
            <Switch
              label={t('saved.share')}
              description={t('saved.share_text')}
              checked={isShared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          )}
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
