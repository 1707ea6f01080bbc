// Targets of a period: what was reached against the time gone, seller by seller, with the leaderboard and what it earns.
import { Badge, Button, Group, Loader, SegmentedControl, Switch, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Goal, Plus } from 'lucide-react';
import { describeProblem } from '../../api/describe.ts';
import { type Attainment as Answer, changeTargetSetting, showAttainment, type TargetRow } from '../../api/goals.ts';
import { keys } from '../../api/query.ts';
import { useSession } from '../../api/session_context.tsx';
import { useObject } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Avatar } from '../../ui/Avatar.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import classes from './goal.module.css';
import { PeriodPicker } from './PeriodPicker.tsx';
import { firstDayOf, lengthOf, periodName, thisQuarter } from './period.ts';
import { quantityText, shareText } from './quantity.ts';

const SCOPES = ['company', 'team', 'user', 'territory', 'product'] as const;
type ScopeKey = (typeof SCOPES)[number];

export function Attainment() {
  const search = useSearch({ strict: false }) as { period?: string; scope?: string };
  const navigate = useNavigate();
  const object = useObject('target');
  useDocumentTitle(`${t('goal.title')} · Kith`);
  const period = search.period ?? thisQuarter();
  const go = (next: { period?: string; scope?: string }) =>
    void navigate({
      to: '/attainment',
      search: { period: search.period, scope: search.scope, ...next },
      replace: true,
    });
  const told = useQuery({
    queryKey: [...keys.lists('target'), 'attainment', period],
    queryFn: ({ signal }) => showAttainment(period, signal),
  });
  const scope = SCOPES.find((known) => known === search.scope);
  const preset = { period: lengthOf(period), starts_on: firstDayOf(period) };
  const add = object?.can.create && (
    <Button
      leftSection={<Plus size={16} />}
      onClick={() =>
        void navigate({ to: '/$plural/new', params: { plural: object.plural }, search: { preset: preset } })
      }
    >
      {t('goal.add')}
    </Button>
  );
  return (
    <>
      <PageHeader
        icon={<Goal size={18} strokeWidth={1.75} />}
        title={t('goal.title')}
        text={t('goal.text')}
        actions={add}
      />
      <PageBody wide>
        <Group justify="space-between" mb="md" gap="sm">
          {told.data ? <PaceLine told={told.data} /> : <span />}
          <PeriodPicker period={period} onChange={(next) => go({ period: next })} />
        </Group>
        {told.isError && <ProblemView error={told.error} onRetry={() => told.refetch()} />}
        {told.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
        {told.data && told.data.targets.length === 0 && (
          <Blank
            icon={<Goal size={22} strokeWidth={1.6} />}
            title={t('goal.none', { period: periodName(period) })}
            text={t('goal.none_text')}
            action={add}
          />
        )}
        {told.data && told.data.targets.length > 0 && (
          <Board told={told.data} scope={scope} onScope={(next) => go({ scope: next })} />
        )}
      </PageBody>
    </>
  );
}

/** How much of the period is over, in working days: the bar every target is held against. */
function PaceLine({ told }: { told: Answer }) {
  return (
    <Text size="sm" c="dimmed">
      {t('goal.pace', {
        gone: told.working_days_gone,
        all: told.working_days,
        share: shareText(told.pace),
      })}
    </Text>
  );
}

function Board({
  told,
  scope,
  onScope,
}: {
  told: Answer;
  scope: ScopeKey | undefined;
  onScope: (next: string | undefined) => void;
}) {
  const present = SCOPES.filter((known) => told.targets.some((row) => row.scope === known));
  const shown = told.targets
    .filter((row) => !scope || row.scope === scope)
    .sort((a, b) => SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope) || b.attained_share - a.attained_share);
  const { administrator } = useSession().role;
  const sellers = told.targets.filter((row) => row.scope === 'user' && row.rank !== null);
  return (
    <div className={classes.board} data-leaders={(told.leaderboard && sellers.length > 1) || undefined}>
      <div>
        {present.length > 1 && (
          <SegmentedControl
            size="xs"
            mb="sm"
            className={classes.scopes}
            aria-label={t('goal.scope')}
            value={scope ?? 'all'}
            onChange={(next) => onScope(next === 'all' ? undefined : next)}
            data={[
              { value: 'all', label: t('goal.scope.all') },
              ...present.map((key) => ({ value: key, label: t(`goal.scope.${key}`) })),
            ]}
          />
        )}
        <div className={classes.cards}>
          {shown.map((row) => (
            <TargetCard key={row.id} row={row} />
          ))}
        </div>
      </div>
      <aside className={classes.side}>
        {told.leaderboard && sellers.length > 1 && <Leaders rows={sellers} />}
        {administrator && <LeaderSwitch on={told.leaderboard} />}
      </aside>
    </div>
  );
}

