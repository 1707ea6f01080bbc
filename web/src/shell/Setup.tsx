// The first run: names the workspace and makes its first administrator. The server's terminal shows the code that proves who one is.
import { Alert, Button, PasswordInput, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { describeField, describeProblem } from '../api/describe.ts';
import { Problem } from '../api/problem.ts';
import { createSetup } from '../api/session.ts';
import type { Session } from '../api/types.ts';
import { currentLanguage, type Language, matchLanguage, t } from '../i18n/index.ts';
import { Logo } from '../ui/Logo.tsx';
import classes from './door.module.css';
import { languageOption, languageOptions, zoneOptions } from './options.ts';

const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'CZK', 'RSD', 'PLN', 'HUF', 'NOK', 'DKK'];

interface Props {
  onDone: (session: Session) => void;
  onLanguage: (language: Language) => Promise<void>;
}

export default function Setup({ onDone, onLanguage }: Props) {
  const [body, setBody] = useState({
    workspace_name: '',
    name: '',
    email: '',
    password: '',
    currency: 'EUR',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    language: languageOption(currentLanguage()),
    code: '',
  });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const set = (key: keyof typeof body) => (value: string | null) => setBody((old) => ({ ...old, [key]: value ?? '' }));
  const beside = (key: string) =>
    problem instanceof Problem ? problem.problems.filter((one) => one.field === key).map(describeField)[0] : undefined;
  const text = (key: 'workspace_name' | 'name' | 'email' | 'code') => ({
    value: body[key],
    error: beside(key),
    required: true,
    onChange: (event: { currentTarget: { value: string } }) => set(key)(event.currentTarget.value),
  });

  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      onDone(await createSetup(body));
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };

  return (
    <main className={classes.door}>
      <form
        className={classes.card}
        data-wide
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <Logo size={40} />
          <div>
            <Title order={1} size="h2">
              {t('setup.title')}
            </Title>
            <Text c="dimmed" size="sm">
              {t('setup.text')}
            </Text>
          </div>
          {problem !== null && (
            <Alert color="red" role="alert">
              {describeProblem(problem)}
            </Alert>
          )}
          <TextInput label={t('setup.code')} description={t('setup.code_help')} autoComplete="off" {...text('code')} />
          <TextInput
            label={t('setup.workspace')}
            placeholder={t('setup.workspace_example')}
            {...text('workspace_name')}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput label={t('setup.name')} autoComplete="name" {...text('name')} />
            <TextInput label={t('signin.email')} type="email" autoComplete="username" {...text('email')} />
          </SimpleGrid>
          <PasswordInput
            label={t('signin.password')}
            description={t('setup.password_help')}
            autoComplete="new-password"
            required
            value={body.password}
            error={beside('password')}
            onChange={(event) => set('password')(event.currentTarget.value)}
          />
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
            <Select
              label={t('setup.currency')}
              data={CURRENCIES}
              value={body.currency}
              onChange={set('currency')}
              allowDeselect={false}
              searchable
            />
            <Select
              label={t('setup.zone')}
              data={zoneOptions()}
              value={body.zone}
              onChange={set('zone')}
              allowDeselect={false}
              searchable
              limit={60}
            />
            <Select
              label={t('setup.language')}
              data={languageOptions()}
              value={body.language}
              onChange={(next) => {
                set('language')(next);
                void onLanguage(matchLanguage(next));
              }}
              allowDeselect={false}
            />
          </SimpleGrid>
          <Button type="submit" size="md" loading={busy}>
            {t('setup.submit')}
          </Button>
        </Stack>
      </form>
    </main>
  );
}
