// Names a team, a new one or one that is there.
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../i18n/index.ts';
import type { TeamRow } from './tree.ts';

export function TeamDialog({
  team,
  parent,
  onSave,
  onClose,
}: {
  team: TeamRow | null;
  parent: TeamRow | null;
  /** Whether it could be saved. */
  onSave: (name: string) => Promise<boolean>;
  onClose: () => void;
}) {
  const [name, setName] = useState(team?.name ?? '');
  const [busy, setBusy] = useState(false);
  const title = team ? t('teams.rename') : parent ? t('teams.new_below', { team: parent.name }) : t('teams.new');
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}>
      <form
        onSubmit={async (event) => {
          event.preventDefault();
          setBusy(true);
          if (await onSave(name.trim())) onClose();
          else setBusy(false);
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('setup.name')}
            placeholder={t('teams.name_example')}
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!name.trim()}>
              {team ? t('action.save') : t('action.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
