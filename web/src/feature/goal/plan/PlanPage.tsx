// The plan for one company: goals and strategy beside live numbers, the people who decide, what could be sold, what stands for and
// against it, and who does what next.
import { ActionIcon, Button, Checkbox, Group, Loader, Select, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft, Map as MapIcon, Pencil, Plus } from 'lucide-react';
import { describeProblem } from '../../../api/describe.ts';
import type { Amount } from '../../../api/goals.ts';
import { showFigures } from '../../../api/plans.ts';
import { keys } from '../../../api/query.ts';
import { changeRecord, findRecord, listRecords } from '../../../api/records.ts';
import type { RecordRow } from '../../../api/types.ts';
import { useObject } from '../../../dictionary/context.tsx';
import { usePeek } from '../../../field/link/peek.ts';
import { RecordLink } from '../../../field/link/RecordLink.tsx';
import { asLink } from '../../../field/shared/values.ts';
import { formatDate, formatTimestamp } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { Blank } from '../../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../../ui/PageHeader.tsx';
import { quantityText, shareText, sizeOf } from '../quantity.ts';
import { PeopleMap } from './PeopleMap.tsx';
import classes from './plan.module.css';
import { Swot } from './Swot.tsx';
import { WhiteSpace } from './WhiteSpace.tsx';

const of = (field: string, id: string) => ({ field, op: 'is', value: id }) as const;

export function PlanPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const search = useSearch({ strict: false }) as { plan?: string };
  const navigate = useNavigate();
  const object = useObject('company_plan');
  const company = useQuery({
    queryKey: keys.record('company', id),
    queryFn: ({ signal }) => findRecord('companies', id, signal),
  });
  const plans = useQuery({
    queryKey: [...keys.lists('company_plan'), 'of', id],
    queryFn: ({ signal }) =>
      listRecords(
        object?.plural ?? 'company_plans',
        { filter: of('company', id), sort: '-starts_on', limit: 50 },
        signal,
      ),
  });
  const plan = plans.data?.data.find((one) => one.id === search.plan) ?? plans.data?.data[0];
  const name = company.data?.title ?? '';
  useDocumentTitle(`${t('plan.title', { company: name })} · Kith`);
  const add = object?.can.create && (
    <Button
      size="sm"
      variant={plan ? 'default' : 'filled'}
      leftSection={<Plus size={16} />}
      onClick={() =>
        void navigate({ to: '/$plural/new', params: { plural: object.plural }, search: { preset: { company: id } } })
      }
    >
      {t('plan.add')}
    </Button>
  );
  return (
    <>
      <PageHeader
        icon={<MapIcon size={18} strokeWidth={1.75} />}
        title={t('plan.title', { company: name })}
        actions={
          <>
            <ActionIcon
              variant="default"
              size={30}
              aria-label={t('plan.back', { company: name })}
              onClick={() => void navigate({ to: '/$plural/$id', params: { plural: 'companies', id } })}
            >
              <ArrowLeft size={16} />
            </ActionIcon>
            {(plans.data?.data.length ?? 0) > 1 && plan && (
              <Select
                size="sm"
                w={150}
                aria-label={t('plan.which')}
                allowDeselect={false}
                value={plan.id}
                data={plans.data?.data.map((one) => ({ value: one.id, label: one.title }))}
                onChange={(next) =>
                  void navigate({ to: '/companies/$id/plan', params: { id }, search: { plan: next ?? undefined } })
                }
              />
            )}
            {add}
          </>
        }
      />
      <PageBody wide>
        {company.isError && <ProblemView error={company.error} onRetry={() => company.refetch()} />}
        {plans.isError && <ProblemView error={plans.error} onRetry={() => plans.refetch()} />}
        {plans.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
        <Numbers company={id} goal={plan ? (plan.revenue_goal as Amount | null) : null} />
        {plans.data && !plan && (
          <Blank
            icon={<MapIcon size={22} strokeWidth={1.6} />}
            title={t('plan.none')}
            text={t('plan.none_text')}
            action={add}
          />
        )}
        <div className={classes.columns}>
          <div className={classes.column}>
            {plan && <Words plan={plan} />}
            {plan && <People plan={plan.id} />}
            {plan && <Swot plan={plan} />}
          </div>
          <div className={classes.column}>
            {plan && <Actions plan={plan.id} company={id} />}
            <WhiteSpace company={id} />
          </div>
        </div>
      </PageBody>
    </>
  );
}

