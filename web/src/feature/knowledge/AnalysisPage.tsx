// The frame of a result page: what it says in one sentence, as of when, how it is asked, how far it is, and earlier answers. An area brings
// its own controls and what it draws.
import { Accordion, Alert, Button, Group, Menu, Progress, Stack, Text } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { useDocumentTitle, useMediaQuery } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CircleSlash, Download, Ellipsis, History, type LucideIcon, RotateCw } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { type AnalysisResult, type AnalysisRun, askAnalysis, hasEnded } from '../../api/analyses.ts';
import { describeProblem } from '../../api/describe.ts';
import { cancelJob } from '../../api/jobs.ts';
import { dayInput, dayOf, formatCount, formatTimestamp } from '../../i18n/format.ts';
import { type Key, t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { Lines } from '../../ui/Lines.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { differs, isOnlyShown, type Parameters, placed, searchOf } from './address.ts';
import { saveTable, type TextTable } from './csv.ts';
import { fewText } from './few.ts';
import classes from './knowledge.module.css';
import { NotYet } from './NotYet.tsx';
import { RunsDrawer } from './RunsDrawer.tsx';
import { RunShown } from './run_shown.ts';
import { useAskedText } from './use_asked.ts';
import { useRun } from './use_run.ts';

/** What the address of a result page holds beside its own parameters. */
export interface ResultSearch {
  /** A run of the archive. */
  run?: string;
  /** The day the analysis is about. */
  on?: string;
}

export interface AnalysisPageProps<R> {
  analysis: string;
  title: Key;
  text: Key;
  icon: LucideIcon;
  /** The parameters out of the address; what is not named takes its usual value on the server. */
  parameters: Parameters;
  /** The address a run of the archive was asked with, where its parameters are written in another way there. */
  searchOf?: (parameters: Parameters) => object;
  /** What it is asked with: shown above the result. */
  controls?: ReactNode;
  /** One sentence that says what the result says; none where the result itself says why there is none. */
  sentence: (result: R, run: AnalysisResult<R>) => ReactNode;
  /** What is saved as CSV. */
  table?: (result: R) => TextTable;
  /** How it is worked out, with its reference, what to do with it, and when not to trust it. */
  how: ReactNode;
  children: (result: R, run: AnalysisResult<R>) => ReactNode;
}

/**
 * The search of the page, and how to change it. A parameter that is undefined leaves the address; what only changes how an answer is shown
 * stays with a run of the archive, anything else is a new question.
 */
export function useParameters<S extends object>(): [S & ResultSearch, (next: Partial<S & ResultSearch>) => void] {
  const found: object = useSearch({ strict: false });
  const search = found as S & ResultSearch;
  const navigate = useNavigate();
  const go = (next: Partial<S & ResultSearch>) =>
    void navigate({
      to: '.',
      search: (old) => ({ ...old, ...(isOnlyShown(next) ? {} : { run: undefined }), ...next }) as never,
      replace: true,
    });
  return [search, go];
}

export function AnalysisPage<R>(props: AnalysisPageProps<R>) {
  const { analysis, title, text, icon: Icon, parameters, controls, sentence, table, how, children } = props;
  useDocumentTitle(`${t(title)} · Kith`);
  const [search, go] = useParameters<object>();
  const [isListed, setListed] = useState(false);
  const asked = useRun<R>({ analysis, parameters, asOf: search.on && endOf(search.on), run: search.run });
  const run = useAddressOf(asked.run, search, props.searchOf ?? searchOf);
  const again = useMutation({
    // A run of the archive is asked again with its own parameters, as of its own moment, and its answer shown in its place.
    mutationFn: async () => {
      if (!search.run || !run) return asked.again();
      const { parameters, as_of } = run;
      const { id } = await askAnalysis<R>(analysis, { parameters, as_of, within: 0 });
      go({ run: id } as Partial<ResultSearch>);
    },
  });
  const result = run?.state === 'done' ? run.result : null;
  const said = run && result ? sentence(result, run) : null;
  return (
    <>
      <PageHeader
        icon={<Icon size={18} strokeWidth={1.75} />}
        title={t(title)}
        text={t(text)}
        actions={
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" px="xs" aria-label={t('action.more')}>
                <Ellipsis size={18} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<RotateCw size={16} />}
                disabled={again.isPending || !run}
                onClick={() => again.mutate()}
              >
                {t('knowledge.again')}
              </Menu.Item>
              <Menu.Item leftSection={<History size={16} />} onClick={() => setListed(true)}>
                {t('knowledge.earlier')}
              </Menu.Item>
              {table && (
                <Menu.Item
                  leftSection={<Download size={16} />}
                  disabled={!result}
                  onClick={() => result && saveTable(t(title), table(result))}
                >
                  {t('knowledge.csv')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        }
      />
      <PageBody wide>
        <Stack gap="md">
          {search.run && run && (
            <Archived run={run} isAsking={again.isPending} onAgain={() => again.mutate()} onNow={() => go({})} />
          )}
          <Question>
            {controls}
            <DatePickerInput
              {...dayInput()}
              label={t('knowledge.on')}
              placeholder={t('knowledge.today')}
              value={search.on ?? (search.run && run ? dayOf(run.as_of) : null)}
              maxDate={new Date()}
              clearable
              w={170}
              onChange={(day) => go({ on: day ?? undefined })}
            />
          </Question>
          {asked.error && <ProblemView error={asked.error} onRetry={asked.retry} />}
          {again.isError && <Alert color="red">{describeProblem(again.error)}</Alert>}
          {asked.isPending || (asked.run && !run) ? <Lines count={5} tall /> : null}
          {run && <Standing run={run} />}
          {run && result && (
            <>
              <div>
                {said && (
                  <Text className={classes.sentence} component="p" my={0}>
                    {said}
                  </Text>
                )}
                <RunFacts run={run} />
              </div>
              <RunShown value={run.id}>{children(result, run)}</RunShown>
            </>
          )}
          <Accordion variant="separated" chevronPosition="left" classNames={{ item: classes.folded }}>
            <Accordion.Item value="how">
              <Accordion.Control>{t('knowledge.how')}</Accordion.Control>
              <Accordion.Panel>
                <div className={classes.how}>{how}</div>
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
        </Stack>
      </PageBody>
      <RunsDrawer
        analysis={analysis}
        shown={run}
        opened={isListed}
        onClose={() => setListed(false)}
        onOpen={(id) => go({ run: id } as Partial<ResultSearch>)}
      />
    </>
  );
}

/**
 * The run that is shown. One of the archive first writes its own parameters into the address: the controls then say what was asked, the answer
 * is read with the words it was asked with, and a new question begins where this one stood.
 */
function useAddressOf<R>(
  run: AnalysisResult<R> | undefined,
  search: ResultSearch,
  written: (parameters: Parameters) => object,
): AnalysisResult<R> | undefined {
  const navigate = useNavigate();
  const isArchived = run !== undefined && run.id === search.run;
  const wanted = isArchived ? (written(run.parameters) as Parameters) : undefined;
  const isAstray = wanted !== undefined && differs(search as Parameters, wanted);
  useEffect(() => {
    if (isAstray)
      void navigate({ to: '.', search: ((old: Parameters) => placed(old, wanted)) as never, replace: true });
  });
  return isAstray ? undefined : run;
}

/** A run of the archive: what was asked, and how to ask it again. */
function Archived(props: { run: AnalysisRun; isAsking: boolean; onAgain: () => void; onNow: () => void }) {
  const asked = useAskedText(props.run);
  return (
    <Alert
      variant="light"
      color="gray"
      icon={<History size={16} />}
      title={t('knowledge.archived', { when: formatTimestamp(props.run.as_of) })}
    >
      <Text size="sm" mb="xs">
        {asked}
      </Text>
      <Group gap="xs">
        <Button size="compact-sm" variant="light" onClick={props.onNow}>
          {t('knowledge.to_now')}
        </Button>
        <Button size="compact-sm" variant="subtle" loading={props.isAsking} onClick={props.onAgain}>
          {t('knowledge.again_then')}
        </Button>
      </Group>
    </Alert>
  );
}

/** What is asked; on a phone it waits folded, because the answer is what one came for. */
function Question({ children }: { children: ReactNode }) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const parts = (
    <Group align="flex-end" gap="sm">
      {children}
    </Group>
  );
  if (!isPhone) return parts;
  return (
    <Accordion variant="separated" chevronPosition="left" classNames={{ item: classes.folded }}>
      <Accordion.Item value="question">
        <Accordion.Control>{t('knowledge.question')}</Accordion.Control>
        <Accordion.Panel>{parts}</Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

/** The end of a day of the user; of today, now. */
function endOf(day: string): string | undefined {
  const end = new Date(`${day}T23:59:59.999`);
  return end.getTime() < Date.now() ? end.toISOString() : undefined;
}

/** As of when, by whom, and how long it took. */
function RunFacts({ run }: { run: AnalysisResult<unknown> }) {
  return (
    <div className={classes.facts}>
      <span>{t('knowledge.as_of', { when: formatTimestamp(run.as_of) })}</span>
      {!run.whole && <span>{t('knowledge.own_only')}</span>}
      {!run.current && <span>{t('knowledge.older_method')}</span>}
      {run.note && <span>{run.note}</span>}
    </div>
  );
}

/** Analyses that are made of deals; the others are made of purchases. */
const OF_DEALS = ['sales', 'pipeline_forecast', 'revenue_forecast', 'performance'];

/** How far it is, or why there is no result. */
function Standing({ run }: { run: AnalysisResult<unknown> }) {
  const cancel = useMutation({ mutationFn: () => cancelJob(run.job ?? '') });
  if (run.state === 'done') return null;
  if (!hasEnded(run)) {
    const { done, total } = run.progress ?? { done: 0, total: null };
    return (
      <div className={classes.panel} role="status">
        <Group justify="space-between" mb="xs">
          <Text size="sm">
            {t('knowledge.working')}
            {done > 0 && !total && ` ${t('knowledge.read', { count: done, number: formatCount(done) })}`}
          </Text>
          {run.job && (
            <Button size="compact-sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('action.cancel')}
            </Button>
          )}
        </Group>
        <Progress
          value={total ? (100 * done) / total : 100}
          striped={!total}
          animated={!total}
          aria-label={t('knowledge.working')}
        />
      </div>
    );
  }
  const titles = {
    refused: 'knowledge.refused',
    failed: 'knowledge.failed',
    cancelled: 'knowledge.cancelled',
  } as const;
  if (run.refusal?.code === 'too_few')
    return <NotYet of={OF_DEALS.includes(run.analysis) ? 'deals' : 'purchases'} why={fewText(run.refusal.text)} />;
  return <Blank icon={<CircleSlash />} title={t(titles[run.state as keyof typeof titles])} text={run.refusal?.text} />;
}
