// A link to an uploaded file; choosing a file uploads it at once.
import { FileInput, Progress, Stack } from '@mantine/core';
import { Paperclip } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { contentUrl, uploadFile } from '../../api/files.ts';
import { t } from '../../i18n/index.ts';
import { link } from '../link/index.tsx';
import { frame } from '../shared/input.ts';
import { asLink } from '../shared/values.ts';
import type { CellProps, FieldFace, FilterProps, InputProps } from '../types.ts';

function Cell({ value }: CellProps) {
  const file = asLink(value);
  if (!file) return null;
  return (
    <a
      className="value-link"
      href={contentUrl(file.id)}
      download
      style={{ display: 'inline-flex', gap: 5, alignItems: 'center' }}
    >
      <Paperclip size={13} aria-hidden="true" /> {file.title ?? t('file.download')}
    </a>
  );
}

function Input(props: InputProps) {
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const current = asLink(props.value);
  const send = async (chosen: File | null) => {
    setFailure(null);
    if (!chosen) return props.onChange(null);
    setShare(0);
    try {
      const made = await uploadFile(chosen, {}, setShare);
      props.onChange({ id: made.id, object: 'file', title: made.title });
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setShare(null);
    }
  };
  return (
    <Stack gap={4}>
      <FileInput
        {...frame(props)}
        error={failure ?? props.error}
        placeholder={current?.title ?? t('file.choose')}
        leftSection={<Paperclip size={14} />}
        onChange={send}
        clearable
      />
      {share !== null && <Progress value={share * 100} size="xs" aria-label={t('file.uploading')} />}
      {current && share === null && <Cell field={props.field} value={current} />}
    </Stack>
  );
}

function Filter(props: FilterProps) {
  const { Filter: LinkFilter } = link;
  return <LinkFilter {...props} field={{ ...props.field, to: 'file' }} />;
}

export const file: FieldFace = {
  Cell,
  Input,
  Filter,
  text: link.text,
  width: 180,
  editor: 'block',
  example: { id: '01930000-0000-7000-8000-000000000000', object: 'file', title: 'offer.pdf' },
};
