// The settings of the company as a whole: its name, its money, its time and its languages. Saved together.
import { Alert, NumberInput, Select, SimpleGrid, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { changeWorkspace, findWorkspace, type WorkspaceRow } from '../../../api/admin.ts';
import { describeProblem } from '../../../api/describe.ts';
import { keys } from '../../../api/query.ts';
import { findSession } from '../../../api/session.ts';
import { countries } from '../../../field/shared/countries.ts';
import { formatting, weekdayName } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { languageOption, languageOptions, zoneOptions } from '../../../shell/options.ts';
import pageClasses from '../../../ui/page.module.css';
import { SaveBar } from '../SaveBar.tsx';
import { Section } from '../Section.tsx';

const WORKSPACE = ['admin', 'workspace'] as const;
const EDITED = ['name', 'currency', 'zone', 'language', 'country', 'first_weekday', 'trash_days'] as const;
type Draft = Pick<WorkspaceRow, (typeof EDITED)[number]>;

const draftOf = (row: WorkspaceRow): Draft => ({
  name: row.name,
  currency: row.currency,
  zone: row.zone,
  language: languageOption(row.language),
  country: row.country,
  first_weekday: row.first_weekday,
  trash_days: row.trash_days,
});

function currencyOptions() {
  const names = new Intl.DisplayNames(formatting.locale, { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: `${code} · ${names.of(code) ?? code}`,
  }));
}

export function Workspace() {
  const workspace = useQuery({ queryKey: WORKSPACE, queryFn: ({ signal }) => findWorkspace(signal) });
  return (
    <Section title={t('settings.workspace')} text={t('workspace.text')}>
      {workspace.isError && <ProblemView error={workspace.error} onRetry={() => workspace.refetch()} />}
      {workspace.isPending && <Skeleton h={320} radius="lg" />}
      {workspace.data && <Form start={draftOf(workspace.data)} />}
    </Section>
  );
}

function Form({ start }: { start: Draft }) {
  const client = useQueryClient();
  const [before, setBefore] = useState(start);
  const [draft, setDraft] = useState(start);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const set = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const changed = EDITED.filter((key) => draft[key] !== before[key]);
  const save = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await changeWorkspace(Object.fromEntries(changed.map((key) => [key, draft[key]])));
      setBefore(draft);
      void client.invalidateQueries({ queryKey: WORKSPACE });
      // Formats and the name at the left follow the session; lists show money and time anew.
      const session = await findSession();
      if (session) client.setQueryData(keys.session, session);
      void client.invalidateQueries({ queryKey: keys.dictionary });
      notifications.show({ message: t('workspace.saved') });
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {failure && (
        <Alert color="red" role="alert" mb="md">
          {failure}
        </Alert>
      )}
      <Stack gap="lg" className={pageClasses.form}>
        <TextInput
          label={t('setup.workspace')}
          description={t('workspace.name_help')}
          required
          maw={420}
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Block title={t('workspace.place')} text={t('workspace.place_text')}>
          <Select
            label={t('workspace.country')}
            description={t('workspace.country_help')}
            data={countries()}
            value={draft.country.toUpperCase() || null}
            onChange={(country) => country && set({ country })}
            searchable
            limit={80}
            allowDeselect={false}
          />
          <Select
            label={t('setup.language')}
            description={t('workspace.language_help')}
            data={languageOptions()}
            value={draft.language}
            onChange={(language) => language && set({ language })}
            allowDeselect={false}
          />
          <Select
            label={t('setup.zone')}
            description={t('workspace.zone_help')}
            data={zoneOptions()}
            value={draft.zone}
            onChange={(zone) => zone && set({ zone })}
            searchable
            limit={60}
            allowDeselect={false}
          />
          <Select
            label={t('workspace.first_weekday')}
            description={t('workspace.first_weekday_help')}
            data={[1, 6, 7].map((day) => ({ value: String(day), label: weekdayName(day) }))}
            value={String(draft.first_weekday === 0 ? 7 : draft.first_weekday)}
            onChange={(day) => day && set({ first_weekday: Number(day) })}
            allowDeselect={false}
          />
        </Block>
        <Block title={t('workspace.money')} text={t('workspace.money_text')}>
          <Select
            label={t('setup.currency')}
            description={t('workspace.currency_help')}
            data={currencyOptions()}
            value={draft.currency}
            onChange={(currency) => currency && set({ currency })}
            searchable
            limit={60}
            allowDeselect={false}
          />
        </Block>
        <Block title={t('settings.trash')} text={t('workspace.trash_text')}>
          <NumberInput
            label={t('workspace.trash_days')}
            description={t('workspace.trash_days_help')}
            min={0}
            max={3650}
            allowDecimal={false}
            value={draft.trash_days}
            onChange={(days) => set({ trash_days: Number(days) || 0 })}
          />
        </Block>
      </Stack>
      <SaveBar
        count={changed.length}
        busy={busy}
        disabled={!draft.name.trim()}
        onSave={() => void save()}
        onDiscard={() => setDraft(before)}
      />
    </>
  );
}

function Block({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section>
      <Title order={3} size="h4">
        {title}
      </Title>
      <Text size="xs" c="dimmed" mb="sm">
        {text}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="md">
        {children}
      </SimpleGrid>
    </section>
  );
}
