// What the palette can offer besides records found by the server: places, settings, things to create, views, people.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Copy, Eye, FileUp, History, Home, ListChecks, Plus, Settings, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { listUsers } from '../../api/candidates.ts';
import { useSession } from '../../api/session_context.tsx';
import type { ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { navigationGroups } from '../../dictionary/dictionary.ts';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { settingsParts } from '../../feature/setting/parts.ts';
import { t } from '../../i18n/index.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { createKeys, placeKeys } from '../keys.ts';
import { usePinnedViews } from '../views.ts';

export interface Item {
  id: string;
  label: string;
  words?: string;
  detail?: string;
  icon: ReactNode;
  keys?: string;
  /** Stays open and looks for this instead of closing. */
  refine?: string;
  run: () => void;
}

const SIZE = 17;

/** The objects a person may read, the daily ones before those that live inside others. */
export function useReadable(): ObjectType[] {
  const groups = navigationGroups(useDictionary());
  return [...groups.flatMap((group) => group.primary), ...groups.flatMap((group) => group.secondary)];
}

/** Where one can go: home, the lists, the tools, and every page of the settings. */
export function usePlaces(): Item[] {
  const navigate = useNavigate();
  const session = useSession();
  const objects = useReadable();
  const go = (to: '/' | '/import' | '/duplicates' | '/history' | '/jobs' | '/trash' | '/settings') => () =>
    void navigate({ to });
  const place = placeKeys(objects);
  return [
    { id: 'go-home', label: t('shell.home'), icon: <Home size={SIZE} />, keys: place.get('home'), run: go('/') },
    ...objects.map((object) => ({
      id: `go-${object.key}`,
      label: object.label_plural,
      words: object.label,
      icon: <ObjectIcon object={object} size={SIZE} />,
      keys: place.get(object.key),
      run: () => void navigate({ to: '/$plural', params: { plural: object.plural }, search: {} }),
    })),
    {
      id: 'go-import',
      label: t('import.title'),
      icon: <FileUp size={SIZE} />,
      keys: place.get('import'),
      run: go('/import'),
    },
    { id: 'go-duplicates', label: t('duplicates.title'), icon: <Copy size={SIZE} />, run: go('/duplicates') },
    { id: 'go-history', label: t('history.title'), icon: <History size={SIZE} />, run: go('/history') },
    { id: 'go-jobs', label: t('jobs.title'), icon: <ListChecks size={SIZE} />, run: go('/jobs') },
    { id: 'go-trash', label: t('trash.title'), icon: <Trash2 size={SIZE} />, run: go('/trash') },
    {
      id: 'go-settings',
      label: t('settings.title'),
      icon: <Settings size={SIZE} />,
      keys: place.get('settings'),
      run: go('/settings'),
    },
    ...settingsParts(session.role.administrator).map(({ key, label }) => ({
      id: `settings-${key}`,
      label,
      words: t('settings.title'),
      detail: t('settings.title'),
      icon: <Settings size={SIZE} />,
      run: () => void navigate({ to: '/settings/$part', params: { part: key } }),
    })),
  ];
}

/** What can be created here, each object the person may create. */
export function useCreations(): Item[] {
  const navigate = useNavigate();
  const objects = useReadable().filter((object) => object.can.create);
  const keys = createKeys(objects);
  return objects.map((object) => ({
    id: `new-${object.key}`,
    label: t('search.create', { object: object.label.toLowerCase() }),
    words: `${t('action.new', { object: object.label })} +`,
    icon: <Plus size={SIZE} />,
    keys: keys.get(object.key),
    run: () => void navigate({ to: '/$plural/new', params: { plural: object.plural } }),
  }));
}

/** The views a person keeps at hand. */
export function useViewItems(): Item[] {
  const navigate = useNavigate();
  return usePinnedViews().map((view) => ({
    id: `view-${view.id}`,
    label: view.name,
    words: view.object.label_plural,
    detail: view.object.label_plural,
    icon: <Eye size={SIZE} />,
    run: () => void navigate({ to: '/$plural', params: { plural: view.object.plural }, search: view.search }),
  }));
}

/** Colleagues; one of them alone is followed by what is theirs. */
export function useUserItems(term: string, on: boolean): Item[] {
  const navigate = useNavigate();
  const objects = useReadable();
  const users = useQuery({ queryKey: ['users', 'palette'], queryFn: ({ signal }) => listUsers(signal), enabled: on });
  if (!on || !users.data) return [];
  const active = users.data.filter((user) => user.active !== false);
  const chosen = active.find((user) => user.name === term);
  if (!chosen)
    return active.map((user) => ({
      id: `user-${user.id}`,
      label: user.name,
      words: user.email ?? '',
      detail: user.email ?? undefined,
      icon: <Avatar name={user.name} size={26} />,
      refine: `@${user.name}`,
      run: () => {},
    }));
  return objects
    .filter((object) => object.fields.some((field) => field.key === 'owner'))
    .map((object) => ({
      id: `owned-${object.key}`,
      label: t('search.owned', { objects: object.label_plural, name: chosen.name }),
      icon: <ObjectIcon object={object} size={SIZE} />,
      run: () =>
        void navigate({
          to: '/$plural',
          params: { plural: object.plural },
          search: { filter: { field: 'owner', op: 'is', value: chosen.id } },
        }),
    }));
}
