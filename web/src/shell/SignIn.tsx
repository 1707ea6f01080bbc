// The door: e-mail, password, and one clear reason when it stays shut.
import { Alert, Anchor, Button, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { describeProblem } from '../api/describe.ts';
import { Problem } from '../api/problem.ts';
import { createSession } from '../api/session.ts';
import type { Session } from '../api/types.ts';
import { currentLanguage, type Language, matchLanguage, t } from '../i18n/index.ts';
import { Logo } from '../ui/Logo.tsx';
import classes from './door.module.css';
import { languageOption, languageOptions } from './options.ts';

export function signInProblem(error: unknown): string {
  return error instanceof Problem && error.code === 'unauthenticated' ? t('signin.wrong') : describeProblem(error);
}

interface Props {
  onDone: (session: Session) => void;
  onLanguage: (language: Language) => Promise<void>;
}

export function SignIn({ onDone, onLanguage }: Props) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [workspace, setWorkspace] = useState('');
  const [asksWorkspace, setAsksWorkspace] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const submit = async () => {
    setBusy(true);
    setFailure(null);
    try {
      onDone(
        await createSession({
          email: email.trim(),
          password,
          ...(workspace.trim() ? { workspace: workspace.trim() } : {}),
        }),
      );
    } catch (error) {
      setFailure(signInProblem(error));
      setBusy(false);
    }
  };

  return (
    <main className={classes.door}>
      <form
        className={classes.card}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="md">
          <Logo size={40} />
          <div>
            <Title order={1} size="h2">
              {t('signin.title')}
            </Title>
            <Text c="dimmed" size="sm">
              {t('signin.text')}
            </Text>
          </div>
          {failure && (
            <Alert color="red" variant="light" role="alert">
              {failure}
            </Alert>
          )}
          <TextInput
            label={t('signin.email')}
            type="email"
            name="email"
            autoComplete="username"
            required
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('signin.password')}
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {asksWorkspace && (
            <TextInput
              label={t('signin.workspace')}
              description={t('signin.workspace_help')}
              name="workspace"
              value={workspace}
              onChange={(event) => setWorkspace(event.currentTarget.value)}
            />
          )}
          <Button type="submit" size="md" loading={busy} fullWidth>
            {t('signin.submit')}
          </Button>
          {!asksWorkspace && (
            <Anchor component="button" type="button" size="xs" c="dimmed" onClick={() => setAsksWorkspace(true)}>
              {t('signin.other_workspace')}
            </Anchor>
          )}
          <Select
            size="xs"
            variant="unstyled"
            aria-label={t('shell.language')}
            data={languageOptions()}
            value={languageOption(currentLanguage())}
            onChange={(next) => void onLanguage(matchLanguage(next))}
            allowDeselect={false}
          />
        </Stack>
      </form>
    </main>
  );
}
