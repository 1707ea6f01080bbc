// What is one's own: name, language and time zone, looks, keyboard, password, and where one is signed in.
import {
  Button,
  PasswordInput,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
  useMantineColorScheme,
} from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { keys } from '../../api/query.ts';
import { changeOwnUser, findSession } from '../../api/session.ts';
import { useSession } from '../../api/session_context.tsx';
import { keepLanguage, matchLanguage, t } from '../../i18n/index.ts';
import { languageOption, languageOptions, zoneOptions } from '../../shell/options.ts';
import pageClasses from '../../ui/page.module.css';
import { setSingleKeys, useSingleKeys } from '../../ui/shortcuts.ts';
import { Section } from './Section.tsx';
import { Sessions } from './Sessions.tsx';
import classes from './setting.module.css';

type Density = 'comfortable' | 'compact';

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
  const singleKeys = useSingleKeys();
  // The same name under which the lists keep it.
  const [density, setDensity] = useLocalStorage<Density>({
    key: 'kith-density',
    defaultValue: 'comfortable',
    getInitialValueInEffect: false,
  });

  const save = async (body: Parameters<typeof changeOwnUser>[0]) => {
    setBusy(true);
    try {
      await changeOwnUser(body);
      // What the server answers to the change is not relied on; the session is read again.
      if (body.language) keepLanguage(matchLanguage(body.language));
      const session = await findSession();
      if (session) client.setQueryData(keys.session, session);
      // A new password ends those elsewhere.
      if (body.password) void client.invalidateQueries({ queryKey: keys.ownSessions });
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
      <Stack gap="md">
        <Part title={t('profile.you')} text={t('profile.you_text')}>
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
            description={t('profile.zone_help')}
            data={zoneOptions()}
            value={zone}
            onChange={(value) => setZone(value ?? zone)}
            allowDeselect={false}
            searchable
            limit={60}
          />
          <Button
            style={{ alignSelf: 'flex-start' }}
            loading={busy}
            onClick={() => void save({ name, language, zone })}
          >
            {t('action.save')}
          </Button>
        </Part>
        <Part title={t('theme.title')} text={t('profile.looks_text')}>
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
          <SegmentedControl
            aria-label={t('profile.density')}
            value={density}
            onChange={(value) => setDensity(value as Density)}
            data={[
              { value: 'comfortable', label: t('profile.density_comfortable') },
              { value: 'compact', label: t('profile.density_compact') },
            ]}
          />
        </Part>
        <Part title={t('profile.keyboard')} text={t('profile.keyboard_text')}>
          <Switch
            label={t('profile.single_keys')}
            description={t('profile.single_keys_help')}
            checked={singleKeys}
            onChange={(event) => setSingleKeys(event.currentTarget.checked)}
          />
        </Part>
        <Part title={t('settings.password_change')} text={t('profile.password_text')}>
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
        </Part>
        <Part title={t('sessions.title')} text={t('sessions.text')}>
          <Sessions />
        </Part>
      </Stack>
    </Section>
  );
}

/** A part of the profile: what it is about at the left, what can be set at the right. */
function Part({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className={`${pageClasses.form} ${classes.part}`} aria-label={title}>
      <div>
        <Title order={3} size="h4">
          {title}
        </Title>
        <Text size="xs" c="dimmed">
          {text}
        </Text>
      </div>
      <Stack gap="sm">{children}</Stack>
    </section>
  );
}