/** What is so today, whatever the plan says. */
function Numbers({ company, goal }: { company: string; goal: Amount | null }) {
  const told = useQuery({
    queryKey: ['list', 'purchase', 'figures', company],
    queryFn: ({ signal }) => showFigures(company, signal),
  });
  if (told.isError) return <ProblemView error={told.error} onRetry={() => told.refetch()} />;
  const data = told.data;
  const tile = (label: string, value: string | undefined, note: string) => (
    <div className={classes.tile} key={label}>
      <span>{label}</span>
      <strong>{value ?? '–'}</strong>
      <span>{note || '\u00a0'}</span>
    </div>
  );
  const reached =
    goal && sizeOf(goal) > 0 && data?.this_year
      ? t('plan.of_goal', { share: shareText(sizeOf(data.this_year) / sizeOf(goal)), goal: quantityText(goal) })
      : '';
  return (
    <div className={classes.numbers} aria-busy={told.isPending}>
      {tile(t('plan.this_year'), data?.this_year ? quantityText(data.this_year) : undefined, reached)}
      {tile(
        t('plan.last_year'),
        data?.last_year ? quantityText(data.last_year) : undefined,
        data?.last_year_to_date ? t('plan.to_date', { amount: quantityText(data.last_year_to_date) }) : '',
      )}
      {tile(
        t('plan.open'),
        data?.open ? quantityText(data.open.amount) : undefined,
        data?.open ? t('forecast.deals', { count: data.open.count }) : '',
      )}
      {tile(
        t('plan.won'),
        data?.won ? String(data.won.count) : undefined,
        data?.lost ? t('plan.lost', { count: data.lost.count }) : '',
      )}
      {tile(
        t('plan.activities'),
        data?.activities_90_days === null ? undefined : String(data?.activities_90_days ?? 0),
        t('plan.days_90'),
      )}
    </div>
  );
}

function Words({ plan }: { plan: RecordRow }) {
  const peek = usePeek();
  const span = [plan.starts_on, plan.ends_on].map((day) => (day ? formatDate(String(day)) : '…')).join(' – ');
  return (
    <section className={classes.card} aria-label={t('plan.goals')}>
      <Group justify="space-between" mb="xs">
        <h2>
          {plan.title}{' '}
          <Text span size="sm" c="dimmed" fw={400}>
            {span}
          </Text>
        </h2>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Pencil size={14} />}
          onClick={() => peek.open('company_plan', plan.id)}
        >
          {t('plan.edit')}
        </Button>
      </Group>
      <h3>{t('plan.goals')}</h3>
      <p className={classes.text}>{String(plan.goals ?? '') || t('plan.empty')}</p>
      <h3>{t('plan.strategy')}</h3>
      <p className={classes.text}>{String(plan.strategy ?? '') || t('plan.empty')}</p>
    </section>
  );
}

function People({ plan }: { plan: string }) {
  const plural = useObject('plan_person')?.plural;
  const told = useQuery({
    queryKey: [...keys.lists('plan_person'), 'of', plan],
    queryFn: ({ signal }) =>
      listRecords(plural ?? '', { filter: of('company_plan', plan), sort: 'created_at', limit: 200 }, signal),
    enabled: Boolean(plural),
  });
  if (told.isError) return <ProblemView error={told.error} onRetry={() => told.refetch()} />;
  return told.data ? <PeopleMap people={told.data.data} plan={plan} /> : null;
}

function Actions({ plan, company }: { plan: string; company: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const object = useObject('task');
  const told = useQuery({
    queryKey: [...keys.lists('task'), 'plan', plan],
    queryFn: ({ signal }) =>
      listRecords(object?.plural ?? '', { filter: of('company_plan', plan), sort: 'done,due_at', limit: 100 }, signal),
    enabled: Boolean(object),
  });
  if (!object) return null;
  const tick = async (task: RecordRow, done: boolean) => {
    try {
      await changeRecord(object.plural, task.id, task.version, { done });
    } catch (error) {
      notifications.show({ color: 'red', title: t('settings.not_saved'), message: describeProblem(error) });
    }
    await client.invalidateQueries({ queryKey: keys.lists('task') });
  };
  return (
    <section className={classes.card} aria-label={t('plan.actions')}>
      <Group justify="space-between" mb="xs">
        <h2>{t('plan.actions')}</h2>
        {object.can.create && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<Plus size={14} />}
            onClick={() =>
              void navigate({
                to: '/$plural/new',
                params: { plural: object.plural },
                search: { preset: { company_plan: plan, company } },
              })
            }
          >
            {t('plan.add_action')}
          </Button>
        )}
      </Group>
      {told.data?.data.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('plan.no_actions')}
        </Text>
      )}
      <ul className={classes.space}>
        {told.data?.data.map((task) => (
          <li key={task.id}>
            <Checkbox
              checked={task.done === true}
              aria-label={t('plan.tick', { task: task.title })}
              disabled={!task.can?.includes('change')}
              onChange={(event) => void tick(task, event.currentTarget.checked)}
            />
            <span className={classes.spaceName}>
              <RecordLink object="task" id={task.id}>
                {task.title}
              </RecordLink>
              <small>
                {[asLink(task.owner)?.title, task.due_at ? formatTimestamp(String(task.due_at)) : null]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
