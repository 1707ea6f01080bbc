// A text with a little Markdown as it is written: buttons for what learners see, a picture among the files, and beside it what it looks like.
import { ActionIcon, FileButton, Group, SegmentedControl, Textarea, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { Bold, Heading, Image, Italic, Link as LinkIcon, List, ListOrdered, Quote } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { urlOf } from '../../../api/client.ts';
import { describeProblem } from '../../../api/describe.ts';
import { uploadFile } from '../../../api/files.ts';
import { t } from '../../../i18n/index.ts';
import { Prose } from '../../../ui/Prose.tsx';
import classes from './edit.module.css';
import { aroundSelection, type Change, lineStart } from './mark.ts';

const MARKS = [
  { key: 'heading', icon: Heading, act: (text: string, from: number, to: number) => lineStart(text, from, to, '# ') },
  { key: 'bold', icon: Bold, act: (text: string, from: number, to: number) => aroundSelection(text, from, to, '**') },
  {
    key: 'italic',
    icon: Italic,
    act: (text: string, from: number, to: number) => aroundSelection(text, from, to, '*'),
  },
  { key: 'list', icon: List, act: (text: string, from: number, to: number) => lineStart(text, from, to, '- ') },
  {
    key: 'steps',
    icon: ListOrdered,
    act: (text: string, from: number, to: number) => lineStart(text, from, to, '1. '),
  },
  { key: 'quote', icon: Quote, act: (text: string, from: number, to: number) => lineStart(text, from, to, '> ') },
] as const;

const pictureOf = (file: string) => urlOf(`/files/${file}/content`);

export function ProseEditor({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (value: string) => void;
  error?: string;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const [side, setSide] = useState<'write' | 'look'>('write');
  const put = (change: Change) => {
    onChange(change.text);
    // The selection is set once the new text stands in the field.
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(change.from, change.to);
    });
  };
  const act = (how: (text: string, from: number, to: number) => Change) => {
    const { selectionStart = value.length, selectionEnd = value.length } = area.current ?? {};
    put(how(value, selectionStart, selectionEnd));
  };
  const link = (text: string, from: number, to: number): Change => {
    const words = text.slice(from, to) || t('lesson_edit.link_words');
    const inserted = `[${words}](https://)`;
    const end = from + inserted.length - 1;
    return { text: text.slice(0, from) + inserted + text.slice(to), from: end, to: end };
  };
  const picture = async (file: File | null) => {
    if (!file) return;
    try {
      const made = await uploadFile(file, {}, () => undefined);
      act((text, from) => {
        const before = text.slice(0, from).replace(/\n*$/, from > 0 ? '\n\n' : '');
        const inserted = `${before}![${file.name.replace(/\.[^.]+$/, '')}](file:${made.id})\n\n`;
        return { text: inserted + text.slice(from).replace(/^\n+/, ''), from: inserted.length, to: inserted.length };
      });
    } catch (problem) {
      notifications.show({ color: 'red', message: describeProblem(problem) });
    }
  };
  const keyed = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const mark = key === 'b' ? MARKS[1] : key === 'i' ? MARKS[2] : null;
    if (!mark) return;
    event.preventDefault();
    act(mark.act);
  };
  const writes = !narrow || side === 'write';
  const looks = !narrow || side === 'look';
  return (
    <section aria-label={t('lesson_edit.text')}>
      <Group gap={4} mb={6} justify="space-between">
        <Group gap={4} role="toolbar" aria-label={t('lesson_edit.marks')}>
          {writes &&
            MARKS.map(({ key, icon: Icon, act: how }) => (
              <Tooltip key={key} label={t(`lesson_edit.mark_${key}`)}>
                <ActionIcon size="lg" aria-label={t(`lesson_edit.mark_${key}`)} onClick={() => act(how)}>
                  <Icon size={16} />
                </ActionIcon>
              </Tooltip>
            ))}
          {writes && (
            <>
              <Tooltip label={t('lesson_edit.mark_link')}>
                <ActionIcon size="lg" aria-label={t('lesson_edit.mark_link')} onClick={() => act(link)}>
                  <LinkIcon size={16} />
                </ActionIcon>
              </Tooltip>
              <FileButton accept="image/png,image/jpeg,image/webp,image/gif" onChange={(file) => void picture(file)}>
                {(props) => (
                  <Tooltip label={t('lesson_edit.mark_picture')}>
                    <ActionIcon {...props} size="lg" aria-label={t('lesson_edit.mark_picture')}>
                      <Image size={16} />
                    </ActionIcon>
                  </Tooltip>
                )}
              </FileButton>
            </>
          )}
        </Group>
        {narrow && (
          <SegmentedControl
            size="xs"
            aria-label={t('lesson_edit.side')}
            data={[
              { value: 'write', label: t('lesson_edit.write') },
              { value: 'look', label: t('lesson_edit.look') },
            ]}
            value={side}
            onChange={(next) => setSide(next === 'look' ? 'look' : 'write')}
          />
        )}
      </Group>
      <div className={classes.sides} data-one={narrow || undefined}>
        {writes && (
          <Textarea
            ref={area}
            aria-label={t('lesson_edit.text')}
            placeholder={t('lesson_edit.text_hint')}
            autosize
            minRows={14}
            value={value}
            error={error}
            onChange={(event) => onChange(event.currentTarget.value)}
            onKeyDown={keyed}
          />
        )}
        {looks && (
          <section className={classes.look} aria-label={t('lesson_edit.looks')}>
            {value.trim() ? (
              <Prose large text={value} pictureOf={pictureOf} />
            ) : (
              <span className={classes.dim}>{t('lesson_edit.looks_empty')}</span>
            )}
          </section>
        )}
      </div>
    </section>
  );
}
