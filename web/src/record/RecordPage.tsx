// A record's page: who or what it is and its fields at the left, what happened in the middle, what belongs to it at the right.
import { ActionIcon, Alert, Button, Group, Menu, SegmentedControl, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, Download, Ellipsis, Link2, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../api/describe.ts';
import { contentUrl } from '../api/files.ts';
import { forgetObject, keys } from '../api/query.ts';
import { findRecord, removeRecord, restoreRecord } from '../api/records.ts';
import type { Field, ObjectType, RecordRow } from '../api/types.ts';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { isBlank } from '../field/shared/values.ts';
import { formatRelative, formatTimestamp } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Blank } from '../ui/Blank.tsx';
import pageClasses from '../ui/page.module.css';
import { FieldRow } from './FieldRow.tsx';
import { Linked } from './Linked.tsx';
import { Parts } from './Parts.tsx';
import { ProblemView } from './ProblemView.tsx';
import classes from './record.module.css';
import { Timeline } from './Timeline.tsx';

export function RecordPage({ object, id }: { object: ObjectType; id: string }) {
  const record = useQuery({
    queryKey: keys.record(object.key, id),
    queryFn: ({ signal }) => findRecord(object.plural, id, signal),
  });
  useDocumentTitle(record.data ? `${record.data.title || object.label} · Kith` : 'Kith');
  if (record.isError && !record.data) return <ProblemView error={record.error} onRetry={() => record.refetch()} />;
  if (!record.data) return <Blank title="" />;
  return <Loaded object={object} record={record.data} />;
}

type Part = 'fields' | 'timeline' | 'linked';

function Loaded({ object, record }: { object: ObjectType; record: RecordRow }) {
  const [part, setPart] = useState<Part>('timeline');
  const hidden = (name: Part) => (part === name ? undefined : true);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Head object={object} record={record} />
        <div className={classes.tabs}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={t('record.parts')}
            data={[
              { value: 'timeline', label: t('record.timeline') },
              { value: 'fields', label: t('record.fields') },
              { value: 'linked', label: t('record.linked') },
            ]}
            value={part}
            onChange={(next) => setPart(next as Part)}
          />
        </div>
      </header>
      <section className={classes.left} aria-label={t('record.fields')} data-hidden={hidden('fields')}>
        <Fields object={object} record={record} />
      </section>
      <section className={classes.middle} aria-label={t('record.timeline')} data-hidden={hidden('timeline')}>
        <Parts object={object} record={record} />
        <Timeline object={object} record={record} />
      </section>
      <aside className={classes.right} aria-label={t('record.linked')} data-hidden={hidden('linked')}>
        <Linked object={object} record={record} />
      </aside>
    </div>
  );
}

