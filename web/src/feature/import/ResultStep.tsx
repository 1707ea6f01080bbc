// What would happen (dry run) or happened (run): the counts, the rows that were refused and why, and undo.
import { Badge, Button, Group, Loader, Progress, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download, Pause, Play, Undo2 } from 'lucide-react';
import { useState } from 'react';
import {
  type Import,
  type ImportResult,
  listResults,
  pauseImport,
  resultsUrl,
  resumeImport,
  undoImport,
} from '../../api/imports.ts';
import { keys } from '../../api/query.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import classes from './import.module.css';
import { isMoving } from './state.ts';

const NUMBERS = ['created', 'changed', 'unchanged', 'skipped', 'refused', 'warnings'] as const;

export function ResultStep({
  one,
  dry,
  onAct,
}: {
  one: Import;
  dry: boolean;
  onAct: (work: () => Promise<unknown>) => Promise<boolean>;
}) {
  const dictionary = useDictionary();
  const progress = one.progress;
  const moving = isMoving(one.state);
  const total = progress?.rows ?? 0;
  const made = [...new Set((one.mapping?.objects ?? []).map((object) => object.object))].flatMap(
    (key) => dictionary.byKey.get(key) ?? [],
  );
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t(dry ? 'import.check_text' : `import.run_text.${runText(one)}`)}
      </Text>
      {moving && (
        <div>
          <Progress
            value={total ? ((progress?.done ?? 0) / total) * 100 : 100}
            animated={!total}
            aria-label={t('jobs.progress')}
          />
          <Text size="xs" c="dimmed" className="tabular" mt={4}>
            {t('import.rows_done', { done: progress?.done ?? 0, total: total || '…' })}
          </Text>
        </div>
      )}
      {progress && (
        <div className={classes.numbers}>
          {NUMBERS.map((key) => (
            <div key={key} className={classes.number}>
              <b>{formatNumber(progress[key] ?? 0)}</b>
              <span>{t(`import.${key}`)}</span>
            </div>
          ))}
        </div>
      )}
      {(one.kept ?? []).map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
      <Group gap="xs">
        {one.state === 'running' && (
          <Button
            variant="default"
            leftSection={<Pause size={14} />}
            onClick={() => void onAct(() => pauseImport(one.id))}
          >
            {t('import.pause')}
          </Button>
        )}
        {one.state === 'paused' && (
          <Button leftSection={<Play size={14} />} onClick={() => void onAct(() => resumeImport(one.id))}>
            {t('import.resume')}
          </Button>
        )}
        {(one.state === 'done' || one.state === 'paused' || (one.state === 'failed' && !dry)) && (
          <Button
            variant="default"
            leftSection={<Undo2 size={14} />}
            onClick={() => void onAct(() => undoImport(one.id))}
          >
            {t('import.undo')}
          </Button>
        )}
        {!moving && (
          <Button
            variant="subtle"
            leftSection={<Download size={14} />}
            component="a"
            href={resultsUrl(one.id)}
            download
          >
            {t('import.results_file')}
          </Button>
        )}
        {one.state === 'done' &&
          made.slice(0, 4).map((object) => (
            <Button
              key={object.key}
              variant="subtle"
              renderRoot={(props) => <Link to="/$plural" params={{ plural: object.plural }} {...props} />}
            >
              {t('import.open', { objects: object.label_plural })}
            </Button>
          ))}
      </Group>
      {!moving && <Results one={one} />}
    </Stack>
  );
}

function runText(one: Import): 'running' | 'paused' | 'done' | 'failed' | 'undoing' | 'undone' {
  switch (one.state) {
    case 'paused':
    case 'done':
    case 'failed':
    case 'undoing':
    case 'undone':
      return one.state;
    default:
      return 'running';
  }
}

const ONLY = ['refused', 'warnings', 'all'] as const;

function Results({ one }: { one: Import }) {
  const [only, setOnly] = useState<(typeof ONLY)[number]>((one.progress?.refused ?? 0) > 0 ? 'refused' : 'all');
  const results = useQuery({
    queryKey: [...keys.imports, one.id, 'results', one.state, only],
    queryFn: ({ signal }) => listResults(one.id, only === 'all' ? null : only, null, signal),
  });
  return (
    <div>
      <SegmentedControl
        size="xs"
        mb="xs"
        aria-label={t('import.show')}
        data={ONLY.map((value) => ({ value, label: t(`import.only.${value}`) }))}
        value={only}
        onChange={(value) => setOnly(value as (typeof ONLY)[number])}
      />
      {results.isError && <ProblemView compact error={results.error} onRetry={() => results.refetch()} />}
      {results.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
      {results.data?.data.length === 0 && (
        <Text size="sm" c="dimmed">
          {t(only === 'refused' ? 'import.none_refused' : 'import.no_rows')}
        </Text>
      )}
      {(results.data?.data.length ?? 0) > 0 && (
        <Table.ScrollContainer minWidth={520} className={classes.columns}>
          <Table verticalSpacing={6} fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={80}>{t('import.row')}</Table.Th>
                <Table.Th w={110}>{t('import.outcome')}</Table.Th>
                <Table.Th>{t('import.what')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {results.data?.data.map((result, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: several results may tell about one row; the list is read only
                <Table.Tr key={index}>
                  <Table.Td className="tabular">{result.line}</Table.Td>
                  <Table.Td>
                    <Outcome outcome={result.outcome} />
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
    </div>
  );
}

function Outcome({ outcome }: { outcome: ImportResult['outcome'] }) {
  return (
    <Badge color={outcome === 'refused' ? 'red' : outcome === 'created' ? 'spruce' : 'gray'}>
      {t(`import.${outcome}`)}
    </Badge>
  );
}

function What({ result }: { result: ImportResult }) {
  const dictionary = useDictionary();
  return (
    <>
      <Group gap="xs">
        {(result.records ?? []).map((record, index) => {
          const label = dictionary.byKey.get(record.object)?.label ?? record.object;
          return record.id ? (
            <RecordLink key={record.id} object={record.object} id={record.id}>
              {label}
            </RecordLink>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a record to be has no id yet
            <Text key={index} span size="sm">
              {label}
            </Text>
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
