// The command palette (Ctrl/⌘K): records, what can be done with what is on the screen, places, views, things to create. `>` looks for
// actions only, `#` for records, `@` for colleagues, `?` tells about itself.
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { AtSign, ChevronRight, Hash, Keyboard, Search } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { search } from '../../api/session.ts';
import type { SearchHit } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { useOpenRecord, useRecents } from '../../feature/recent/recents.ts';
import { t } from '../../i18n/index.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { useActionScopes } from '../../ui/actions.ts';
import { Keys } from '../../ui/Keys.tsx';
import { type Item, useCreations, usePlaces, useUserItems, useViewItems } from './items.tsx';
import { type Mode, readQuery, score, suiting } from './match.ts';
import classes from './palette.module.css';
import { palette, paletteStore, selectFirst } from './store.ts';

interface Section {
  key: string;
  title: string;
  items: Item[];
}

export default function Palette({ onShortcuts }: { onShortcuts: () => void }) {
  const [typed, setTyped] = useState('');
  const { mode, term } = readQuery(typed);
  const records = useRecordItems(mode, term);
  const sections = useSections(mode, term, onShortcuts, records.items).filter((section) => section.items.length > 0);
  const shown = sections.flatMap((section) => section.items.map((item) => item.id)).join();
  const nothing = term !== '' && !records.waits && !records.failure && sections.length === 0;

  return (
    <Spotlight.Root
      store={paletteStore}
      shortcut={null}
      query={typed}
      onQueryChange={setTyped}
      size={620}
      radius="lg"
      clearQueryOnClose
      attributes={{ content: { 'aria-label': t('search.open') } }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.28 }}
      transitionProps={{ duration: 90 }}
      classNames={{ action: classes.action, actionsGroup: classes.group, actionsList: classes.list }}
    >
      <Spotlight.Search
        placeholder={t('search.placeholder')}
        aria-label={t('search.open')}
        leftSection={<Search size={18} />}
      />
      <Spotlight.ActionsList>
        {sections.map((section) => (
          <Spotlight.ActionsGroup key={section.key} label={section.title}>
            {section.items.map((item) => (
              <Spotlight.Action
                key={item.id}
                data-kind={section.key}
                closeSpotlightOnTrigger={!item.refine}
                onClick={() => (item.refine ? setTyped(item.refine) : item.run())}
              >
                <Line item={item} />
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {records.failure && <Spotlight.Empty>{records.failure}</Spotlight.Empty>}
        {nothing && <Spotlight.Empty>{t('search.nothing', { term })}</Spotlight.Empty>}
      </Spotlight.ActionsList>
      <FirstLine of={`${typed} ${shown}`} />
      <Spotlight.Footer className={classes.foot}>
        <span>
          <Keys keys="↑" /> <Keys keys="↓" /> {t('search.walk')}
        </span>
        <span>
          <Keys keys="↵" /> {t('search.choose')}
        </span>
        <span className={classes.prefixes}>
          <Keys keys=">" /> {t('search.only_actions')} <Keys keys="#" /> {t('search.only_records')} <Keys keys="@" />{' '}
          {t('search.only_users')} <Keys keys="?" /> {t('search.help')}
        </span>
      </Spotlight.Footer>
    </Spotlight.Root>
  );
}

/** Chooses the first line when the list opens and whenever other lines are shown: after the list, which tells the store of itself as it opens. */
function FirstLine({ of }: { of: string }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read from the page
  useEffect(selectFirst, [of]);
  return null;
}

function Line({ item }: { item: Item }) {
  return (
    <span className={classes.line}>
      <span className={classes.icon}>{item.icon}</span>
      <span className={classes.label}>{item.label}</span>
      {item.detail && <span className={classes.detail}>{item.detail}</span>}
      {item.keys && <Keys keys={item.keys} />}
      {item.refine && <ChevronRight size={15} aria-hidden="true" />}
    </span>
  );
}

function iconOf(object: string, title: string, known: { key: string; icon?: string | null } | undefined): ReactNode {
  return object === 'person' ? (
    <Avatar name={title} size={24} />
  ) : (
    <ObjectIcon object={known ?? { key: object }} size={17} />
  );
}

/** Records the server finds; until the next answer is there, those of the one before stay that suit what is typed by now. */
function useRecordItems(mode: Mode, term: string) {
  const dictionary = useDictionary();
  const navigate = useNavigate();
  const wanted = mode === 'all' || mode === 'record';
  const [asked] = useDebouncedValue(wanted ? term : '', 30);
  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => search(asked, 24, signal),
    enabled: asked.length > 0,
    placeholderData: (previous) => (asked ? previous : undefined),
    staleTime: 5_000,
  });
  const hits = wanted && term && asked ? (found.data?.data ?? []) : [];
  const items = hits.flatMap((hit: SearchHit): Item[] => {
    const object = dictionary.byKey.get(hit.object);
    if (!object) return [];
    const title = hit.title || t('record.untitled');
    return [
      {
        id: hit.id,
        label: title,
        detail: hit.subtitle ? `${object.label} · ${hit.subtitle}` : object.label,
        icon: iconOf(hit.object, title, object),
        run: () => void navigate({ to: '/$plural/$id', params: { plural: object.plural, id: hit.id } }),
      },
    ];
  });
  const isBefore = term !== asked || found.isPlaceholderData;
  return {
    // In their order: the server's, which they keep when it finds them again.
    items: isBefore ? items.filter(({ label, detail }) => score(`${label} ${detail}`, term) > 0) : items,
    waits: wanted && term !== '' && (term !== asked || found.isFetching),
    failure: wanted && term && found.isError ? describeProblem(found.error) : null,
  };
}

function useRecentItems(): Item[] {
  const dictionary = useDictionary();
  const navigate = useNavigate();
  const open = useOpenRecord();
  return useRecents()
    .filter((one) => one.id !== open?.id)
    .flatMap((one) => {
      const object = dictionary.byKey.get(one.object);
      if (!object) return [];
      return [
        {
          id: `recent-${one.id}`,
          label: one.title || t('record.untitled'),
          detail: object.label,
          icon: iconOf(one.object, one.title, object),
          run: () => void navigate({ to: '/$plural/$id', params: { plural: object.plural, id: one.id } }),
        },
      ];
    });
}

function useSections(mode: Mode, term: string, onShortcuts: () => void, records: Item[]): Section[] {
  const scopes = useActionScopes();
  const places = usePlaces();
  const creations = useCreations();
  const views = useViewItems();
  const recent = useRecentItems();
  const users = useUserItems(term, mode === 'user');

  const near = scopes.map((scope, place): Section => {
    const offered = scope.actions.filter((action) => term || mode === 'action' || !action.onlyTyped);
    const most = mode === 'action' ? 40 : term ? 5 : scope.rank === 'app' ? 0 : 5;
    return { key: `scope-${place}`, title: scope.title, items: suiting(offered.map(asItem), term, most) };
  });
  const create: Section = {
    key: 'create',
    title: t('search.actions'),
    items: suiting(creations, term, mode === 'action' ? 40 : term ? 3 : 0),
  };
  const found: Section = { key: 'records', title: t('search.records'), items: records };
  const recents = (most: number): Section => ({
    key: 'recent',
    title: t('search.recent'),
    items: term ? [] : recent.slice(0, most),
  });
  const saved: Section = { key: 'views', title: t('search.views'), items: suiting(views, term, 4) };
  const go: Section = { key: 'places', title: t('search.go_to'), items: suiting(places, term, term ? 5 : 8) };

  switch (mode) {
    case 'action':
      return [...near, create];
    case 'record':
      return [found, recents(12)];
    case 'user':
      return [
        {
          key: 'users',
          title: t('search.only_users'),
          items: users.some((one) => !one.refine) ? users : suiting(users, term, 12),
        },
      ];
    case 'help':
      return [{ key: 'help', title: t('search.help'), items: helpItems(onShortcuts) }];
    default:
      // While something is typed, records come first: that is what most people look for.
      return term
        ? [...near.slice(0, 1), found, ...near.slice(1), saved, go, create]
        : [...near, recents(6), saved, go];
  }
}

function asItem(action: {
  id: string;
  label: string;
  words?: string;
  icon?: ReactNode;
  keys?: string;
  run: () => void;
}): Item {
  return { ...action, icon: action.icon ?? <ChevronRight size={17} /> };
}

function helpItems(onShortcuts: () => void): Item[] {
  const looks = (sign: string, label: string, icon: ReactNode): Item => ({
    id: `help-${sign}`,
    label,
    icon,
    keys: sign,
    refine: sign,
    run: () => {},
  });
  return [
    looks('>', t('search.only_actions'), <ChevronRight size={17} />),
    looks('#', t('search.only_records'), <Hash size={17} />),
    looks('@', t('search.only_users'), <AtSign size={17} />),
    {
      id: 'help-keys',
      label: t('shortcut.title'),
      icon: <Keyboard size={17} />,
      keys: '?',
      run: () => {
        palette.close();
        onShortcuts();
      },
    },
  ];
}
