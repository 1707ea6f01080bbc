// Makes or changes a segment: its name, whose records belong to it, and the rule, with how many it finds while it is being written.
import { Button, Group, Loader, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keys } from '../../api/query.ts';
import { listRecords } from '../../api/records.ts';
import type { Filter, ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatCount } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { closeFilter, type FlatFilter, isWhole, openFilter } from '../../record/filter.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { WhereEditor } from '../../record/WhereEditor.tsx';
import classes from './segment.module.css';

export interface SegmentDraft {
  name: string;
  description: string;
  object: string;
  rule: Filter;
}

const EXAMPLES = 5;
const TYPING_MS = 250;

export function SegmentForm({
  start,
  isNew,
  members,
  onSave,
  onCancel,
}: {
  start: { name: string; description: string; object: string; rule: Filter | undefined };
  isNew: boolean;
  /** How many belong to it as it stands. */
  members?: number | null;
  onSave: (draft: SegmentDraft) => Promise<void>;
  onCancel: () => void;
}) {
  const dictionary = useDictionary();
  const [name, setName] = useState(start.name);
  const [description, setDescription] = useState(start.description);
  const [key, setKey] = useState(start.object);
  const [where, setWhere] = useState<FlatFilter>(openFilter(start.rule));
  const [error, setError] = useState<unknown>(null);
  const [saving, setSaving] = useState(false);
  const object = dictionary.byKey.get(key);
  const rule = closeFilter(where);
  const isReady = Boolean(rule && isWhole(rule) && name.trim());
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || !rule) return;
    setSaving(true);
    setError(null);
    try {
      await onSave({ name: name.trim(), description: description.trim(), object: key, rule });
    } catch (problem) {
      setError(problem);
    }
    setSaving(false);
  };
  return (
    <form className={classes.form} onSubmit={save}>
      <Stack>
        <TextInput
          label={t('segment.name')}
          placeholder={t('segment.name_example')}
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label={t('segment.description')}
          autosize
          maxRows={4}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Select
          label={t('segment.of')}
          searchable
          allowDeselect={false}
          disabled={!isNew}
          value={key}
          data={dictionary.objects
            .filter((one) => one.can.read !== 'none')
            .map((one) => ({ value: one.key, label: one.label_plural }))}
          onChange={(next) => {
            if (!next || next === key) return;
            setKey(next);
            setWhere({ join: 'and', parts: [] });
          }}
        />
        {object && (
          <div className={classes.rule}>
            <WhereEditor object={object} where={where} onChange={setWhere} depth={0} />
          </div>
        )}
        {error !== null && <ProblemView error={error} />}
        <Group>
          <Button type="submit" disabled={!isReady} loading={saving}>
            {isNew ? t('segment.create') : t('segment.save')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('segment.cancel')}
          </Button>
        </Group>
      </Stack>
      {object && <Preview object={object} rule={rule && isWhole(rule) ? rule : undefined} members={members} />}
    </form>
  );
}

/** How many the rule finds now, and a few of them. */
function Preview({
  object,
  rule,
  members,
}: {
  object: ObjectType;
  rule: Filter | undefined;
  members: number | null | undefined;
}) {
  const [asked] = useDebouncedValue(rule, TYPING_MS);
  const found = useQuery({
    queryKey: [...keys.lists(object.key), 'segment', asked],
    enabled: Boolean(asked),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      listRecords(
        object.plural,
        { filter: asked ?? null, fields: [object.title_field], limit: EXAMPLES, count: 'exact' },
        signal,
      ),
  });
  const count = asked && found.data?.count ? found.data.count.value : null;
  const more = count !== null && typeof members === 'number' ? count - members : 0;
  return (
    <aside className={classes.preview} aria-label={t('segment.preview')} aria-live="polite">
      <Text size="xs" c="dimmed">
        {t('segment.preview')}
      </Text>
      <div className={classes.figure}>{count === null ? '–' : formatCount(count)}</div>
      <Text size="sm">
        {object.label_plural}
        {more !== 0 && ` (${more > 0 ? '+' : '−'}${formatCount(Math.abs(more))})`}
        {found.isFetching && <Loader size={10} ml={6} type="dots" component="span" aria-hidden="true" />}
      </Text>
      {found.isError && <ProblemView error={found.error} />}
      {count === null && !found.isError && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('segment.preview_empty')}
        </Text>
      )}
      {count !== null && (
        <Stack gap={2} mt="sm" className={classes.examples}>
          {found.data?.data.map((row) => (
            <Text key={row.id} size="sm" truncate>
              <RecordLink object={object.key} id={row.id}>
                {row.title || t('record.untitled')}
              </RecordLink>
            </Text>
          ))}
        </Stack>
      )}
    </aside>
  );
}
