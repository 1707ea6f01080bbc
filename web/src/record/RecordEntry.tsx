// Something that happened, in a record's stream: a note, a call, a purchase, with its text and what else is worth knowing.
import { ActionIcon, Checkbox, Group, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { Pin, PinOff } from 'lucide-react';
import { describeProblem } from '../api/describe.ts';
import { forgetObject } from '../api/query.ts';
import { changeRecord } from '../api/records.ts';
import type { RecordRow } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { faceOf } from '../field/faces.ts';
import { PeekButton } from '../field/link/PeekButton.tsx';
import { RecordLink } from '../field/link/RecordLink.tsx';
import { Prose } from '../field/long_text/Prose.tsx';
import { asText, isBlank } from '../field/shared/values.ts';
import { formatTime, formatTimestamp } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import classes from './record.module.css';

const FACTS = [
  'total',
  'amount',
  'duration',
  'result',
  'direction',
  'outcome',
  'stage',
  'place',
  'priority',
  'channel',
];
/** How many notes can stay on top. */
export const MOST_PINNED = 5;

interface Props {
  kind: string;
  at: string;
  record: RecordRow;
  /** How many are pinned to the record already. */
  pinned: number;
}

export function RecordEntry({ kind, at, record, pinned }: Props) {
  const dictionary = useDictionary();
  const client = useQueryClient();
  const type = dictionary.byKey.get(record.object);
  const body =
    [record.body, record.description, record.note].map(asText).find((text) => text && text !== record.title) ?? '';
  const facts = (type?.fields ?? []).filter((field) => FACTS.includes(field.key) && !isBlank(record[field.key]));
  const mayChange = record.can?.includes('change') ?? (type?.can.change ?? 'none') !== 'none';
  const set = async (values: Record<string, unknown>) => {
    if (!type) return;
    try {
      await changeRecord(type.plural, record.id, record.version, values);
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
    forgetObject(type.key, record.id);
    void client.invalidateQueries({ queryKey: ['timeline'] });
  };
  const pin = () => {
    if (record.pinned !== true && pinned >= MOST_PINNED) {
      notifications.show({ color: 'orange', message: t('timeline.pinned_full', { count: MOST_PINNED }) });
      return;
    }
    void set({ pinned: record.pinned !== true });
  };
  const heading = kind === 'note' && !asText(record.subject) ? t('timeline.noted') : record.title || type?.label;
  const pinLabel = record.pinned === true ? t('timeline.unpin') : t('timeline.pin');
  return (
    <article className={classes.entry}>
      <span className={classes.bullet} data-kind={kind}>
        <ObjectIcon object={type ?? { key: kind }} size={15} />
      </span>
      <div className={classes.entryCard}>
        <Group justify="space-between" wrap="nowrap" gap="sm" align="flex-start">
          <Group gap={8} wrap="nowrap" miw={0}>
            {kind === 'task' && (
              <Checkbox
                size="xs"
                aria-label={t('timeline.done', { title: record.title })}
                checked={record.done === true}
                onChange={(event) => void set({ done: event.currentTarget.checked })}
              />
            )}
            <Text
              size="sm"
              fw={570}
              td={record.done === true ? 'line-through' : undefined}
              style={{ overflowWrap: 'anywhere' }}
              dir="auto"
            >
              <RecordLink object={record.object} id={record.id} className="plain-link">
                {heading}
              </RecordLink>
            </Text>
          </Group>
          <Group gap={4} wrap="nowrap" style={{ flex: 'none' }}>
            <span className={classes.entryTools} data-on={record.pinned === true || undefined}>
              {kind === 'note' && mayChange && (
                <Tooltip label={pinLabel}>
                  <ActionIcon size="sm" aria-label={pinLabel} aria-pressed={record.pinned === true} onClick={pin}>
                    {record.pinned === true ? <PinOff size={13} /> : <Pin size={13} />}
                  </ActionIcon>
                </Tooltip>
              )}
              <PeekButton
                object={record.object}
                id={record.id}
                title={record.title || (type?.label ?? '')}
                hint={t('key.alt_click')}
              />
            </span>
            <Text size="xs" c="dimmed" title={formatTimestamp(at)}>
              {formatTime(at)}
            </Text>
          </Group>
        </Group>
        {body && (
          <Text size="sm" component="div" mt={3} dir="auto">
            <Prose text={body} />
          </Text>
        )}
        {facts.length > 0 && (
          <Group gap="xs" mt={6}>
            {facts.map((field) => {
              const { Cell } = faceOf(field);
              return (
                <Text key={field.key} size="xs" c="dimmed" component="span" title={field.label}>
                  <Cell field={field} value={record[field.key]} dense />
                </Text>
              );
            })}
          </Group>
        )}
        <Text size="xs" c="dimmed" mt={4}>
          {[type?.label, record.owner?.title ?? record.created_by?.name].filter(Boolean).join(' · ')}
        </Text>
      </div>
    </article>
  );
}
