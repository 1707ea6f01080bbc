// The stages of a pipeline in their sequence, and how long a deal stood in each.
import { useQuery } from '@tanstack/react-query';
import { keys } from '../../api/query.ts';
import { listRecords } from '../../api/records.ts';
import type { RecordRow } from '../../api/types.ts';
import { asLink, asText } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';

export interface StageRow {
  id: string;
  title: string;
  kind: string;
  color: string | null;
  ageLimit: number | null;
}

const MOST = 100;

export function useStages(pipeline: string | undefined) {
  return useQuery({
    queryKey: [...keys.lists('stage'), 'path', pipeline],
    enabled: Boolean(pipeline),
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      listRecords(
        'stages',
        {
          filter: { field: 'pipeline', op: 'is', value: pipeline },
          fields: ['name', 'kind', 'color', 'age_limit'],
          sort: 'position',
          limit: MOST,
        },
        signal,
      ),
    select: ({ data }): StageRow[] =>
      data.map((row) => ({
        id: row.id,
        title: row.title,
        kind: asText(row.kind) || 'open',
        color: asText(row.color) || null,
        ageLimit: Number(row.age_limit) || null,
      })),
  });
}

export const useVisits = (deal: string) =>
  useQuery({
    queryKey: [...keys.lists('stage_visit'), 'of', deal],
    queryFn: ({ signal }) =>
      listRecords(
        'stage_visits',
        {
          filter: { field: 'deal', op: 'is', value: deal },
          fields: ['name', 'stage', 'entered_at', 'left_at', 'time_there'],
          sort: 'entered_at',
          limit: 200,
        },
        signal,
      ),
    select: ({ data }) => data,
  });

const DAY = 86_400;

/** Seconds a deal spent in each stage, the one it stands in up to now. */
export function timeByStage(visits: readonly RecordRow[], now: number): Map<string, number> {
  const spent = new Map<string, number>();
  for (const visit of visits) {
    const stage = asLink(visit.stage)?.id;
    if (!stage) continue;
    const entered = Date.parse(asText(visit.entered_at));
    const left = visit.left_at ? Date.parse(asText(visit.left_at)) : now;
    const seconds = Math.max(0, (left - entered) / 1000);
    spent.set(stage, (spent.get(stage) ?? 0) + (Number.isFinite(seconds) ? seconds : 0));
  }
  return spent;
}

/** “3 days”, or hours and minutes of what took less than one. */
export function roughly(seconds: number): string {
  if (seconds >= DAY) return t('sales.days', { count: Math.round(seconds / DAY) });
  if (seconds >= 3600) return t('time.hours', { n: Math.round(seconds / 3600) });
  return t('time.minutes', { n: Math.max(1, Math.round(seconds / 60)) });
}
