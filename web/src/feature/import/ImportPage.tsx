// One import from file to result. The server keeps the state, so the page can be left and opened again at any step.
import { Alert, Badge, Button, Group, Stepper, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import {
  changeFormat,
  changeMapping,
  findImport,
  type Import,
  type Mapping,
  startDryRun,
  startRun,
} from '../../api/imports.ts';
import { keys } from '../../api/query.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { FormatStep } from './FormatStep.tsx';
import { followImport } from './follow.ts';
import classes from './import.module.css';
import { MatchingStep } from './MatchingStep.tsx';
import { fieldAt, startMapping } from './mapping.ts';
import { openQuestions } from './questions.ts';
import { RecognizedNote } from './Recognized.tsx';
import { ResultStep } from './ResultStep.tsx';
import { isMoving, isWritten, STATE_COLOR } from './state.ts';
import { ValuesStep } from './ValuesStep.tsx';
import { choiceColumns, unsettledCount } from './values.ts';

const STEPS = ['file', 'columns', 'values', 'matching', 'check', 'run'] as const;
type Step = (typeof STEPS)[number];

function stepOf(one: Import): Step {
  if (isWritten(one.state)) return 'run';
  return one.state === 'dry_running' || one.state === 'dry_run_done' ? 'check' : 'file';
}

export function ImportPage({ id }: { id: string }) {
  const one = useQuery({
    queryKey: [...keys.imports, id],
    queryFn: ({ signal }) => findImport(id, signal),
    refetchInterval: (query) => (query.state.data && isMoving(query.state.data.state) ? 600 : false),
  });
  useDocumentTitle(`${one.data?.name ?? t('import.title')} · Kith`);
  if (one.isError && !one.data) return <ProblemView error={one.error} onRetry={() => one.refetch()} />;
  if (!one.data) return null;
  return <Wizard key={id} one={one.data} />;
}

function Wizard({ one }: { one: Import }) {
  const client = useQueryClient();
  const [step, setStep] = useState(() => stepOf(one));
  const [draft, setDraft] = useState<Mapping | null>(null);
  const [busy, setBusy] = useState(false);
  const mapping = draft ?? one.mapping ?? startMapping(one.columns);
  const written = isWritten(one.state);
  const columns = choiceColumns(one, mapping, useDictionary());
  // Without a field of choices there is nothing to settle.
  const steps = STEPS.filter((key) => key !== 'values' || columns.length > 0);
  const place = steps.indexOf(step);
  const reload = () => client.invalidateQueries({ queryKey: keys.imports });

  // What a run changed is seen in every list at once.
  useEffect(() => {
    if (one.state === 'done' || one.state === 'undone')
      void client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'imports',
      });
  }, [client, one.state]);

  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    try {
      await work();
      await reload();
      return true;
    } catch (error) {
      notifications.show({
        color: 'red',
        title: t('import.failed'),
        message: describeProblem(error),
        autoClose: 12_000,
      });
      return false;
    } finally {
      setBusy(false);
    }
  };
  const save = async () => {
    const kept = await changeMapping(one.id, mapping);
    client.setQueryData([...keys.imports, one.id], kept);
    setDraft(null);
  };
  const go = (to: number) => setStep(steps[to] ?? step);
  const next = async () => {
    if (step === 'matching') {
      const started = await attempt(async () => {
        await save();
        await startDryRun(one.id);
      });
      if (started) setStep('check');
    } else if (step === 'check') {
      const started = await attempt(async () => followImport(one.id, one.name, await startRun(one.id)));
      if (started) setStep('run');
    } else go(place + 1);
  };
  const mapped = mapping.objects.some((object) => object.fields.length > 0);
  const [open] = openQuestions(one, mapping);
  const nextLabel =
    step === 'matching' ? t('import.start_check') : step === 'check' ? t('import.start') : t('import.next');
  const unsettled =
    step === 'check' && one.state === 'dry_run_done'
      ? columns.reduce((sum, column) => sum + unsettledCount(column, fieldAt(mapping, column.place)), 0)
      : 0;

  return (
    <>
      <PageHeader
        icon={<FileUp size={18} strokeWidth={1.75} />}
        title={one.name}
        after={<Badge color={STATE_COLOR[one.state]}>{t(`import.state.${one.state}`)}</Badge>}
      />
      <PageBody>
        <Stepper
          className={classes.steps}
          active={place}
          onStepClick={(to) => !written && to <= place && go(to)}
          size="xs"
          mb="lg"
          allowNextStepsSelect={false}
        >
          {steps.map((key) => (
            <Stepper.Step key={key} label={t(`import.step.${key}`)} />
          ))}
        </Stepper>
        {one.error && (
          <Alert color="red" mb="md">
            {one.error}
          </Alert>
        )}
        {(step === 'file' || step === 'columns') && <RecognizedNote one={one} />}
        {step === 'file' && (
          <FormatStep
            one={one}
            busy={busy}
            onChange={(format) =>
              void attempt(async () => {
                await changeFormat(one.id, format);
                setDraft(null);
              })
            }
          />
        )}
        {step === 'columns' && <ColumnsStep one={one} mapping={mapping} onChange={setDraft} />}
        {step === 'values' && <ValuesStep columns={columns} mapping={mapping} onChange={setDraft} />}
        {step === 'matching' && <MatchingStep mapping={mapping} onChange={setDraft} />}
        {unsettled > 0 && (
          <Alert color="clay" mb="md">
            <Group justify="space-between">
              <Text size="sm">{t('import.values_found', { count: unsettled })}</Text>
              <Button size="compact-sm" variant="default" onClick={() => setStep('values')}>
                {t('import.values_settle')}
              </Button>
            </Group>
          </Alert>
        )}
        {(step === 'check' || step === 'run') && <ResultStep one={one} dry={step === 'check'} onAct={attempt} />}
        {!written && (
          <Group mt="lg" justify="space-between">
            <Button variant="subtle" color="gray" disabled={place === 0} onClick={() => go(place - 1)}>
              {t('import.back')}
            </Button>
            <Group>
              {step === 'columns' && !mapped && (
                <Text size="sm" c="dimmed">
                  {t('import.nothing_mapped')}
                </Text>
              )}
              {step !== 'file' && open && (
                <Text size="sm" c="var(--kith-warm-text)" role="status">
                  {open.question}
                </Text>
              )}
              <Button
                // Another button than that of the steps before: what was pressed twice for the check must not fall on the import.
                key={step === 'check' ? 'import' : 'next'}
                onClick={() => void next()}
                loading={busy}
                disabled={
                  (place >= 1 && (!mapped || open !== undefined)) || (step === 'check' && one.state !== 'dry_run_done')
                }
              >
                {nextLabel}
              </Button>
            </Group>
          </Group>
        )}
      </PageBody>
    </>
  );
}
