// The bar above every page: search, create, who is signed in.
import { ActionIcon, Button, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import {
  Check,
  Compass,
  FlaskConical,
  Keyboard,
  Languages,
  LogOut,
  Menu as MenuIcon,
  Monitor,
  Moon,
  Plus,
  Search,
  Settings,
  Sun,
} from 'lucide-react';
import { describeProblem } from '../api/describe.ts';
import { inPractice, toPractice } from '../api/place.ts';
import { keys } from '../api/query.ts';
import { changeOwnUser, findSession } from '../api/session.ts';
import { useSession } from '../api/session_context.tsx';
import { useDictionary } from '../dictionary/context.tsx';
import { navigationGroups } from '../dictionary/dictionary.ts';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { Bell } from '../feature/notification/Bell.tsx';
import { beginTour } from '../feature/tour/tour_state.ts';
import { keepLanguage, matchLanguage, t } from '../i18n/index.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Keys } from '../ui/Keys.tsx';
import { printedLine } from '../ui/shortcuts.ts';
import { createKeys } from './keys.ts';
import { languageOption, languageOptions } from './options.ts';
import { palette } from './palette/store.ts';
import classes from './shell.module.css';
import { useSignOut } from './use_app_actions.tsx';

const SCHEMES = [
  { key: 'light', icon: Sun },
  { key: 'dark', icon: Moon },
  { key: 'auto', icon: Monitor },
] as const;

function CreateMenu() {
  const dictionary = useDictionary();
  const objects = navigationGroups(dictionary)
    .flatMap((group) => group.primary)
    .filter((object) => object.can.create);
  const shortcuts = createKeys(objects);
  if (!objects.length) return null;
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Button size="compact-md" variant="default" leftSection={<Plus size={15} />} visibleFrom="sm">
          {t('action.create')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="70dvh" style={{ overflowY: 'auto' }}>
        {objects.map((object) => (
          <Menu.Item
            key={object.key}
            leftSection={<ObjectIcon object={object} />}
            rightSection={shortcuts.has(object.key) && <Keys keys={shortcuts.get(object.key) ?? ''} />}
            renderRoot={(props) => <Link to="/$plural/new" params={{ plural: object.plural }} {...props} />}
          >
            {object.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** One's own language; the texts change as soon as the server has it. */
function LanguageMenu() {
  const session = useSession();
  const client = useQueryClient();
  const mine = languageOption(session.user.language || session.workspace.language);
  const choose = async (language: string) => {
    try {
      await changeOwnUser({ language });
      keepLanguage(matchLanguage(language));
      const changed = await findSession();
      if (changed) client.setQueryData(keys.session, changed);
    } catch (error) {
      notifications.show({ color: 'red', title: t('settings.not_saved'), message: describeProblem(error) });
    }
  };
  return (
    <Menu.Sub position="left-start">
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<Languages size={15} />}>{t('shell.language')}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {languageOptions().map(({ value, label }) => (
          <Menu.Item
            key={value}
            lang={matchLanguage(value)}
            rightSection={value === mine ? <Check size={14} /> : null}
            onClick={() => void choose(value)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

function UserMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const session = useSession();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <button type="button" className="bare-button" data-tour="user">
          <span className="visually-hidden">{t('shell.user_menu', { name: session.user.name })}</span>
          <Avatar name={session.user.name} size={30} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {session.user.name}
          <br />
          {session.user.email}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('theme.title')}</Menu.Label>
        {SCHEMES.map(({ key, icon: Icon }) => (
          <Menu.Item
            key={key}
            leftSection={<Icon size={15} />}
            rightSection={colorScheme === key ? <Check size={14} /> : null}
            onClick={() => setColorScheme(key)}
            closeMenuOnClick={false}
          >
            {t(`theme.${key}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <LanguageMenu />
        <Menu.Item leftSection={<Settings size={15} />} onClick={() => navigate({ to: '/settings' })}>
          {t('settings.title')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Keyboard size={15} />}
          onClick={onShortcuts}
          rightSection={<Keys keys="?" />}
          visibleFrom="sm"
        >
          {t('shortcut.title')}
        </Menu.Item>
        <Menu.Item leftSection={<Compass size={15} />} onClick={beginTour}>
          {t('tour.begin')}
        </Menu.Item>
        <Menu.Item leftSection={<FlaskConical size={15} />} component="a" href={inPractice ? '/' : toPractice('/')}>
          {t(inPractice ? 'practice.leave' : 'practice.enter')}
        </Menu.Item>
        {!inPractice && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<LogOut size={15} />} onClick={() => void signOut()}>
              {t('shell.sign_out')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

export function TopBar({
  phone,
  onMenu,
  onShortcuts,
}: {
  phone: boolean;
  onMenu: () => void;
  onShortcuts: () => void;
}) {
  return (
    <header className={classes.bar}>
      {phone && (
        <ActionIcon onClick={onMenu} aria-label={t('shell.menu')}>
          <MenuIcon size={19} />
        </ActionIcon>
      )}
      <Tooltip label={t('search.hint', { slash: '/', keys: printedLine('mod+k') })} disabled={phone}>
        <button
          type="button"
          className={classes.search}
          data-tour="search"
          onClick={palette.open}
          aria-keyshortcuts="/ Control+K Meta+K"
        >
          <Search size={15} aria-hidden="true" />
          <span className={classes.searchText}>{t('search.open')}</span>
          {!phone && <Keys keys="mod+k" />}
        </button>
      </Tooltip>
      <span className={classes.grow} />
      <CreateMenu />
      <Bell phone={phone} />
      <UserMenu onShortcuts={onShortcuts} />
    </header>
  );
}
