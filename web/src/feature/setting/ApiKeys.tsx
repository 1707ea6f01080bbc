// Keys for scripts: made with a role and an end, shown once, taken away at any time.
import {
  ActionIcon,
  Alert,
  Button,
  CopyButton,
  Group,
  Loader,
  Modal,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
} from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { createApiKey, listApiKeys, listRoles, removeApiKey } from '../../api/admin.ts';
import { describeProblem } from '../../api/describe.ts';
import type { ApiKey } from '../../api/types.ts';
import { dayInput, formatDate, formatRelative, instantOf } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import pageClasses from '../../ui/page.module.css';
import { Ask } from './Ask.tsx';
import { Section } from './Section.tsx';
import classes from './setting.module.css';

const KEYS = ['admin', 'keys'] as const;

export function ApiKeys() {
  const client = useQueryClient();
  const [open, dialog] = useDisclosure(false);
  const list = useQuery({ queryKey: KEYS, queryFn: ({ signal }) => listApiKeys(signal) });
  const roles = useQuery({ queryKey: ['admin', 'roles'], queryFn: ({ signal }) => listRoles(signal) });
  const [name, setName] = useState('');
  const [role, setRole] = useState<string | null>(null);
  const [end, setEnd] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<ApiKey | null>(null);

  const close = () => {
    dialog.close();
    setSecret(null);
    setFailure(null);
    setName('');
    setEnd(null);
  };
  const submit = async () => {
    setFailure(null);
    try {
      const made = await createApiKey({
        name: name.trim(),
        role: role ?? roles.data?.data[0]?.id ?? '',
        expires_at: end ? instantOf(`${end.slice(0, 10)} 23:59:59`) : null,
      });
      setSecret(made.secret ?? '');
      void client.invalidateQueries({ queryKey: KEYS });
    } catch (error) {
      setFailure(describeProblem(error));
    }
  };
  const drop = async (id: string) => {
    try {
      await removeApiKey(id);
      setLeaving(null);
      void client.invalidateQueries({ queryKey: KEYS });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };

  return (
    <Section
      title={t('settings.keys')}
      text={t('keys.text')}
      actions={
        <Button leftSection={<Plus size={15} />} onClick={dialog.open}>
          {t('keys.create')}
        </Button>
      }
    >
      {list.isError && <ProblemView error={list.error} onRetry={() => list.refetch()} />}
      {list.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
      {list.data?.data.length === 0 && (
        <Blank
          compact
          icon={<KeyRound size={22} strokeWidth={1.6} />}
          title={t('keys.none')}
          text={t('keys.none_text')}
        />
      )}
      {(list.data?.data.length ?? 0) > 0 && (
        <Table.ScrollContainer minWidth={520} className={pageClasses.panel}>
          <Table verticalSpacing={7}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('setup.name')}</Table.Th>
                <Table.Th>{t('users.role')}</Table.Th>
                <Table.Th>{t('keys.expires')}</Table.Th>
                <Table.Th>{t('keys.used')}</Table.Th>
                <Table.Th>
                  <span className="visually-hidden">{t('keys.remove')}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data?.data.map((key) => (
                <Table.Tr key={key.id}>
                  <Table.Td>{key.name}</Table.Td>
                  <Table.Td>{key.role?.title ?? '—'}</Table.Td>
                  <Table.Td>{key.expires_at ? formatDate(key.expires_at) : t('keys.never')}</Table.Td>
                  <Table.Td>{key.last_used_at ? formatRelative(key.last_used_at) : '—'}</Table.Td>
                  <Table.Td ta="right">
                    <ActionIcon aria-label={t('keys.remove_named', { name: key.name })} onClick={() => setLeaving(key)}>
                      <Trash2 size={14} />
                    </ActionIcon>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {leaving && (
        <Ask
          title={t('keys.remove_title', { name: leaving.name })}
          confirm={t('keys.remove')}
          danger
          onConfirm={() => drop(leaving.id)}
          onClose={() => setLeaving(null)}
        >
          {[
            leaving.last_used_at && t('keys.remove_used', { when: formatRelative(leaving.last_used_at) }),
            t('keys.remove_text'),
          ]
            .filter(Boolean)
            .join(' ')}
        </Ask>
      )}
      <Modal
        opened={open}
        onClose={close}
        title={t('keys.create')}
        closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
      >
        {secret === null ? (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void submit();
            }}
          >
            <Stack gap="sm">
              {failure && (
                <Alert color="red" role="alert">
                  {failure}
                </Alert>
              )}
              <TextInput
                label={t('setup.name')}
                placeholder={t('keys.name_example')}
                required
                data-autofocus
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Select
                label={t('users.role')}
                data={(roles.data?.data ?? []).map((one) => ({ value: one.id, label: one.name }))}
                value={role ?? roles.data?.data[0]?.id ?? null}
                onChange={setRole}
                allowDeselect={false}
              />
              <DateInput
                label={t('keys.expires')}
                placeholder={t('keys.never')}
                {...dayInput()}
                value={end}
                onChange={setEnd}
                clearable
              />
              <Group justify="flex-end">
                <Button variant="subtle" color="gray" onClick={close}>
                  {t('action.cancel')}
                </Button>
                <Button type="submit" disabled={!name.trim()}>
                  {t('action.create')}
                </Button>
              </Group>
            </Stack>
          </form>
        ) : (
          <Stack gap="sm">
            <Text size="sm">{t('keys.once')}</Text>
            <div className={classes.secret}>{secret}</div>
            <Group justify="flex-end">
              <CopyButton value={secret}>
                {({ copied, copy }) => (
                  <Button variant="light" onClick={copy}>
                    {copied ? t('keys.copied') : t('keys.copy')}
                  </Button>
                )}
              </CopyButton>
              <Button onClick={close}>{t('keys.done')}</Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </Section>
  );
}
