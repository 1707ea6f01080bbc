// One automation: its flow with a form beside, a trial, its runs and versions.
import { Button, Drawer, Group, Loader, Stack, Table, Tabs, Text, TextInput } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Workflow } from 'lucide-react';
import { useState } from 'react';
import {
  type AutomationShown,
  changeAutomation,
  type Definition,
  type LogLine,
  listVersions,
  pauseAutomation,
  publishAutomation,
  removeAutomation,
  showAutomation,
  tryAutomation,
} from '../../api/automations.ts';
import { describeProblem } from '../../api/describe.ts';
import { LinkPicker } from '../../field/link/LinkPicker.tsx';
import type { LinkValue } from '../../field/shared/values.ts';
import { formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import pageClasses from '../../ui/page.module.css';
import { Ask } from '../setting/Ask.tsx';
import { Flow } from './Flow.tsx';
import { changeList, placeOf, stepAt } from './flow.ts';
import { Log } from './Log.tsx';
import { Runs } from './Runs.tsx';
import { StateBadge } from './StateBadge.tsx';
import { StepForm } from './StepForm.tsx';
import { TriggerForm } from './TriggerForm.tsx';

export function AutomationPage({ id }: { id: string }) {
  const shown = useQuery({
    queryKey: ['automation', id],
    queryFn: ({ signal }) => showAutomation(id, signal),
    refetchInterval: ({ state }) => (state.data?.gathering ? 2_000 : false),
  });
  if (shown.isError) return <ProblemView error={shown.error} onRetry={() => shown.refetch()} />;
  if (!shown.data) return <Loader size="xs" type="dots" aria-hidden="true" />;
  return <Editor key={id} automation={shown.data} />;
}

/** What is wrong with each card: a problem names its place, `steps.0.yes.1.set.amount`. */
function byCard(problems: AutomationShown['problems']): ReadonlyMap<string, string> {
  const cards = new Map<string, string>();
  for (const { field, message } of problems) {
    const place = /^steps\.(\d+(?:\.(?:yes|no|steps)\.\d+)*)/.exec(field)?.[1] ?? 'trigger';
    if (!cards.has(place)) cards.set(place, message);
  }
  return cards;
}

function Editor({ automation }: { automation: AutomationShown }) {
  const { id } = automation;
  useDocumentTitle(`${automation.name} · Kith`);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [definition, setDefinition] = useState<Definition>(automation.definition);
  const [name, setName] = useState(automation.name);
  const [leaving, setLeaving] = useState(false);
  const drop = async () => {
    try {
      await removeAutomation(id);
      void client.invalidateQueries({ queryKey: ['automations'] });
      void navigate({ to: '/automations' });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };
  const [open, setOpen] = useState<string | null>(null);
  // Answers are told apart by what they say: the cache shares parts of old ones.
  const changed = JSON.stringify(definition) !== JSON.stringify(automation.definition) || name !== automation.name;
  const act = async (what: () => Promise<AutomationShown>): Promise<boolean> => {
    try {
      const next = await what();
      client.setQueryData(['automation', id], next);
      setDefinition(next.definition);
      setName(next.name);
      void client.invalidateQueries({ queryKey: ['automations'] });
      return true;
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
      return false;
    }
  };
  const save = () => act(() => changeAutomation(id, { name, definition }));
  const publish = async () => {
    if (changed && !(await save())) return;
    await act(() => publishAutomation(id));
  };
  const step = open && open !== 'trigger' ? stepAt(definition, open) : undefined;
  return (
    <>
      <PageHeader
        icon={<Workflow size={18} strokeWidth={1.75} />}
        title={automation.name}
        after={<StateBadge automation={automation} />}
        actions={
          <>
            {changed && (
              <Button variant="default" onClick={save}>
                {t('action.save')}
              </Button>
            )}
            {automation.state === 'on' && !changed ? (
              <Button variant="default" onClick={() => act(() => pauseAutomation(id))}>
                {t('automation.pause')}
              </Button>
            ) : (
              <Button onClick={publish}>{t('automation.switch_on')}</Button>
            )}
          </>
        }
      />
      <PageBody wide>
        <Tabs defaultValue="flow" keepMounted={false}>
          <Tabs.List mb="md">
            <Tabs.Tab value="flow">{t('automation.flow')}</Tabs.Tab>
            <Tabs.Tab value="trial">{t('automation.trial')}</Tabs.Tab>
            <Tabs.Tab value="runs">{t('automation.runs')}</Tabs.Tab>
            <Tabs.Tab value="versions">{t('automation.versions')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="flow">
            <Group mb="md" align="flex-end">
              <TextInput
                label={t('automation.name')}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button variant="subtle" color="red" onClick={() => setLeaving(true)}>
                {t('automation.remove')}
              </Button>
            </Group>
            {leaving && (
              <Ask
                title={t('automation.remove_title', { name: automation.name })}
                confirm={t('automation.remove')}
                danger
                onConfirm={drop}
                onClose={() => setLeaving(false)}
              >
                {t('automation.remove_text')}
              </Ask>
            )}
            <Flow
              definition={definition}
              open={open}
              problems={changed ? new Map() : byCard(automation.problems)}
              onOpen={setOpen}
              onChange={setDefinition}
            />
          </Tabs.Panel>
          <Tabs.Panel value="trial">
            <Trial id={id} definition={definition} />
          </Tabs.Panel>
          <Tabs.Panel value="runs">
            <Runs id={id} />
          </Tabs.Panel>
          <Tabs.Panel value="versions">
            <Versions
              id={id}
              onTake={(old) => {
                setDefinition(old);
                notifications.show({ message: t('automation.taken') });
              }}
            />
          </Tabs.Panel>
        </Tabs>
      </PageBody>
      <Drawer
        opened={open !== null}
        onClose={() => setOpen(null)}
        position="right"
        closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
        title={step ? t(`automation.step.${step.do}`) : t('automation.starts')}
      >
        {open === 'trigger' && <TriggerForm automation={automation} definition={definition} onChange={setDefinition} />}
        {open && step && (
          <StepForm
            id={id}
            definition={definition}
            step={step}
            item={itemOf(definition, open)}
            onChange={(next) => {
              const [list, place] = placeOf(open);
              const put = (steps: Definition['steps']) => steps.map((old, index) => (index === place ? next : old));
              setDefinition({ ...definition, steps: changeList(definition.steps, list, put) });
            }}
          />
        )}
      </Drawer>
    </>
  );
}

/** The object of the innermost loop a step lies in. */
function itemOf(definition: Definition, path: string): string | undefined {
  const parts = path.split('.');
  for (let end = parts.lastIndexOf('steps'); end > 0; end = parts.lastIndexOf('steps', end - 1)) {
    const step = stepAt(definition, parts.slice(0, end).join('.'));
    if (step?.do === 'each') return step.object;
  }
  return undefined;
}

function Trial({ id, definition }: { id: string; definition: Definition }) {
  const [record, setRecord] = useState<LinkValue | null>(null);
  const [told, setTold] = useState<{ meets: boolean; log: LogLine[] } | null>(null);
  const tryIt = async () => {
    try {
      setTold(await tryAutomation(id, { record: record?.id, definition }));
    } catch (error) {
      setTold(null);
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };
  return (
    <Stack maw={560}>
      <Text size="sm">{t('automation.trial_text')}</Text>
      {definition.object && (
        <LinkPicker to={definition.object} label={t('automation.record')} value={record} onChange={setRecord} />
      )}
      <Button onClick={tryIt} disabled={!!definition.object && !record} style={{ alignSelf: 'flex-start' }}>
        {t('automation.try')}
      </Button>
      {told && (
        <Stack aria-live="polite">
          {!told.meets && <Text c="orange">{t('automation.not_met')}</Text>}
          <Log lines={told.log} />
          <Text size="sm" c="dimmed">
            {t('automation.nothing_stays')}
          </Text>
        </Stack>
      )}
    </Stack>
  );
}

function Versions({ id, onTake }: { id: string; onTake: (definition: Definition) => void }) {
  const versions = useQuery({
    queryKey: ['automation-versions', id],
    queryFn: ({ signal }) => listVersions(id, signal),
  });
  if (!versions.data?.data.length) return <Text c="dimmed">{t('automation.no_versions')}</Text>;
  return (
    <Table className={pageClasses.panel}>
      <Table.Tbody>
        {versions.data.data.map((one) => (
          <Table.Tr key={one.version}>
            <Table.Td>{t('automation.version', { number: one.version })}</Table.Td>
            <Table.Td>{one.by}</Table.Td>
            <Table.Td>{formatTimestamp(one.at)}</Table.Td>
            <Table.Td>
              <Button variant="subtle" size="compact-sm" onClick={() => onTake(one.definition)}>
                {t('automation.take')}
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
