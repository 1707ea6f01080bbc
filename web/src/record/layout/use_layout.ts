// The layout of an object, if somebody has arranged one.
import { useQuery } from '@tanstack/react-query';
import { type Layout, listLayouts } from '../../api/layouts.ts';
import { keys } from '../../api/query.ts';

/** Undefined while it is asked for, null where there is none. */
export function useLayout(object: string): Layout | null | undefined {
  const layouts = useQuery({
    queryKey: keys.layouts,
    queryFn: ({ signal }) => listLayouts(signal),
    staleTime: 5 * 60_000,
  });
  if (layouts.isError) return null;
  return layouts.data && (layouts.data.data.find((one) => one.object === object) ?? null);
}
