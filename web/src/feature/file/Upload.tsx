// A new file record begins with its bytes: name, size and kind come from them, links from where one comes from.
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Query } from '../../api/client.ts';
import { describeProblem } from '../../api/describe.ts';
import { uploadFile } from '../../api/files.ts';
import { forgetObject } from '../../api/query.ts';
import type { RecordRow } from '../../api/types.ts';
import { asLink } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';
import { FileDrop } from '../../ui/FileDrop.tsx';

export function Upload({ preset, onDone }: { preset?: Record<string, unknown>; onDone: (record: RecordRow) => void }) {
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const links: Query = Object.fromEntries(Object.entries(preset ?? {}).map(([key, value]) => [key, asLink(value)?.id]));
  const send = async (file: File) => {
    setFailure(null);
    setShare(0);
    try {
      const made = await uploadFile(file, links, setShare);
      forgetObject('file');
      notifications.show({ message: t('record.created', { title: made.title }) });
      onDone(made);
    } catch (error) {
      setFailure(describeProblem(error));
      setShare(null);
    }
  };
  return (
    <FileDrop
      words={{
        drop: t('import.drop'),
        hint: t('file.hint'),
        choose: t('file.choose'),
        sending: t('file.uploading'),
      }}
      share={share}
      failure={failure}
      onFile={(file) => void send(file)}
    />
  );
}
