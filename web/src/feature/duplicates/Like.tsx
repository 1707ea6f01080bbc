// Records like one record: asked for from its menu, each with its reasons, to be compared with it.
import { Badge, Button, Group, Loader, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ScanSearch } from 'lucide-react';
import { findMatches } from '../../api/matches.ts';
import { keys } from '../../api/query.ts';
import { findRecord } from '../../api/records.ts';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { isBlank } from '../../field/shared/values.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import classes from './duplicates.module.css';
import { LEVEL_COLOR, reasonText } from './words.ts';

export function Like({ object, id }: { object: ObjectType; id: string }) {
  const found = useQuery({
    queryKey: [...keys.duplicates, 'like', object.key, id],
    queryFn: async ({ signal }) => {
      const record = await findRecord(object.plural, id, signal);
      const matches = await findMatches(object.plural, ownValues(object, record), id, signal);
      return { record, matches: matches.data };
    },
  });
  const title = found.data?.record.title || t('record.untitled');
  useDocumentTitle(`${t('duplicates.like', { title })} · Kith`);
  if (found.isError) return <ProblemView error={found.error} onRetry={() => found.refetch()} />;
  if (!found.data) return <Loader size="xs" type="dots" m="lg" aria-label={t('record.loading')} />;
  return (
    <>
      <PageHeader
        icon={<ScanSearch size={18} strokeWidth={1.75} />}
        title={t('duplicates.like', { title })}
        actions={
          <Button
            variant="subtle"
            size="compact-md"
            renderRoot={(props) => <Link to="/$plural/$id" params={{ plural: object.plural, id }} {...props} />}
          >
            {t('duplicates.back_to')}
          </Button>
        }
      />
      <PageBody>
        {found.data.matches.length === 0 && (
          <Blank
            icon={<ScanSearch size={22} strokeWidth={1.6} />}
            title={t('duplicates.like_none', { title })}
            text={t('duplicates.like_none_text')}
          />
        )}
        <div className={classes.groups}>
          {found.data.matches.map((match) => (
            <article key={match.record.id} className={classes.card} aria-label={match.record.title ?? undefined}>
              <Group justify="space-between" wrap="nowrap">
                <div style={{ minWidth: 0 }}>
                  <RecordLink object={object.key} id={match.record.id} className={classes.recordTitle}>
                    {match.record.title || t('record.untitled')}
                  </RecordLink>
                  <Text size="xs" c="dimmed" truncate>
                    {match.record.subtitle}
                  </Text>
                  <Group gap={6} mt={6}>
                    <Badge color={LEVEL_COLOR[match.level]}>
                      {t(`duplicates.level.${match.level}`)} · {formatNumber(Math.round(match.score * 100))} %
                    </Badge>
                    <Text size="xs" c="dimmed">
                      {match.reasons.map(reasonText).join(' · ')}
                    </Text>
                  </Group>
                </div>
                <Button
                  size="compact-md"
                  style={{ flex: 'none' }}
                  renderRoot={(props) => (
                    <Link
                      to="/duplicates/$plural/merge"
                      params={{ plural: object.plural }}
                      search={{ ids: `${id},${match.record.id}` }}
                      {...props}
                    />
                  )}
                >
                  {t('duplicates.compare')}
                </Button>
              </Group>
            </article>
          ))}
        </div>
      </PageBody>
    </>
  );
}

/** What somebody would have typed to make this record. */
function ownValues(object: ObjectType, record: RecordRow): Record<string, unknown> {
  return Object.fromEntries(
    object.fields
      .filter((field) => !field.system && field.kind !== 'computed' && !isBlank(record[field.key]))
      .map((field) => [field.key, record[field.key]]),
  );
}
