// The rows about which the last check had something to say: it saw the whole file, the columns show only a few values.
import { useQuery } from '@tanstack/react-query';
import { type Import, type ImportResult, listResults } from '../../api/imports.ts';
import { keys } from '../../api/query.ts';

const NONE: ImportResult[] = [];

export function useToldRows(one: Import, wanted: boolean): ImportResult[] {
  const told = useQuery({
    queryKey: [...keys.imports, one.id, 'told', one.state],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(['refused', 'warnings'].map((only) => listResults(one.id, only, null, signal)));
      return pages.flatMap((page) => page.data);
    },
    enabled: wanted && one.state === 'dry_run_done',
    placeholderData: (previous) => previous,
  });
  return told.data ?? NONE;
}
