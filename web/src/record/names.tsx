// Names of records that are known by their ids only: read when they are shown, so that nobody is named to whoever may not see them.
import { useQueries } from '@tanstack/react-query';
import { listRecords } from '../api/records.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { RecordLink } from '../field/link/RecordLink.tsx';
import { t } from '../i18n/index.ts';

export interface Unnamed {
  object: string;
  id: string;
}

/** The most names one request answers. */
const PAGE = 200;

/** The names by id; who is not seen has none. */
export function useNames(rows: readonly Unnamed[]): ReadonlyMap<string, string> {
  const { byKey } = useDictionary();
  const asked: { plural: string; ids: string[] }[] = [];
  for (const object of new Set(rows.map((row) => row.object))) {
    const plural = byKey.get(object)?.plural;
    const ids = [...new Set(rows.filter((row) => row.object === object).map((row) => row.id))].sort();
    for (let from = 0; plural && from < ids.length; from += PAGE)
      asked.push({ plural, ids: ids.slice(from, from + PAGE) });
  }
  const found = useQueries({
    queries: asked.map(({ plural, ids }) => ({
      queryKey: ['records', plural, 'names', ids],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        listRecords(plural, { filter: { field: 'id', op: 'in', value: ids }, fields: ['id'], limit: PAGE }, signal),
      staleTime: 60_000,
    })),
  });
  return new Map(found.flatMap(({ data }) => data?.data.map((row) => [row.id, row.title] as const) ?? []));
}

/** A link with the name, once it is known. */
export function RecordName({ row, names }: { row: Unnamed; names: ReadonlyMap<string, string> }) {
  return (
    <RecordLink object={row.object} id={row.id}>
      {names.get(row.id) || t('record.untitled')}
    </RecordLink>
  );
}
