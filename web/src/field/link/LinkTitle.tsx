// Names a record of which only the id is at hand, as in a filter taken from a URL.
import { useQuery } from '@tanstack/react-query';
import { findTitle } from '../../api/candidates.ts';
import { useObject } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';

export function LinkTitle({ to, id }: { to: string; id: string }) {
  const object = useObject(to);
  const title = useQuery({
    queryKey: ['title', to, id],
    queryFn: ({ signal }) => findTitle(to, object, id, signal),
    enabled: id !== 'me',
    staleTime: 300_000,
  });
  return <>{id === 'me' ? t('filter.me') : (title.data ?? '…')}</>;
}