function TargetCard({ row }: { row: TargetRow }) {
  const done = row.attained_share >= 1;
  const state = done ? 'done' : row.ahead ? 'ahead' : 'behind';
  const object = useObject('target');
  return (
    <Link
      to="/$plural/$id"
      params={{ plural: object?.plural ?? 'targets', id: row.id }}
      className={classes.card}
      data-state={state}
    >
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Group gap={8} wrap="nowrap" miw={0}>
          {row.of?.object === 'user' && <Avatar name={row.of.title} size={22} />}
          <span className={classes.cardTitle}>
            {row.of?.title || (row.scope === 'company' ? t('goal.scope.company') : row.name)}
          </span>
        </Group>
        <Badge size="sm" color={done || row.ahead ? 'spruce' : 'red'} style={{ flex: 'none' }}>
          {t(`goal.${state}`)}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {t(`goal.measure.${row.measure}`)} · {t(`goal.based_on.${row.based_on}`)}
      </Text>
      <div className={classes.figure}>
        <strong>{quantityText(row.attained)}</strong>
        <span>{t('goal.of', { goal: quantityText(row.goal) })}</span>
        <span className={classes.share}>{shareText(row.attained_share)}</span>
      </div>
      <PaceBar row={row} />
      <Text size="xs" c="dimmed">
        {done
          ? t('goal.reached')
          : row.expected_share >= 1
            ? t('goal.missed', { remaining: quantityText(row.remaining) })
            : t('goal.needed', { remaining: quantityText(row.remaining), week: quantityText(row.needed_per_week) })}
      </Text>
      {row.commission && (
        <Text size="xs" className={classes.commission}>
          {t('goal.commission', { amount: quantityText(row.commission.amount), rate: row.commission.rate })}
          {row.commission.next &&
            ` · ${t('goal.commission_next', { missing: quantityText(row.commission.next.missing), rate: row.commission.next.rate })}`}
        </Text>
      )}
    </Link>
  );
}

const HUNDRED = 100;

/** What was reached as a bar, and a mark where it should be by now. */
function PaceBar({ row }: { row: TargetRow }) {
  const reached = Math.min(Math.max(row.attained_share, 0), 1) * HUNDRED;
  const expected = Math.min(row.expected_share, 1) * HUNDRED;
  return (
    <span
      className={classes.bar}
      role="img"
      aria-label={t('goal.bar', { attained: shareText(row.attained_share), expected: shareText(row.expected_share) })}
    >
      <span className={classes.fill} style={{ width: `${reached}%` }} />
      {expected > 0 && expected < HUNDRED && <span className={classes.mark} style={{ left: `${expected}%` }} />}
    </span>
  );
}

function Leaders({ rows }: { rows: TargetRow[] }) {
  const sorted = [...rows].sort((a, b) => b.attained_share - a.attained_share);
  return (
    <section className={classes.leaders} aria-label={t('goal.leaders')}>
      <h2>{t('goal.leaders')}</h2>
      <ol>
        {sorted.map((row) => (
          <li key={row.id}>
            <span className={classes.place} data-first={row.rank === 1 || undefined}>
              {row.rank}
            </span>
            <Avatar name={row.of?.title ?? row.name} size={24} />
            <span className={classes.leaderName}>
              {row.of?.title ?? row.name}
              <small>{t(`goal.measure.${row.measure}`)}</small>
            </span>
            <span className="tabular">{shareText(row.attained_share)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function LeaderSwitch({ on }: { on: boolean }) {
  const client = useQueryClient();
  const toggle = async (next: boolean) => {
    try {
      await changeTargetSetting(next);
    } catch (error) {
      notifications.show({ color: 'red', title: t('settings.not_saved'), message: describeProblem(error) });
    }
    void client.invalidateQueries({ queryKey: [...keys.lists('target'), 'attainment'] });
  };
  return (
    <Switch
      size="sm"
      checked={on}
      onChange={(event) => void toggle(event.currentTarget.checked)}
      label={t('goal.leaderboard')}
      description={t('goal.leaderboard_text')}
    />
  );
}
