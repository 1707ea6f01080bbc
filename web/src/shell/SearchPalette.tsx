// Search over everything, opened by `/` or Ctrl/⌘K: records grouped by object, places to go, things to create.

import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileUp, Home, ListChecks, Plus, Search, Settings, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { describeProblem } from '../api/describe.ts';
import { search } from '../api/session.ts';
import type { SearchHit } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { t } from '../i18n/index.ts';
import { Avatar } from '../ui/Avatar.tsx';

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

interface Place {
  id: string;
  label: string;
  icon: ReactNode;
  go: () => void;
}

export default function SearchPalette() {
  const dictionary = useDictionary();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [term] = useDebouncedValue(typed.trim(), 90);
  const found = useQuery({
    queryKey: ['search', term],
    queryFn: ({ signal }) => search(term, 24, signal),
    enabled: term.length > 0,
    placeholderData: (previous) => (term ? previous : undefined),
    staleTime: 5_000,
  });

  const groups = new Map<string, SearchHit[]>();
  for (const hit of term ? (found.data?.data ?? []) : [])
    groups.set(hit.object, [...(groups.get(hit.object) ?? []), hit]);

  const objects = dictionary.objects.filter((object) => object.can.read !== 'none');
  const places: Place[] = [
    { id: 'home', label: t('shell.home'), icon: <Home size={17} />, go: () => navigate({ to: '/' }) },
    ...objects.map((object) => ({
      id: object.key,
      label: object.label_plural,
      icon: <ObjectIcon object={object} size={17} />,
      go: () => navigate({ to: '/$plural', params: { plural: object.plural } }),
    })),
    { id: 'import', label: t('import.title'), icon: <FileUp size={17} />, go: () => navigate({ to: '/import' }) },
    { id: 'jobs', label: t('jobs.title'), icon: <ListChecks size={17} />, go: () => navigate({ to: '/jobs' }) },
    { id: 'trash', label: t('trash.title'), icon: <Trash2 size={17} />, go: () => navigate({ to: '/trash' }) },
    {
      id: 'settings',
      label: t('settings.title'),
      icon: <Settings size={17} />,
      go: () => navigate({ to: '/settings' }),
    },
  ];
  const creations: Place[] = objects
    .filter((object) => object.can.create)
    .map((object) => ({
      id: `new-${object.key}`,
      label: t('search.create', { object: object.label }),
      icon: <Plus size={17} />,
      go: () => navigate({ to: '/$plural/new', params: { plural: object.plural } }),
    }));
  const wanted = fold(term);
  const matching = (list: Place[], most: number) =>
    list.filter((place) => !wanted || fold(place.label).includes(wanted)).slice(0, most);
  const shownPlaces = matching(places, wanted ? 5 : 9);
  const shownCreations = wanted ? matching(creations, 4) : [];
  const nothing =
    term.length > 0 && !found.isFetching && groups.size === 0 && !shownPlaces.length && !shownCreations.length;

  return (
    <Spotlight.Root
      shortcut={null}
      query={typed}
      onQueryChange={setTyped}
      scrollable
      maxHeight={460}
      radius="lg"
      clearQueryOnClose
      attributes={{ content: { 'aria-label': t('search.open') } }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.25 }}
      transitionProps={{ duration: 90 }}
    >
      <Spotlight.Search
        placeholder={t('search.placeholder')}
        aria-label={t('search.open')}
        leftSection={<Search size={18} />}
      />
      <Spotlight.ActionsList>
        {[...groups].map(([key, hits]) => {
          const object = dictionary.byKey.get(key);
          return (
            <Spotlight.ActionsGroup key={key} label={object?.label_plural ?? key}>
              {hits.map((hit) => (
                <Spotlight.Action
                  key={hit.id}
                  label={hit.title || t('record.untitled')}
                  description={hit.subtitle ?? undefined}
                  leftSection={
                    key === 'person' ? (
                      <Avatar name={hit.title ?? ''} size={26} />
                    ) : (
                      <ObjectIcon object={object ?? { key }} size={18} />
                    )
                  }
                  onClick={() =>
                    object && navigate({ to: '/$plural/$id', params: { plural: object.plural, id: hit.id } })
                  }
                />
              ))}
            </Spotlight.ActionsGroup>
          );
        })}
        {shownPlaces.length > 0 && (
          <Spotlight.ActionsGroup label={t('search.go_to')}>
            {shownPlaces.map((place) => (
              <Spotlight.Action key={place.id} label={place.label} leftSection={place.icon} onClick={place.go} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {shownCreations.length > 0 && (
          <Spotlight.ActionsGroup label={t('search.actions')}>
            {shownCreations.map((place) => (
              <Spotlight.Action key={place.id} label={place.label} leftSection={place.icon} onClick={place.go} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {found.isError && term && <Spotlight.Empty>{describeProblem(found.error)}</Spotlight.Empty>}
        {nothing && !found.isError && <Spotlight.Empty>{t('search.nothing', { term })}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
