// What every record and every list offers to the palette, whatever the object: pages themselves add what only they know.
import { notifications } from '@mantine/notifications';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { CheckSquare, FilterX, Link2, Plus, Star, StarOff } from 'lucide-react';
import { describeProblem } from '../api/describe.ts';
import { useFavorites, useToggleFavorite } from '../api/favorites.ts';
import type { ObjectType, RecordRow } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { ObjectIcon } from '../dictionary/icon.tsx';
import { useOpenRecord } from '../feature/recent/recents.ts';
import { t } from '../i18n/index.ts';
import { useChange } from '../record/use_change.ts';
import { type Action, type ActionScope, useActions } from '../ui/actions.ts';

const SIZE = 17;
const MOST_CHOICES = 40;

/** Each value that a choice can take is an action of its own: “Outcome: Won”. */
function settable(object: ObjectType, record: RecordRow, set: (values: Record<string, unknown>) => void): Action[] {
  if (!record.can?.includes('change')) return [];
  const fields = object.fields.filter((field) => field.access === 'write' && !record.readonly?.includes(field.key));
  return fields.flatMap((field): Action[] => {
    const offered =
      field.kind === 'boolean'
        ? [
            { key: true, label: t('value.yes') },
            { key: false, label: t('value.no') },
          ]
        : field.kind === 'choice' && (field.choices?.length ?? 0) <= MOST_CHOICES
          ? (field.choices ?? [])
          : [];
    return offered
      .filter((one) => record[field.key] !== one.key)
      .map((one) => ({
        id: `set-${field.key}-${one.key}`,
        label: `${field.label}: ${one.label}`,
        icon: <CheckSquare size={SIZE} />,
        onlyTyped: true,
        run: () => set({ [field.key]: one.key }),
      }));
  });
}

function copyLink(): void {
  void navigator.clipboard?.writeText(window.location.href);
  notifications.show({ message: t('record.copied') });
}

export function usePageActions(): void {
  const dictionary = useDictionary();
  const navigate = useNavigate();
  const open = useOpenRecord();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const isNarrowed = useRouterState({
    select: (state) => Boolean((state.location.search as { filter?: unknown; q?: unknown }).filter),
  });
  const favorites = useFavorites();
  const favor = useToggleFavorite();
  const change = useChange(
    dictionary.byKey.get(open?.object ?? '') ?? (dictionary.objects[0] as ObjectType),
    open?.id ?? '',
  );
  const failed = (error: unknown) => notifications.show({ color: 'red', message: describeProblem(error) });

  const record = open?.record;
  const object = dictionary.byKey.get(open?.object ?? '');
  const onRecord = (): ActionScope | null => {
    if (!record || !object || record.removed_at) return null;
    const on = !favorites.some((one) => one.id === record.id);
    const { id, title } = record;
    const linking = object.links.filter((link) => {
      const other = dictionary.byKey.get(link.object);
      return other?.can.create && other.group === 'activity';
    });
    return {
      rank: 'record',
      title: title || t('record.untitled'),
      actions: [
        {
          id: 'favorite',
          label: on ? t('favorite.add') : t('favorite.remove'),
          icon: on ? <Star size={SIZE} /> : <StarOff size={SIZE} />,
          run: () => favor.mutate({ object: object.key, id, title, on }, { onError: failed }),
        },
        { id: 'copy', label: t('record.copy_link'), icon: <Link2 size={SIZE} />, run: copyLink },
        ...linking.flatMap((link): Action[] => {
          const other = dictionary.byKey.get(link.object);
          if (!other) return [];
          const preset = { [link.field]: { id, object: object.key, title } };
          return [
            {
              id: `add-${other.key}`,
              label: t('action.new', { object: other.label.toLowerCase() }),
              icon: <ObjectIcon object={other} size={SIZE} />,
              run: () => void navigate({ to: '/$plural/new', params: { plural: other.plural }, search: { preset } }),
            },
          ];
        }),
        ...settable(object, record, (values) => change.mutate({ values }, { onError: failed })),
      ],
    };
  };
  useActions(onRecord());

  const [, plural = '', rest] = path.split('/');
  const listed = rest ? undefined : dictionary.byPlural.get(plural);
  const list: ActionScope | null = listed
    ? {
        rank: 'list',
        title: listed.label_plural,
        actions: [
          ...(listed.can.create
            ? [
                {
                  id: 'new',
                  label: t('action.new', { object: listed.label.toLowerCase() }),
                  icon: <Plus size={SIZE} />,
                  run: () => void navigate({ to: '/$plural/new', params: { plural } }),
                },
              ]
            : []),
          ...(isNarrowed
            ? [
                {
                  id: 'clear',
                  label: t('filter.clear'),
                  icon: <FilterX size={SIZE} />,
                  run: () => void navigate({ to: '/$plural', params: { plural }, search: {} }),
                },
              ]
            : []),
          { id: 'copy', label: t('record.copy_link'), icon: <Link2 size={SIZE} />, run: copyLink },
        ],
      }
    : null;
  useActions(list);
}
