// The session ended while someone worked: asks for the password over the page, so that nothing typed is lost.
import { Alert, Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { createSession } from '../api/session.ts';
import type { Session } from '../api/types.ts';
import { t } from '../i18n/index.ts';
import { signInProblem } from './SignIn.tsx';

export function SignInAgain({ session, onDone }: { session: Session; onDone: (session: Session) => void }) {
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async () => {
    setBusy(true);
    setFailure(null);
    try {
      onDone(await createSession({ email: session.user.email, password, workspace: session.workspace.key }));
    } catch (error) {
      setFailure(signInProblem(error));
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      title={t('signin.again')}
      closeOnEscape={false}
      closeOnClickOutside={false}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('signin.again_text', { email: session.user.email })}
          </Text>
          {failure && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <PasswordInput
            label={t('signin.password')}
            autoComplete="current-password"
            data-autofocus
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="subtle" color="gray" onClick={() => window.location.reload()}>
              {t('signin.someone_else')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('signin.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
