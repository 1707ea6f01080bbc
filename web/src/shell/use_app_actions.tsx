// What can be done anywhere: the keys the frame hears, and the same as actions of the palette.
import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Compass, Keyboard, LogOut, Monitor, Moon, PanelLeft, Redo2, Sun, Undo2 } from 'lucide-react';
import { forgetActs } from '../api/acts.ts';
import { keys } from '../api/query.ts';
import { removeSession } from '../api/session.ts';
import { stepBack } from '../api/undo.tsx';
import { useDictionary } from '../dictionary/context.tsx';
import { endPush } from '../feature/notification/push.ts';
import { forgetRecents } from '../feature/recent/recents.ts';
import { beginTour } from '../feature/tour/tour_state.ts';
import { t } from '../i18n/index.ts';
import { type Action, useActions } from '../ui/actions.ts';
import { type Shortcut, useShortcuts } from '../ui/shortcuts.ts';
import { createKeys, placeKeys } from './keys.ts';
import { useNavState } from './nav_state.ts';
import { palette } from './palette/store.ts';
import { FOLD_KEYS } from './SideBar.tsx';

const SIZE = 17;

/** Ends the session, and with it everything this device keeps of a person's work. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    // Whoever signs in here next is not told what was meant for this person.
    await endPush();
    await removeSession().catch(() => {});
    forgetRecents();
    forgetActs();
    client.clear();
    client.setQueryData(keys.session, null);
  };
}

function useGoing(): Shortcut[] {
  const navigate = useNavigate();
  const objects = useDictionary().objects.filter((object) => object.can.read !== 'none');
  const places = placeKeys(objects);
  const creations = createKeys(objects.filter((object) => object.can.create));
  const go = (to: '/' | '/import' | '/settings', label: string, name: string): Shortcut[] => {
    const pressed = places.get(name);
    return pressed ? [{ keys: pressed, label, group: t('search.go_to'), run: () => void navigate({ to }) }] : [];
  };
  const lists = objects.flatMap((object): Shortcut[] => {
    const pressed = places.get(object.key);
    const run = () => void navigate({ to: '/$plural', params: { plural: object.plural }, search: {} });
    return pressed ? [{ keys: pressed, label: object.label_plural, group: t('search.go_to'), run }] : [];
  });
  const news = objects.flatMap((object): Shortcut[] => {
    const pressed = creations.get(object.key);
    const run = () => void navigate({ to: '/$plural/new', params: { plural: object.plural } });
    return pressed ? [{ keys: pressed, label: object.label, group: t('action.create'), run }] : [];
  });
  return [
    ...go('/', t('shell.home'), 'home'),
    ...lists,
    ...go('/import', t('import.title'), 'import'),
    ...go('/settings', t('settings.title'), 'settings'),
    ...news,
  ];
}

export function useAppActions({ onShortcuts }: { onShortcuts: () => void }): void {
  const { setColorScheme } = useMantineColorScheme();
  const { toggleNarrow } = useNavState();
  const signOut = useSignOut();
  const going = useGoing();
  const everywhere = t('shortcut.everywhere');
  useShortcuts([
    // Heard here, not by the palette: it loads a moment later, and a key pressed before that opens it all the same.
    { keys: 'mod+k', label: t('search.palette'), group: everywhere, run: palette.toggle },
    { keys: '/', label: t('search.open'), group: everywhere, run: palette.open },
    { keys: '?', label: t('shortcut.title'), group: everywhere, run: onShortcuts },
    { keys: FOLD_KEYS, label: t('shell.toggle'), group: everywhere, run: toggleNarrow },
    { keys: 'mod+z', label: t('action.undo'), group: everywhere, leavesInputs: true, run: () => void stepBack(false) },
    {
      keys: 'mod+shift+z',
      label: t('action.redo'),
      group: everywhere,
      leavesInputs: true,
      run: () => void stepBack(true),
    },
    { keys: 'mod+y', label: t('action.redo'), group: everywhere, leavesInputs: true, run: () => void stepBack(true) },
    ...going,
  ]);
  const scheme = (key: 'light' | 'dark' | 'auto', icon: Action['icon']): Action => ({
    id: `theme-${key}`,
    label: `${t('theme.title')}: ${t(`theme.${key}`)}`,
    icon,
    onlyTyped: true,
    run: () => setColorScheme(key),
  });
  useActions({
    rank: 'app',
    title: t('search.app'),
    actions: [
      {
        id: 'undo',
        label: t('action.undo'),
        icon: <Undo2 size={SIZE} />,
        keys: 'mod+z',
        run: () => void stepBack(false),
      },
      {
        id: 'redo',
        label: t('action.redo'),
        icon: <Redo2 size={SIZE} />,
        keys: 'mod+shift+z',
        run: () => void stepBack(true),
      },
      { id: 'fold', label: t('shell.toggle'), icon: <PanelLeft size={SIZE} />, keys: FOLD_KEYS, run: toggleNarrow },
      { id: 'keys', label: t('shortcut.title'), icon: <Keyboard size={SIZE} />, keys: '?', run: onShortcuts },
      { id: 'tour', label: t('tour.begin'), icon: <Compass size={SIZE} />, run: beginTour },
      scheme('light', <Sun size={SIZE} />),
      scheme('dark', <Moon size={SIZE} />),
      scheme('auto', <Monitor size={SIZE} />),
      {
        id: 'out',
        label: t('shell.sign_out'),
        icon: <LogOut size={SIZE} />,
        onlyTyped: true,
        run: () => void signOut(),
      },
    ],
  });
}
