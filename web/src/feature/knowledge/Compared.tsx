// Two runs held against each other: what is another value now.
import { Alert, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { compareRuns } from '../../api/analyses.ts';
import { formatNumber, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Lines } from '../../ui/Lines.tsx';
import { ScrollBox } from '../../ui/ScrollBox.tsx';
import classes from './knowledge.module.css';

const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? '–'
    : typeof value === 'number'
      ? formatNumber(value, 4)
      : typeof value === 'string' && value !== '' && Number.isFinite(Number(value))
        ? formatNumber(value, 4)
        : typeof value === 'object'
          ? JSON.stringify(value).slice(0, 80)
          : String(value);

/** What only leads to lists, and changes with the day, is nothing to compare. */
const isShown = (path: readonly string[]): boolean => !path.includes('lists') && !path.includes('filter');

export function Compared({ run, other }: { run: string; other: string }) {
  const found = useQuery({
    queryKey: ['analysis', 'comparison', run, other],
    queryFn: ({ signal }) => compareRuns(run, other, signal),
  });
  if (found.isError) return <ProblemView error={found.error} onRetry={() => found.refetch()} compact />;
  if (!found.data) return <Lines count={5} />;
  const { before, after, same, truncated } = found.data;
  const differences = found.data.differences.filter(({ path }) => isShown(path));
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t('knowledge.compared', { before: formatTimestamp(before.as_of), after: formatTimestamp(after.as_of) })}
      </Text>
      {(same || differences.length === 0) && <Alert color="green">{t('knowledge.same')}</Alert>}
      {differences.length > 0 && (
        <ScrollBox label={t('knowledge.what')} className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('knowledge.what')}</th>
                <th scope="col" data-number>
                  {t('knowledge.before')}
                </th>
                <th scope="col" data-number>
                  {t('knowledge.after')}
                </th>
                <th scope="col" data-number>
                  {t('knowledge.change')}
                </th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ path, before, after, change }) => (
                <tr key={path.join('\u001f')}>
                  <th scope="row">{path.join(' › ')}</th>
                  <td data-number>{textOf(before)}</td>
                  <td data-number>{textOf(after)}</td>
                  <td data-number>{change === null ? '' : `${change > 0 ? '+' : ''}${formatNumber(change, 4)}`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {truncated && <Text size="sm">{t('knowledge.more_differences')}</Text>}
    </Stack>
  );
}
