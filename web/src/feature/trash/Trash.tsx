// What was removed and can be brought back.
import { Button, Loader, Select, Table, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { forgetObject, keys } from '../../api/query.ts';
import { listTrash, restoreRecord } from '../../api/records.ts';
import type { TrashEntry } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { compareText, formatRelative, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import pageClasses from '../../ui/page.module.css';

export function Trash() {
  const dictionary = useDictionary();
  const client = useQueryClient();
  const [object, setObject] = useState<string | null>(null);
  useDocumentTitle(`${t('trash.title')} · Kith`);
  const trash = useInfiniteQuery({
    queryKey: [...keys.trash, object],
    queryFn: ({ pageParam, signal }) => listTrash(object, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const entries = trash.data?.pages.flatMap((page) => page.data) ?? [];
  const restore = async (entry: TrashEntry) => {
    const type = dictionary.byKey.get(entry.object);
    if (!type) return;
    try {
      await restoreRecord(type.plural, entry.id);
      notifications.show({ message: t('record.restored', { title: entry.title || t('record.untitled') }) });
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
        text={t('trash.text')}
        actions={
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
            w={170}
          />
        }
      />
      <PageBody wide>
        {trash.isError && <ProblemView error={trash.error} onRetry={() => trash.refetch()} />}
        {trash.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
        {trash.isSuccess && entries.length === 0 && (
          <Blank icon={<Trash2 size={22} strokeWidth={1.6} />} title={t('trash.empty')} text={t('trash.empty_text')} />
        )}
        {entries.length > 0 && (
          <Table.ScrollContainer minWidth={520} className={pageClasses.panel}>
            <Table highlightOnHover verticalSpacing={7}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('trash.record')}</Table.Th>
                  <Table.Th>{t('trash.object')}</Table.Th>
                  <Table.Th>{t('trash.removed')}</Table.Th>
                  <Table.Th>
                    <span className="visually-hidden">{t('action.restore')}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {entries.map((entry) => {
                  const type = dictionary.byKey.get(entry.object);
                  return (
                    <Table.Tr key={entry.id}>
                      <Table.Td>
                        <RecordLink object={entry.object} id={entry.id}>
                          {entry.title || t('record.untitled')}
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
                      <Table.Td ta="right">
                        <Button
                          size="compact-sm"
                          variant="default"
                          leftSection={<Undo2 size={14} />}
                          onClick={() => void restore(entry)}
                        >
                          {t('action.restore')}
                        </Button>
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
    </>
  );
}