function Head({ object, record }: { object: ObjectType; record: RecordRow }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const removed = Boolean(record.removed_at);
  const title = record.title || t('record.untitled');

  const restore = async () => {
    try {
      const restored = await restoreRecord(object.plural, record.id);
      client.setQueryData<RecordRow>(keys.record(object.key, record.id), (old) => ({
        ...old,
        ...restored,
        removed_at: null,
      }));
      forgetObject(object.key, record.id);
      notifications.show({ message: t('record.restored', { title }) });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };
  const remove = async () => {
    try {
      await removeRecord(object.plural, record.id);
      client.removeQueries({ queryKey: keys.record(object.key, record.id) });
      forgetObject(object.key);
      void client.invalidateQueries({ queryKey: keys.trash });
      await navigate({ to: '/$plural', params: { plural: object.plural } });
      const toast = `removed-${record.id}`;
      notifications.show({
        id: toast,
        autoClose: 12_000,
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm">{t('record.removed', { title })}</Text>
            <Button
              size="compact-sm"
              variant="light"
              leftSection={<Undo2 size={14} />}
              onClick={() => {
                notifications.hide(toast);
                void restore();
              }}
            >
              {t('action.undo')}
            </Button>
          </Group>
        ),
      });
    } catch (error) {
      notifications.show({ color: 'red', title: t('record.not_removed'), message: describeProblem(error) });
    }
  };

  return (
    <>
      <Group className={pageClasses.header} wrap="nowrap" gap="sm">
        <ActionIcon
          aria-label={t('record.back', { objects: object.label_plural.toLowerCase() })}
          onClick={() =>
            window.history.length > 1
              ? window.history.back()
              : navigate({ to: '/$plural', params: { plural: object.plural } })
          }
        >
          <ArrowLeft size={17} />
        </ActionIcon>
        {object.key === 'person' ? (
          <Avatar name={title} size={38} />
        ) : object.key === 'company' ? (
          <Avatar name={title} size={38} square />
        ) : (
          <span className={pageClasses.icon}>
            <ObjectIcon object={object} size={18} />
          </span>
        )}
        <div style={{ minWidth: 0, flex: 1 }}>
          <Title order={1} size="h2" className={pageClasses.title}>
            {title}
          </Title>
          <Text size="xs" c="dimmed" truncate>
            <Link to="/$plural" params={{ plural: object.plural }} search={{}}>
              {object.label}
            </Link>
            {' · '}
            <span title={formatTimestamp(record.updated_at)}>
              {t('record.updated', { when: formatRelative(record.updated_at), who: record.updated_by?.name ?? '—' })}
            </span>
          </Text>
        </div>
        {object.key === 'file' && (
          <Button
            component="a"
            href={contentUrl(record.id)}
            download
            variant="default"
            size="compact-md"
            leftSection={<Download size={15} />}
          >
            {t('file.download')}
          </Button>
        )}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('record.menu')} variant="default" size={30}>
              <Ellipsis size={17} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<Link2 size={15} />}
              onClick={() => {
                void navigator.clipboard?.writeText(window.location.href);
                notifications.show({ message: t('record.copied') });
              }}
            >
              {t('record.copy_link')}
            </Menu.Item>
            {record.can?.includes('remove') && !removed && (
              <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={remove}>
                {t('record.remove')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </Group>
      {removed && (
        <Alert color="orange" radius={0} icon={<Trash2 size={16} />}>
          <Group justify="space-between">
            <Text size="sm">{t('record.in_trash')}</Text>
            <Button size="compact-sm" variant="default" onClick={restore}>
              {t('action.restore')}
            </Button>
          </Group>
        </Alert>
      )}
    </>
  );
}

function Fields({ object, record }: { object: ObjectType; record: RecordRow }) {
  const [showAll, setShowAll] = useState(false);
  // The owner is kept by the system like the times, but is a person to be seen and changed; the others stand below.
  const present = object.fields.filter(
    (field) => (!field.system || field.key === 'owner') && (field.key in record || field.access === 'write'),
  );
  const main = new Set([
    object.title_field,
    ...object.list_fields,
    ...present.filter((field) => field.required).map((field) => field.key),
  ]);
  const isMain = (field: Field) => field.key === 'owner' || main.has(field.key) || !isBlank(record[field.key]);
  const own = present.filter((field) => field.kind !== 'computed');
  const computed = present.filter((field) => field.kind === 'computed' && !isBlank(record[field.key]));
  const filled = own.filter(isMain);
  const rest = own.filter((field) => !isMain(field));
  const row = (field: Field) => <FieldRow key={field.key} object={object} field={field} record={record} />;
  return (
    <>
      <h2 className={classes.section}>{t('record.section_main')}</h2>
      {filled.map(row)}
      {rest.length > 0 && (
        <>
          {showAll && rest.map(row)}
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            mt={4}
            ml={4}
            onClick={() => setShowAll((was) => !was)}
          >
            {showAll ? t('record.fewer_fields') : t('record.more_fields', { count: rest.length })}
          </Button>
        </>
      )}
      {computed.length > 0 && (
        <>
          <h2 className={classes.section}>{t('record.section_computed')}</h2>
          {computed.map(row)}
        </>
      )}
      <h2 className={classes.section}>{t('record.section_system')}</h2>
      {(record.external_ids?.length ?? 0) > 0 && (
        <div className={classes.field}>
          <div className={classes.fieldLabel}>{t('field.external_ids')}</div>
          <div className={classes.fieldValue}>{record.external_ids?.join(', ')}</div>
        </div>
      )}
      <div className={classes.field}>
        <div className={classes.fieldLabel}>{t('field.created_at')}</div>
        <div className={classes.fieldValue}>
          {formatTimestamp(record.created_at)}
          {record.created_by && <Text span size="sm" c="dimmed">{` · ${record.created_by.name}`}</Text>}
        </div>
      </div>
    </>
  );
}
