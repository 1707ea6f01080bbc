// The forecast of a period: what each team and seller expects, what managers adjusted, and what changed since a snapshot.
import { Alert, Group, Loader, Select } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Telescope } from 'lucide-react';
import { type ForecastRow, showForecast } from '../../api/goals.ts';
import { keys } from '../../api/query.ts';
import { listRecords } from '../../api/records.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { Changes } from './Changes.tsx';
import { ForecastTable } from './ForecastTable.tsx';
import classes from './goal.module.css';
import { PeriodPicker } from './PeriodPicker.tsx';
import { thisQuarter } from './period.ts';
import { quantityText, shareText, sizeOf } from './quantity.ts';

export function Forecast() {
  const search = useSearch({ strict: false }) as { period?: string; since?: string; territory?: string };
  const navigate = useNavigate();
  useDocumentTitle(`${t('forecast.title')} · Kith`);
  const period = search.period ?? thisQuarter();
  const territory = search.territory;
  const go = (next: { period?: string; since?: string; territory?: string }) =>
    void navigate({
      to: '/forecast',
      search: { period: search.period, since: search.since, territory, ...next },
      replace: true,
    });
  const seen = useDictionary().byKey.get('territory');
  const territories = useQuery({
    queryKey: [...keys.lists('territory'), 'forecast'],
    enabled: Boolean(seen && seen.can.read !== 'none'),
    queryFn: ({ signal }) => listRecords('territories', { sort: 'position', limit: 200 }, signal),
  });
  const told = useQuery({
    queryKey: [...keys.lists('deal'), 'forecast', period, territory],
    queryFn: ({ signal }) => showForecast(period, territory, signal),
  });
  const all = told.data?.rows.find((row) => row.kind === 'all');
  const leftOut = told.data?.left_out.reduce((sum, part) => sum + part.count, 0) ?? 0;
  return (
    <>
      <PageHeader
        icon={<Telescope size={18} strokeWidth={1.75} />}
        title={t('forecast.title')}
        text={t('forecast.text')}
      />
      <PageBody wide>
        <Group justify="flex-end" mb="md">
          {Boolean(territories.data?.data.length) && (
            <Select
              aria-label={t('territory.title')}
              placeholder={t('territory.all')}
              data={territories.data?.data.map(({ id, title }) => ({ value: id, label: title }))}
              value={territory ?? null}
              onChange={(next) => go({ territory: next ?? undefined })}
              clearable
              searchable
            />
          )}
          <PeriodPicker period={period} onChange={(next) => go({ period: next })} />
        </Group>
        {told.isError && <ProblemView error={told.error} onRetry={() => told.refetch()} />}
        {told.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
        {told.data && all && (
          <>
            <Summary all={all} pace={told.data.pace} />
            {leftOut > 0 && (
              <Alert mb="md" variant="light" color="yellow">
                {t('forecast.left_out', { count: leftOut })}
              </Alert>
            )}
            <ForecastTable told={told.data} period={period} />
            <Changes period={period} since={search.since} onSince={(since) => go({ since })} />
          </>
        )}
      </PageBody>
    </>
  );
}

function Summary({ all, pace }: { all: ForecastRow; pace: number }) {
  const currency = all.weighted.currency;
  const expected = { amount: String(sizeOf(all.won.amount) + sizeOf(all.adjusted.commit)), currency };
  const target = all.target && sizeOf(all.target) > 0 ? all.target : null;
  return (
    <div className={classes.summary}>
      <Tile
        label={t('forecast.won')}
        value={quantityText(all.won.amount)}
        note={t('forecast.deals', { count: all.won.count })}
      />
      <Tile
        label={t('forecast.expected')}
        value={quantityText(expected)}
        note={target ? t('forecast.of_target', { share: shareText(sizeOf(expected) / sizeOf(target)) }) : ''}
      />
      <Tile label={t('forecast.weighted')} value={quantityText(all.weighted)} note={t('forecast.weighted_note')} />
      <Tile
        label={t('forecast.win_rate')}
        value={all.win_rate === null ? '–' : shareText(all.win_rate)}
        note={all.cycle_days === null ? '' : t('forecast.cycle', { days: Math.round(all.cycle_days) })}
      />
      <Tile
        label={t('forecast.target')}
        value={target ? quantityText(target) : '–'}
        note={t('forecast.gone', { share: shareText(pace) })}
      />
    </div>
  );
}

function Tile({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div className={classes.tile}>
      <span>{label}</span>
      <strong>{value}</strong>
      <span>{note || '\u00a0'}</span>
    </div>
  );
}
