// To whom a lead goes: a colleague, or whom the rules say.
import { Button, Group, Modal, Stack } from '@mantine/core';
import { Route } from 'lucide-react';
import { useState } from 'react';
import type { RecordRow } from '../../api/types.ts';
import { LinkPicker } from '../../field/link/LinkPicker.tsx';
import type { LinkValue } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';
import { assignByTheRules, assignTo } from './lead_acts.ts';

export function AssignDialog({ lead, onDone, onClose }: { lead: RecordRow; onDone: () => void; onClose: () => void }) {
  const [user, setUser] = useState<LinkValue | null>(lead.owner ? { ...lead.owner, object: 'user' } : null);
  const [busy, setBusy] = useState(false);
  const run = async (work: Promise<boolean>) => {
    setBusy(true);
    const done = await work;
    setBusy(false);
    if (done) onDone();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('leads.assign_title', { title: lead.title })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (user) void run(assignTo(lead, user));
        }}
      >
        <Stack gap="md">
          <LinkPicker to="user" label={t('leads.assign_to')} value={user} onChange={setUser} autoFocus />
          <Group justify="space-between" gap="xs">
            <Button
              variant="default"
              leftSection={<Route size={15} />}
              loading={busy}
              onClick={() => void run(assignByTheRules(lead))}
            >
              {t('leads.by_rules')}
            </Button>
            <Group gap="xs">
              <Button variant="subtle" color="gray" onClick={onClose}>
                {t('action.cancel')}
              </Button>
              <Button type="submit" loading={busy} disabled={!user}>
                {t('leads.assign')}
              </Button>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
