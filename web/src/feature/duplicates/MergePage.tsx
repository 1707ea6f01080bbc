// Records that are probably one, side by side: which stays, value by value, what comes along; then the next ones.
import { Alert, Button, Group, Kbd, Loader, Switch, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { GitMerge, SkipForward, Split } from 'lucide-react';
import { useState } from 'react';
import type { Level } from '../../api/duplicates.ts';
import { previewMerge } from '../../api/duplicates.ts';
import { keys } from '../../api/query.ts';
import { findRecord } from '../../api/records.ts';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import classes from './duplicates.module.css';
import { MergeTable } from './MergeTable.tsx';
import { Moves } from './Moves.tsx';
import { useReview } from './use_review.ts';
import { useReviewKeys } from './use_review_keys.ts';

interface Props {
  object: ObjectType;
  ids: string[];
  /** The level whose groups are looked through one after another. */
  level: Level | undefined;
}

export function MergePage({ object, ids, level }: Props) {
  useDocumentTitle(`${t('duplicates.merge_title', { objects: object.label_plural.toLowerCase() })} · Kith`);
  const records = useQuery({
    queryKey: ['merge-records', object.key, ids],
    queryFn: ({ signal }) => Promise.all(ids.map((id) => findRecord(object.plural, id, signal))),
    gcTime: 0,
  });
  if (records.isError) return <ProblemView error={records.error} onRetry={() => records.refetch()} />;
  if (!records.data) return <Loader size="xs" type="dots" m="lg" aria-label={t('record.loading')} />;
  return <Review key={ids.join()} object={object} records={records.data} level={level} />;
}

function Review({ object, records, level }: { object: ObjectType; records: RecordRow[]; level: Level | undefined }) {
  // The oldest one stays unless somebody says otherwise: others have linked to it for longest.
  const [winner, setWinner] = useState(() => oldest(records));
  const [values, setValues] = useState<Record<string, unknown>>({});
  const [onlyDiffering, setOnlyDiffering] = useState(true);
  const losers = records.filter((record) => record.id !== winner).map((record) => record.id);
  const input = { winner, losers, values };
  const preview = useQuery({
    queryKey: [...keys.duplicates, 'preview', object.key, input],
    queryFn: ({ signal }) => previewMerge(object.plural, input, signal),
    gcTime: 0,
    staleTime: 0,
    placeholderData: (before) => before,
  });
  const review = useReview({ object, ids: records.map((record) => record.id), level });
  const isReady = preview.isSuccess && !preview.isPlaceholderData && !review.busy;
  const merge = () => void (isReady && review.merge(input));
  useReviewKeys({
    onNumber: (place) => {
      const record = records[place - 1];
      if (record) setWinner(record.id);
    },
    onMerge: merge,
    onApart: () => void review.apart(),
    onNext: level ? () => void review.next() : undefined,
  });
  const stays = records.find((record) => record.id === winner);

  return (
    <>
      <PageHeader
        icon={<GitMerge size={18} strokeWidth={1.75} />}
        title={t('duplicates.merge_title', { objects: object.label_plural.toLowerCase() })}
        actions={
          <Button
            variant="subtle"
            size="compact-md"
            visibleFrom="sm"
            renderRoot={(props) => (
              <Link
                to="/duplicates/$plural"
                params={{ plural: object.plural }}
                search={{ level: level ?? 'certain' }}
                {...props}
              />
            )}
          >
            {t('duplicates.all')}
          </Button>
        }
      />
      <PageBody wide>
        <Group justify="space-between" mb="sm">
          <Text size="sm" c="dimmed">
            {t('duplicates.merge_text', { title: stays?.title || t('record.untitled') })}
          </Text>
          <Switch
            size="xs"
            label={t('duplicates.only_differing')}
            checked={onlyDiffering}
            onChange={(event) => setOnlyDiffering(event.currentTarget.checked)}
          />
        </Group>
        {preview.isError && <ProblemView compact error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.data && (
          <>
            <MergeTable
              object={object}
              records={records}
              winner={winner}
              preview={preview.data}
              values={values}
              onlyDiffering={onlyDiffering}
              onWinner={setWinner}
              onValue={(field, value) =>
                setValues((old) => {
                  const { [field]: _old, ...rest } = old;
                  return value === undefined ? rest : { ...rest, [field]: value };
                })
              }
            />
            <Moves moves={preview.data.moves} title={stays?.title || t('record.untitled')} />
          </>
        )}
        {review.error && (
          <Alert color="red" mt="md" role="alert">
            {review.error}
          </Alert>
        )}
        <div className={classes.acts}>
          <Button
            leftSection={<GitMerge size={16} />}
            rightSection={<Kbd size="xs">↵</Kbd>}
            loading={review.busy}
            disabled={!preview.isSuccess}
            onClick={merge}
          >
            {t('duplicates.merge_n', { count: records.length })}
          </Button>
          <Button
            variant="default"
            leftSection={<Split size={16} />}
            rightSection={<Kbd size="xs">N</Kbd>}
            onClick={() => void review.apart()}
          >
            {t('duplicates.apart')}
          </Button>
          {level && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<SkipForward size={16} />}
              rightSection={<Kbd size="xs">→</Kbd>}
              onClick={() => void review.next()}
            >
              {t('duplicates.next')}
            </Button>
          )}
        </div>
      </PageBody>
    </>
  );
}

function oldest(records: RecordRow[]): string {
  return [...records].sort((a, b) => a.created_at.localeCompare(b.created_at))[0]?.id ?? '';
}
