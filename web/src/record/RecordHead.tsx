// The head of a record: who or what it is, where it stands in the list one came from, and what can be done with it.
import { ActionIcon, Alert, Button, Group, Menu, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link, useNavigate, useRouter } from '@tanstack/react-router';
import { ArrowLeft, Download, Ellipsis, Eye, History, Link2, ScanSearch, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { contentUrl } from '../api/files.ts';
import type { ObjectType, RecordRow } from '../api/types.ts';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { formatRelative, formatTimestamp } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { useActions } from '../ui/actions.ts';
import pageClasses from '../ui/page.module.css';
import { AccessDialog } from './AccessDialog.tsx';
import { FavoriteButton } from './FavoriteButton.tsx';
import { Present } from './presence/Present.tsx';
import classes from './record.module.css';
import { useRemoval } from './use_removal.tsx';

const TELLING = new Set<ObjectType['fields'][number]['kind']>(['email_addresses', 'phone_numbers', 'postal_address']);

/** Whether two of them can be told to be one: by how they are reached, beside their name. */
const isLookedFor = (object: ObjectType) => object.fields.some((field) => TELLING.has(field.kind));

export function RecordHead({
  object,
  record,
  steps,
  onRemoved,
  inPanel,
}: {
  object: ObjectType;
  record: RecordRow;
  steps?: ReactNode;
  onRemoved: () => void;
  /** The panel has a bar of its own for leaving and stepping. */
  inPanel?: boolean;
}) {
  const [access, setAccess] = useState(false);
  const navigate = useNavigate();
  const router = useRouter();
  const removed = Boolean(record.removed_at);
  const title = record.title || t('record.untitled');
  const { remove, restore } = useRemoval(object, record, onRemoved);
  const copyLink = () => {
    const path = router.buildLocation({
      to: '/$plural/$id',
      params: { plural: object.plural, id: record.id },
    }).publicHref;
    void navigator.clipboard?.writeText(window.location.origin + path);
    notifications.show({ message: t('record.copied') });
  };
  useActions({
    rank: 'record',
    title,
    actions: [
      { id: 'access', label: t('access.title'), icon: <Eye size={17} />, run: () => setAccess(true) },
      ...(record.can?.includes('remove') && !removed
        ? [
            {
              id: 'remove',
              label: t('record.remove'),
              icon: <Trash2 size={17} />,
              onlyTyped: true,
              run: () => void remove(),
            },
          ]
        : []),
    ],
  });
  return (
    <>
      <Group className={pageClasses.header} wrap="nowrap" gap="sm" data-panel={inPanel || undefined}>
        {!inPanel && (
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
        )}
        {object.key === 'person' ? (
          <Avatar name={title} size={38} />
        ) : object.key === 'company' ? (
          <Avatar name={title} size={38} square />
        ) : (
          <span className={pageClasses.icon}>
            <ObjectIcon object={object} size={18} />
          </span>
        )}
        <div className={classes.identity}>
          <Title order={inPanel ? 2 : 1} size="h2" className={pageClasses.title} title={title} dir="auto">
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
        <Present object={object.key} />
        {steps}
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
        {!removed && <FavoriteButton record={record} />}
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('record.menu')} variant="default" size={30}>
              <Ellipsis size={17} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Link2 size={15} />} onClick={copyLink}>
              {t('record.copy_link')}
            </Menu.Item>
            <Menu.Item leftSection={<Eye size={15} />} onClick={() => setAccess(true)}>
              {t('access.title')}
            </Menu.Item>
            <Menu.Item
              leftSection={<History size={15} />}
              renderRoot={(props) => (
                <Link to="/history" search={{ object: object.key, record: record.id }} {...props} />
              )}
            >
              {t('history.of_record')}
            </Menu.Item>
            {!removed && isLookedFor(object) && (
              <Menu.Item
                leftSection={<ScanSearch size={15} />}
                renderRoot={(props) => (
                  <Link
                    to="/duplicates/$plural/like"
                    params={{ plural: object.plural }}
                    search={{ id: record.id }}
                    {...props}
                  />
                )}
              >
                {t('duplicates.find')}
              </Menu.Item>
            )}
            {record.can?.includes('remove') && !removed && (
              <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={() => void remove()}>
                {t('record.remove')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </Group>
      {access && <AccessDialog object={object} record={record} onClose={() => setAccess(false)} />}
      {removed && (
        <Alert color="orange" radius={0} icon={<Trash2 size={16} />}>
          <Group justify="space-between">
            <Text size="sm">{t('record.in_trash')}</Text>
            <Button size="compact-sm" variant="default" onClick={() => void restore()}>
              {t('action.restore')}
            </Button>
          </Group>
        </Alert>
      )}
    </>
  );
}
