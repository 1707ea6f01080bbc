// What was removed: it can be brought back for a while, and an administrator can end it for good before that.
import { ActionIcon, Button, Group, Loader, Menu, Select, Table, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Flame, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { changeSetOf } from '../../api/client.ts';
import { describeProblem } from '../../api/describe.ts';
import { forgetObject, keys } from '../../api/query.ts';
import { restoreRecord } from '../../api/records.ts';
import { useSession } from '../../api/session_context.tsx';
import { findTrashDays, listTrash } from '../../api/trash.ts';
import type { TrashEntry } from '../../api/types.ts';
import { showDone } from '../../api/undo.tsx';
import { useDictionary } from '../../dictionary/context.tsx';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { compareText, formatRelative, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import pageClasses from '../../ui/page.module.css';
import { daysLeft } from './days.ts';
import { EmptyDialog, PurgeDialog } from './PurgeDialog.tsx';

const SOON = 3;

export function Trash() {
  const dictionary = useDictionary();
  const client = useQueryClient();
  const { administrator } = useSession().role;
  const [object, setObject] = useState<string | null>(null);
  const [purging, setPurging] = useState<TrashEntry | null>(null);
  const [emptying, setEmptying] = useState(false);
  useDocumentTitle(`${t('trash.title')} · Kith`);
  const trash = useInfiniteQuery({
    queryKey: [...keys.trash, object],
    queryFn: ({ pageParam, signal }) => listTrash(object, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const kept = useQuery({
    queryKey: [...keys.trash, 'days'],
    queryFn: ({ signal }) => findTrashDays(signal),
    staleTime: 300_000,
  });
  const entries = trash.data?.pages.flatMap((page) => page.data) ?? [];
  const restore = async (entry: TrashEntry) => {
    const type = dictionary.byKey.get(entry.object);
    if (!type) return;
    try {
      const restored = await restoreRecord(type.plural, entry.id);
      showDone(t('record.restored', { title: entry.title || t('record.untitled') }), changeSetOf(restored));
      forgetObject(entry.object, entry.id);
      void client.invalidateQueries({ queryKey: keys.trash });
    } catch (error) {
      notifications.show({ color: 'red', title: t('trash.not_restored'), message: describeProblem(error) });
    }
  };
  return (
    <>
      <PageHeader
        icon={<Trash2 size={18} strokeWidth={1.75} />}
        title={t('trash.title')}
        text={kept.data ? t('trash.text_days', { count: kept.data }) : t('trash.text')}
        actions={
          <>
            {administrator && entries.length > 0 && (
              <Button
                variant="default"
                size="compact-md"
                leftSection={<Flame size={15} />}
                onClick={() => setEmptying(true)}
                visibleFrom="sm"
              >
                {t('trash.empty_it')}
              </Button>
            )}
            <Select
              aria-label={t('trash.filter')}
              placeholder={t('trash.all')}
              data={dictionary.objects
                .map((one) => ({ value: one.key, label: one.label_plural }))
                .sort((a, b) => compareText(a.label, b.label))}
              value={object}
              onChange={setObject}
              clearable
              searchable
              w={{ base: 130, sm: 170 }}
            />
          </>
        }
      />
      <PageBody wide>
        {trash.isError && <ProblemView error={trash.error} onRetry={() => trash.refetch()} />}
        {trash.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
        {trash.isSuccess && entries.length === 0 && (
          <Blank icon={<Trash2 size={22} strokeWidth={1.6} />} title={t('trash.empty')} text={t('trash.empty_text')} />
        )}
        {entries.length > 0 && (
          <Table.ScrollContainer minWidth={560} className={pageClasses.panel}>
            <Table highlightOnHover verticalSpacing={7}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('trash.record')}</Table.Th>
                  <Table.Th>{t('trash.object')}</Table.Th>
                  <Table.Th>{t('trash.removed')}</Table.Th>
                  {Boolean(kept.data) && <Table.Th>{t('trash.left')}</Table.Th>}
                  <Table.Th>
                    <span className="visually-hidden">{t('action.restore')}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {entries.map((entry) => {
                  const type = dictionary.byKey.get(entry.object);
                  const left = kept.data ? daysLeft(entry.removed_at, kept.data) : null;
                  const title = entry.title || t('record.untitled');
                  return (
                    <Table.Tr key={entry.id}>
                      <Table.Td>
                        <RecordLink object={entry.object} id={entry.id}>
                          {title}
                        </RecordLink>
                      </Table.Td>
                      <Table.Td>
                        <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
                          <ObjectIcon object={type ?? { key: entry.object }} size={15} />
                          {type?.label ?? entry.object}
                        </span>
                      </Table.Td>
                      <Table.Td>
                        <Text size="sm" title={formatTimestamp(entry.removed_at)}>
                          {formatRelative(entry.removed_at)}
                          {entry.removed_by && ` · ${entry.removed_by.name}`}
                        </Text>
                      </Table.Td>
                      {left !== null && (
                        <Table.Td>
                          <Text
                            size="sm"
                            c={left <= SOON ? 'var(--kith-warm-text)' : 'dimmed'}
                            fw={left <= SOON ? 560 : undefined}
                          >
                            {left === 0 ? t('trash.last_day') : t('trash.days', { count: left })}
                          </Text>
                        </Table.Td>
                      )}
                      <Table.Td>
                        <Group gap={4} wrap="nowrap" justify="flex-end">
                          <Button
                            size="compact-sm"
                            variant="default"
                            leftSection={<Undo2 size={14} />}
                            onClick={() => void restore(entry)}
                          >
                            {t('action.restore')}
                          </Button>
                          {administrator && (
                            <Menu position="bottom-end">
                              <Menu.Target>
                                <ActionIcon aria-label={t('trash.menu', { title })}>
                                  <Ellipsis size={16} />
                                </ActionIcon>
                              </Menu.Target>
                              <Menu.Dropdown>
                                <Menu.Item
                                  color="red"
                                  leftSection={<Flame size={15} />}
                                  onClick={() => setPurging(entry)}
                                >
                                  {t('trash.purge')}
                                </Menu.Item>
                              </Menu.Dropdown>
                            </Menu>
                          )}
                        </Group>
                      </Table.Td>
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        {trash.hasNextPage && (
          <Button variant="default" mt="md" loading={trash.isFetchingNextPage} onClick={() => trash.fetchNextPage()}>
            {t('action.more')}
          </Button>
        )}
      </PageBody>
      {purging && <PurgeDialog entry={purging} onClose={() => setPurging(null)} />}
      {emptying && <EmptyDialog object={object} onClose={() => setEmptying(false)} />}
    </>
  );
}
