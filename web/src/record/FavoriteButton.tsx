// The star of a record: keeps it at hand in the navigation and on the home page, on every device of the person.
import { ActionIcon, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Star } from 'lucide-react';
import { describeProblem } from '../api/describe.ts';
import { useFavorites, useToggleFavorite } from '../api/favorites.ts';
import type { RecordRow } from '../api/types.ts';
import { t } from '../i18n/index.ts';

export function FavoriteButton({ record }: { record: RecordRow }) {
  const isFavorite = useFavorites().some((one) => one.id === record.id);
  const favor = useToggleFavorite();
  const label = isFavorite ? t('favorite.remove') : t('favorite.add');
  const toggle = () =>
    favor.mutate(
      { object: record.object, id: record.id, title: record.title, on: !isFavorite },
      { onError: (error) => notifications.show({ color: 'red', message: describeProblem(error) }) },
    );
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        aria-pressed={isFavorite}
        onClick={toggle}
        size={30}
        color={isFavorite ? 'clay' : 'gray'}
      >
        <Star size={17} fill={isFavorite ? 'currentColor' : 'none'} />
      </ActionIcon>
    </Tooltip>
  );
}
