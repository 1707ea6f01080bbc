// One role: its name, what it may do with the records of each object, which fields it does not see. Saved as a whole.
import { ActionIcon, Alert, Button, Group, Loader, Select, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, Eye } from 'lucide-react';
import { useState } from 'react';
import { changeRole, createRole } from '../../../api/admin.ts';
import { describeProblem } from '../../../api/describe.ts';
import { useSession } from '../../../api/session_context.tsx';
import type { Role } from '../../../api/types.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import pageClasses from '../../../ui/page.module.css';
import { Ask } from '../Ask.tsx';
import { SaveBar } from '../SaveBar.tsx';
import { Section } from '../Section.tsx';
import { changesOf, type Draft, draftOf, fresh, rightsOf, withRight } from './draft.ts';
import { FieldLimits } from './FieldLimits.tsx';
import { RoleMatrix } from './RoleMatrix.tsx';
import { RoleWords } from './RoleWords.tsx';
import classes from './role.module.css';
import { ROLES, useRoles, useSeeAs, useUsersByRole } from './roles.ts';

/** Loads the role named by the address, or begins a new one, empty or as another is. */
export function RolePage({ id, copy }: { id: string; copy: string | undefined }) {
  const roles = useRoles();
  if (roles.isError) return <ProblemView error={roles.error} onRetry={() => roles.refetch()} />;
  if (roles.isPending) return <Loader size="xs" type="dots" aria-hidden="true" />;
  const role = roles.data.data.find((one) => one.id === id);
  const model = roles.data.data.find((one) => one.id === copy);
  if (!role && id !== 'new') return <Text c="dimmed">{t('roles.gone')}</Text>;
  const start = role
    ? draftOf(role)
    : model
      ? { ...draftOf(model), name: t('roles.copy_of', { role: model.name }) }
      : fresh();
  return <Editor key={role?.id ?? `new ${copy ?? ''}`} role={role} start={start} />;
}

function Editor({ role, start }: { role: Role | undefined; start: Draft }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const session = useSession();
  const seeAs = useSeeAs();
  const holders = useUsersByRole().get(role?.id ?? '') ?? [];
  const [draft, setDraft] = useState(start);
  const [before, setBefore] = useState(role ? start : { ...fresh(), name: '' });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const changed = changesOf(before, draft);
  const mine = role?.id === session.role.id;

  const save = async () => {
    setBusy(true);
    setFailure(null);
    const body = { ...draft, name: draft.name.trim() };
    try {
      const saved = role ? await changeRole(role.id, body) : await createRole(body);
      setBefore(draft);
      await client.invalidateQueries({ queryKey: ROLES });
      notifications.show({ message: t(role ? 'roles.saved' : 'roles.made', { role: saved.name }) });
      if (!role) await navigate({ to: '/settings/roles/$id', params: { id: saved.id }, ignoreBlocker: true });
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  // Who takes the administration away from the role they have cannot give it back to themselves.
  const losesOwn = mine && before.administrator && !draft.administrator;

  return (
    <Section
      title={
        <Group gap="xs" component="span">
          <ActionIcon
            aria-label={t('settings.roles')}
            renderRoot={(props) => <Link to="/settings/$part" params={{ part: 'roles' }} {...props} />}
          >
            <ArrowLeft size={16} />
          </ActionIcon>
          {role ? role.name : t('roles.new')}
        </Group>
      }
      text={role && (holders.length ? t('roles.users', { count: holders.length }) : t('roles.nobody'))}
      actions={
        role && (
          <Button variant="default" leftSection={<Eye size={15} />} onClick={() => void seeAs(role)}>
            {t('roles.see_as')}
          </Button>
        )
      }
    >
      {failure && (
        <Alert color="red" role="alert" mb="md">
          {failure}
        </Alert>
      )}
      <Stack gap="md" className={pageClasses.form}>
        <TextInput
          label={t('setup.name')}
          placeholder={t('roles.name_example')}
          maw={360}
          required
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <Switch
          label={t('roles.is_administrator')}
          description={t('roles.administrator')}
          checked={draft.administrator}
          onChange={(event) => setDraft({ ...draft, administrator: event.currentTarget.checked })}
        />
        {losesOwn && <Alert color="clay">{t('roles.loses_own')}</Alert>}
        <section className={classes.summary} aria-label={t('roles.in_words')} aria-live="polite">
          <Text size="xs" fw={600} c="dimmed" mb={4}>
            {t('roles.in_words')}
          </Text>
          <RoleWords role={draft} />
        </section>
        {!draft.administrator && <Rules draft={draft} changed={changed} onChange={setDraft} />}
      </Stack>
      <SaveBar
        count={changed.size}
        busy={busy}
        disabled={!draft.name.trim()}
        saveLabel={role ? undefined : t('action.create')}
        onSave={() => (losesOwn ? setAsking(true) : void save())}
        onDiscard={() => setDraft(before)}
      />
      {asking && (
        <Ask
          title={t('roles.loses_own_title')}
          confirm={t('roles.loses_own_confirm')}
          danger
          onConfirm={save}
          onClose={() => setAsking(false)}
        >
          {t('roles.loses_own')}
        </Ask>
      )}
    </Section>
  );
}

function Rules({
  draft,
  changed,
  onChange,
}: {
  draft: Draft;
  changed: ReadonlySet<string>;
  onChange: (next: Draft) => void;
}) {
  const dictionary = useDictionary();
  const others = dictionary.objects.filter((object) => !(object.key in draft.objects));
  return (
    <>
      <section>
        <Title order={3} size="h4">
          {t('roles.matrix')}
        </Title>
        <Text size="xs" c="dimmed" mb="sm">
          {t('roles.matrix_text')}
        </Text>
        <RoleMatrix draft={draft} changed={changed} onChange={onChange} />
        <Select
          mt="sm"
          maw={360}
          aria-label={t('roles.add_object')}
          placeholder={t('roles.add_object')}
          data={others.map((object) => ({ value: object.key, label: object.label_plural }))}
          value={null}
          searchable
          onChange={(key) => key && onChange(withRight(draft, key, rightsOf(draft, key)))}
        />
      </section>
      <section>
        <Title order={3} size="h4">
          {t('roles.fields')}
        </Title>
        <Text size="xs" c="dimmed" mb="sm">
          {t('roles.fields_text')}
        </Text>
        <FieldLimits draft={draft} changed={changed} onChange={onChange} />
      </section>
    </>
  );
}
