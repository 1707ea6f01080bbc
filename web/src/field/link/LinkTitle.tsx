// Names a record of which only the id is at hand, as in a filter taken from a URL.
import { useQuery } from '@tanstack/react-query';
import { findTitle } from '../../api/candidates.ts';
import { useObject } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';

/** The title of a record; undefined while it is asked for, or when there is none to ask for. */
export function useLinkTitle(to: string, id: string): string | undefined {
  const object = useObject(to);
  const title = useQuery({
    queryKey: ['title', to, id],
    queryFn: ({ signal }) => findTitle(to, object, id, signal),
    enabled: id !== '' && id !== 'me',
    staleTime: 300_000,
  });
  return id === 'me' ? t('filter.me') : title.data;
}

export function LinkTitle({ to, id }: { to: string; id: string }) {
  return <>{useLinkTitle(to, id) ?? '…'}</>;
}
