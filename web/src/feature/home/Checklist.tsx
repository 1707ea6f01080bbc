// The first days in a workspace: what to do next, ticked off by what is really there, and a demo company to look around in.
import { Button, CloseButton, Paper, Progress, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, ChevronRight, Compass, FileUp, type LucideIcon, Shapes, Sparkles, Trophy, Users } from 'lucide-react';
import { listUsers } from '../../api/candidates.ts';
import { describeProblem } from '../../api/describe.ts';
import { watchJob } from '../../api/job_toast.tsx';
import { countRecords } from '../../api/records.ts';
import { createSampleData, findSampleData } from '../../api/sample_data.ts';
import { useSession } from '../../api/session_context.tsx';
import { useDictionary } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import { beginTour, useTourDone } from '../tour/tour_state.ts';
import classes from './checklist.module.css';
import { useReadable } from './scope.ts';

/** From here on a workspace is at work and needs no advice. */
const YOUNG = 100;

interface Progressing {
  customers: number;
  deals: number;
  users: number;
}

export function useBeginnings() {
  const readable = useReadable();
  const objects = ['company', 'person', 'deal'].flatMap((key) => readable(key) ?? []);
  return useQuery({
    queryKey: ['list', 'beginnings', objects.map((object) => object.key)],
    queryFn: async ({ signal }): Promise<Progressing> => {
      const count = async (key: string) => {
        const object = objects.find((one) => one.key === key);
        return object ? ((await countRecords(object.plural, {}, 'capped', signal))?.value ?? 0) : 0;
      };
      const [companies, people, deals, users] = await Promise.all([
        count('company'),
        count('person'),
        count('deal'),
        listUsers(signal).then((list) => list.filter((user) => user.active !== false).length),
      ]);
      return { customers: companies + people, deals, users };
    },
    staleTime: 60_000,
  });
}

interface Step {
  key: 'import' | 'deal' | 'invite' | 'fields' | 'tour';
  icon: LucideIcon;
  done: boolean;
  to?: string;
  run?: () => void;
}

export function Checklist({ beginnings }: { beginnings: Progressing }) {
  const session = useSession();
  const dictionary = useDictionary();
  const tourDone = useTourDone();
  const [hidden, setHidden] = useLocalStorage({
    key: 'kith-checklist',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const own = dictionary.objects.some((object) => object.custom || object.fields.some((field) => field.custom));
  const deal = dictionary.byKey.get('deal');
  const administrator = session.role.administrator;
  const steps: Step[] = [
    { key: 'import', icon: FileUp, done: beginnings.customers > 0, to: '/import' },
    ...(deal?.can.create
      ? [{ key: 'deal' as const, icon: Trophy, done: beginnings.deals > 0, to: `/${deal.plural}/new` }]
      : []),
    ...(administrator
      ? [
          { key: 'invite' as const, icon: Users, done: beginnings.users > 1, to: '/settings/users' },
          { key: 'fields' as const, icon: Shapes, done: own, to: '/settings/objects' },
        ]
      : []),
    { key: 'tour', icon: Compass, done: tourDone, run: beginTour },
  ];
  const done = steps.filter((step) => step.done).length;
  if (hidden || done === steps.length || beginnings.customers > YOUNG) return null;
  return (
    <Paper component="section" aria-label={t('start.title')} className={classes.list}>
      <header className={classes.head}>
        <div>
          <h2>{t('start.title')}</h2>
          <Text size="sm" c="dimmed">
            {t('start.text')}
          </Text>
        </div>
        <CloseButton aria-label={t('start.hide')} onClick={() => setHidden(true)} />
      </header>
      <div className={classes.progress}>
        <Progress value={(done / steps.length) * 100} size="sm" aria-label={t('start.title')} />
        <Text size="xs" c="dimmed" className="tabular">
          {t('tour.step', { at: done, count: steps.length })}
        </Text>
      </div>
      {steps.map((step) => (
        <Line key={step.key} step={step} />
      ))}
      {administrator && beginnings.customers === 0 && <Sample />}
    </Paper>
  );
}

function Line({ step }: { step: Step }) {
  const Icon = step.icon;
  const inside = (
    <>
      <span className={classes.mark} data-done={step.done || undefined}>
        {step.done ? <Check size={15} strokeWidth={2.4} /> : <Icon size={17} strokeWidth={1.75} />}
      </span>
      <span className={classes.text}>
        <strong>{t(`start.${step.key}`)}</strong>
        <span>{t(`start.${step.key}_text`)}</span>
      </span>
      <ChevronRight size={16} aria-hidden="true" />
    </>
  );
  return step.to ? (
    <Link to={step.to} className={classes.step} data-done={step.done || undefined}>
      {inside}
    </Link>
  ) : (
    <button type="button" className={classes.step} onClick={step.run} data-done={step.done || undefined}>
      {inside}
    </button>
  );
}

/** Brings the demo company in; it can be taken out again in the settings. */
function Sample() {
  const client = useQueryClient();
  const found = useQuery({ queryKey: ['sample_data'], queryFn: ({ signal }) => findSampleData(signal) });
  if (!found.data || found.data.present) return null;
  const begin = async () => {
    try {
      const job = await createSampleData();
      watchJob(job.id, { title: t('start.sample_running'), onDone: () => void client.invalidateQueries() });
      await client.invalidateQueries({ queryKey: ['sample_data'] });
    } catch (error) {
      notifications.show({ color: 'red', title: t('start.sample_failed'), message: describeProblem(error) });
    }
  };
  return (
    <div className={classes.sample}>
      <Sparkles size={18} strokeWidth={1.75} aria-hidden="true" />
      <span className={classes.text}>
        <strong>{t('start.sample')}</strong>
        <span>{t('start.sample_text')}</span>
      </span>
      <Button variant="default" size="compact-md" onClick={() => void begin()} loading={found.data.job !== null}>
        {t('start.sample_add')}
      </Button>
    </div>
  );
}
