// What became of the open deals of a period since a snapshot: a waterfall from what was open then to what is open now, and the
// deals behind each step.
import { Button, Group, Loader, Select, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import {
  type ForecastChanges,
  listSnapshots,
  type Side,
  type StepKind,
  showForecastChanges,
  takeSnapshot,
} from '../../api/goals.ts';
import { keys } from '../../api/query.ts';
import { useSession } from '../../api/session_context.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatDate } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { ScrollBox } from '../../ui/ScrollBox.tsx';
import classes from './goal.module.css';
import { quantityText, sizeOf } from './quantity.ts';

const SNAPSHOTS = [...keys.lists('deal'), 'snapshots'];

export function Changes({
  period,
  since,
  onSince,
}: {
  period: string;
  since: string | undefined;
  onSince: (day: string | undefined) => void;
}) {
  const client = useQueryClient();
  const { administrator } = useSession().role;
  const snapshots = useQuery({ queryKey: SNAPSHOTS, queryFn: ({ signal }) => listSnapshots(signal) });
  const day = since ?? snapshots.data?.[0]?.day;
  const told = useQuery({
    queryKey: [...keys.lists('deal'), 'forecast-changes', period, day],
    queryFn: ({ signal }) => showForecastChanges({ period, since: day ?? '' }, signal),
    enabled: Boolean(day),
  });
  const take = async () => {
    try {
      await takeSnapshot();
      await client.invalidateQueries({ queryKey: SNAPSHOTS });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };
  return (
    <section className={classes.panel} aria-label={t('forecast.changes')}>
      <div className={classes.inside}>
        <Group justify="space-between" mb="sm">
          <h2>{t('forecast.changes')}</h2>
          <Group gap="xs">
            {(snapshots.data?.length ?? 0) > 0 && (
              <Select
                size="xs"
                w={170}
                aria-label={t('forecast.since')}
                value={day ?? null}
                onChange={(next) => onSince(next ?? undefined)}
                allowDeselect={false}
                data={(snapshots.data ?? []).map((one) => ({
                  value: one.day,
                  label: t('forecast.since_day', { day: formatDate(one.day) }),
                }))}
              />
            )}
            {administrator && (
              <Button size="xs" variant="default" onClick={() => void take()}>
                {t('forecast.snapshot')}
              </Button>
            )}
          </Group>
        </Group>
        {snapshots.data?.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('forecast.no_snapshots')}
          </Text>
        )}
        {told.isError && <ProblemView error={told.error} onRetry={() => told.refetch()} />}
        {day && told.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
        {told.data && <Told told={told.data} />}
      </div>
    </section>
  );
}

const TONES: Record<StepKind, 'up' | 'down' | 'won' | 'none'> = {
  new: 'up',
  moved_in: 'up',
  grew: 'up',
  shrank: 'down',
  slipped: 'down',
  lost: 'down',
  won: 'won',
  left: 'down',
  recategorized: 'none',
};

function Told({ told }: { told: ForecastChanges }) {
  const [kind, setKind] = useState<StepKind | null>(null);
  const rows = told.deals.filter((moved) => !kind || moved.kind === kind);
  return (
    <>
      <Waterfall told={told} chosen={kind} onChoose={(next) => setKind(next === kind ? null : next)} />
      {rows.length > 0 && (
        <ScrollBox label={t('forecast.changes')} className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('forecast.deal')}</th>
                <th scope="col">{t('forecast.what')}</th>
                <th scope="col">{t('forecast.change')}</th>
                <th scope="col">{t('forecast.then')}</th>
                <th scope="col">{t('forecast.now')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, 50).map((moved) => (
                <tr key={moved.deal}>
                  <td>
                    {moved.title ? (
                      <RecordLink object="deal" id={moved.deal}>
                        {moved.title}
                      </RecordLink>
                    ) : (
                      <Text span size="sm" c="dimmed">
                        {t('forecast.gone_deal')}
                      </Text>
                    )}
                  </td>
                  <td>{t(`forecast.step.${moved.kind}`)}</td>
                  <td>{sizeOf(moved.change) ? quantityText(moved.change) : ''}</td>
                  <td>
                    <SideCell side={moved.before} />
                  </td>
                  <td>
                    <SideCell side={moved.after} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </>
  );
}

function SideCell({ side }: { side: Side | null }) {
  if (!side) return null;
  return (
    <span className={classes.cell}>
      {side.amount ? quantityText(side.amount) : '–'}
      <small>{side.close_date && formatDate(side.close_date)}</small>
    </span>
  );
}

const WHOLE = 100;

function Waterfall({
  told,
  chosen,
  onChoose,
}: {
  told: ForecastChanges;
  chosen: StepKind | null;
  onChoose: (kind: StepKind) => void;
}) {
  const opening = sizeOf(told.opening);
  let level = opening;
  const steps = told.steps
    .filter((step) => step.kind !== 'recategorized' || step.count > 0)
    .map((step) => {
      const from = level;
      level += sizeOf(step.amount);
      return { ...step, from, to: level };
    });
  const most = Math.max(opening, sizeOf(told.closing), ...steps.map((step) => Math.max(step.from, step.to)), 1);
  const share = (value: number) => `${(Math.max(0, value) / most) * WHOLE}%`;
  return (
    <ScrollBox label={t('forecast.changes')} className={classes.scroll}>
      <div className={classes.fall}>
        <End
          label={t('forecast.open_then', { day: formatDate(told.since.day) })}
          text={quantityText(told.opening)}
          height={share(opening)}
        />
        {steps.map((step) => (
          <button
            key={step.kind}
            type="button"
            className={classes.step}
            aria-pressed={chosen === step.kind}
            disabled={step.count === 0}
            onClick={() => onChoose(step.kind)}
          >
            <span className={classes.stage}>
              <span
                className={classes.drop}
                data-tone={TONES[step.kind]}
                style={{ bottom: share(Math.min(step.from, step.to)), height: share(Math.abs(step.to - step.from)) }}
              />
            </span>
            <span className={classes.stepText}>
              <strong>{sizeOf(step.amount) ? quantityText(step.amount) : '–'}</strong>
              {t(`forecast.step.${step.kind}`)}
              <small>{step.count || '\u00a0'}</small>
            </span>
          </button>
        ))}
        <End label={t('forecast.open_now')} text={quantityText(told.closing)} height={share(sizeOf(told.closing))} />
      </div>
    </ScrollBox>
  );
}

function End({ label, text, height }: { label: string; text: string; height: string }) {
  return (
    <div className={classes.step}>
      <span className={classes.stage}>
        <span className={classes.drop} style={{ bottom: 0, height }} />
      </span>
      <span className={classes.stepText}>
        <strong>{text}</strong>
        {label}
      </span>
    </div>
  );
}
