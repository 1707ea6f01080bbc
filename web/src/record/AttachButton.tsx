// Attaches files to a record: chosen with the button, or dropped or pasted where the composer stands.
import { ActionIcon, FileButton, Progress, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Paperclip } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../api/describe.ts';
import { uploadFile } from '../api/files.ts';
import { forgetObject } from '../api/query.ts';
import type { Field, RecordRow } from '../api/types.ts';
import { t } from '../i18n/index.ts';
import classes from './record.module.css';

interface Sending {
  name: string;
  share: number;
}

/** Uploads files one after another to a record; `sending` is the one on its way. */
export function useAttach(record: RecordRow, link: Field | undefined) {
  const [sending, setSending] = useState<Sending | null>(null);
  const attach = async (files: readonly File[]) => {
    if (!link) return;
    for (const file of files) {
      setSending({ name: file.name, share: 0 });
      try {
        await uploadFile(file, { [link.key]: record.id }, (share) => setSending({ name: file.name, share }));
        notifications.show({ message: t('composer.attached', { name: file.name }) });
      } catch (error) {
        notifications.show({
          color: 'red',
          title: t('composer.not_attached', { name: file.name }),
          message: describeProblem(error),
          autoClose: 12_000,
        });
      }
    }
    setSending(null);
    forgetObject('file');
  };
  return { sending, attach, offered: Boolean(link) };
}

export function AttachButton({
  sending,
  onChoose,
}: {
  sending: Sending | null;
  onChoose: (files: readonly File[]) => void;
}) {
  if (sending) {
    return (
      <div className={classes.sending} role="status">
        <Text size="xs" c="dimmed" truncate>
          {sending.name}
        </Text>
        <Progress value={sending.share * 100} size="xs" aria-label={t('file.uploading')} />
      </div>
    );
  }
  return (
    <FileButton multiple onChange={onChoose} inputProps={{ 'aria-label': t('composer.attach') }}>
      {(props) => (
        <Tooltip label={t('composer.attach')}>
          <ActionIcon {...props} aria-label={t('composer.attach')} size={30}>
            <Paperclip size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </FileButton>
  );
}
