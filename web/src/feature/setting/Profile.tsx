// One's own name, language, time zone, color scheme and password.
import {
  Button,
  Divider,
  PasswordInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
  useMantineColorScheme,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { keys } from '../../api/query.ts';
import { changeOwnUser, findSession } from '../../api/session.ts';
import { useSession } from '../../api/session_context.tsx';
import { keepLanguage, matchLanguage, t } from '../../i18n/index.ts';
import { languageOption, languageOptions, zoneOptions } from '../../shell/options.ts';
import { Section } from './Section.tsx';

export function Profile() {
  const session = useSession();
  const client = useQueryClient();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [name, setName] = useState(session.user.name);
  const [language, setLanguage] = useState(languageOption(session.user.language || session.workspace.language));
  const [zone, setZone] = useState(session.user.zone);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [busy, setBusy] = useState(false);

  const save = async (body: Parameters<typeof changeOwnUser>[0]) => {
    setBusy(true);
    try {
      await changeOwnUser(body);
      // What the server answers to the change is not relied on; the session is read again.
      if (body.language) keepLanguage(matchLanguage(body.language));
      const session = await findSession();
      if (session) client.setQueryData(keys.session, session);
      notifications.show({ message: t('settings.saved') });
      setCurrent('');
      setNext('');
    } catch (error) {
      notifications.show({ color: 'red', title: t('settings.not_saved'), message: describeProblem(error) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Section title={t('settings.profile')} text={session.user.email}>
      <Stack maw={420} gap="sm">
        <TextInput label={t('setup.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Select
          label={t('setup.language')}
          data={languageOptions()}
          value={language}
          onChange={(value) => setLanguage(value ?? 'en')}
          allowDeselect={false}
        />
        <Select
          label={t('setup.zone')}
          data={zoneOptions()}
          value={zone}
          onChange={(value) => setZone(value ?? zone)}
          allowDeselect={false}
          searchable
          limit={60}
        />
        <Button style={{ alignSelf: 'flex-start' }} loading={busy} onClick={() => void save({ name, language, zone })}>
          {t('action.save')}
        </Button>
        <Divider my="sm" />
        <Text size="sm" fw={560}>
          {t('theme.title')}
        </Text>
        <SegmentedControl
          aria-label={t('theme.title')}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as 'light' | 'dark' | 'auto')}
          data={[
            { value: 'light', label: t('theme.light') },
            { value: 'dark', label: t('theme.dark') },
            { value: 'auto', label: t('theme.auto') },
          ]}
        />
        <Divider my="sm" />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void save({ password: { current, new: next } });
          }}
        >
          <Stack gap="sm">
            <PasswordInput
              label={t('settings.password_current')}
              autoComplete="current-password"
              value={current}
              onChange={(event) => setCurrent(event.currentTarget.value)}
            />
            <PasswordInput
              label={t('settings.password_new')}
              description={t('setup.password_help')}
              autoComplete="new-password"
              value={next}
              onChange={(event) => setNext(event.currentTarget.value)}
            />
            <Button
              type="submit"
              variant="default"
              style={{ alignSelf: 'flex-start' }}
              disabled={!current || !next}
              loading={busy}
            >
              {t('settings.password_change')}
            </Button>
          </Stack>
        </form>
      </Stack>
    </Section>
  );
}
