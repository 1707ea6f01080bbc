// The rows of an import, or of its check: how many of each outcome, and what became of every one and why.
import { Badge, Button, Group, Loader, Table, Text, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Import, type ImportResult, listResults } from '../../api/imports.ts';
import { keys } from '../../api/query.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import classes from './import.module.css';
import { isMoving } from './state.ts';

const NUMBERS = ['created', 'changed', 'unchanged', 'skipped', 'refused', 'warnings'] as const;
type Only = (typeof NUMBERS)[number];

const COLOR: Record<ImportResult['outcome'], string> = {
  created: 'spruce',
  changed: 'blue',
  unchanged: 'gray',
  skipped: 'gray',
  refused: 'red',
};

export function Results({ one }: { one: Import }) {
  const moving = isMoving(one.state);
  const progress = one.progress;
  // What needs a look comes first; once chosen, a choice stays.
  const [chosen, setChosen] = useState<Only | 'all' | null>(null);
  const only = chosen ?? (progress.refused > 0 ? 'refused' : progress.warnings > 0 ? 'warnings' : 'all');
  return (
    <>
      <section className={classes.numbers} aria-label={t('import.show')}>
        {NUMBERS.map((key) => (
          <UnstyledButton
            key={key}
            className={classes.number}
            data-kind={key}
            data-zero={progress[key] === 0 || undefined}
            aria-pressed={!moving && only === key}
            disabled={moving || progress[key] === 0}
            onClick={() => setChosen(only === key ? 'all' : key)}
          >
            <b>{formatNumber(progress[key])}</b>
            <span>{t(`import.${key}`)}</span>
          </UnstyledButton>
        ))}
      </section>
      {!moving && <Rows one={one} only={only} onAll={() => setChosen('all')} />}
    </>
  );
}

function Rows({ one, only, onAll }: { one: Import; only: Only | 'all'; onAll: () => void }) {
  const results = useInfiniteQuery({
    queryKey: [...keys.imports, one.id, 'results', one.state, only],
    queryFn: ({ pageParam, signal }) => listResults(one.id, only === 'all' ? null : only, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const rows = results.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div>
      <Group justify="space-between" mb="xs">
        <Text component="h2" size="sm" fw={600}>
          {only === 'all' ? t('import.rows_all') : t(`import.rows_only.${only}`)}
        </Text>
        {only !== 'all' && (
          <Button size="compact-sm" variant="subtle" onClick={onAll}>
            {t('import.show_all')}
          </Button>
        )}
      </Group>
      {results.isError && <ProblemView compact error={results.error} onRetry={() => results.refetch()} />}
      {results.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
      {results.isSuccess && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('import.no_rows')}
        </Text>
      )}
      {rows.length > 0 && (
        <Table.ScrollContainer minWidth={560} className={classes.columns}>
          <Table verticalSpacing={6} fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={80}>{t('import.row')}</Table.Th>
                <Table.Th w={110}>{t('import.outcome')}</Table.Th>
                <Table.Th>{t('import.what')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((result, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: several results may tell about one row; the list is read only
                <Table.Tr key={index}>
                  <Table.Td className="tabular" valign="top">
                    {formatNumber(result.line)}
                  </Table.Td>
                  <Table.Td valign="top">
                    <Badge color={COLOR[result.outcome]}>{t(`import.${result.outcome}`)}</Badge>
                  </Table.Td>
                  <Table.Td>
                    <What result={result} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {results.hasNextPage && (
        <Button variant="default" mt="sm" loading={results.isFetchingNextPage} onClick={() => results.fetchNextPage()}>
          {t('action.more')}
        </Button>
      )}
    </div>
  );
}

function What({ result }: { result: ImportResult }) {
  const dictionary = useDictionary();
  const strongest = result.outcome;
  return (
    <>
      <Group gap="xs">
        {(result.records ?? []).map((record, index) => {
          const type = dictionary.byKey.get(record.object);
          const name = record.title || type?.label || record.object;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a record to be has no id yet
            <span key={index} className={classes.made}>
              <ObjectIcon object={type ?? { key: record.object }} size={14} />
              {record.id ? (
                <RecordLink object={record.object} id={record.id}>
                  {name}
                </RecordLink>
              ) : (
                <span>{name}</span>
              )}
              {record.outcome !== strongest && (
                <Text span size="xs" c="dimmed">
                  {t(`import.${record.outcome}`)}
                </Text>
              )}
            </span>
          );
        })}
      </Group>
      {(result.messages ?? []).map((line) => (
        <Text key={line} size="xs" c={result.outcome === 'refused' ? undefined : 'dimmed'}>
          {line}
        </Text>
      ))}
    </>
  );
}
