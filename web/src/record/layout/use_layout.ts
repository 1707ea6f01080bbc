// The layout of an object, if somebody has arranged one.
import { useQuery } from '@tanstack/react-query';
import { layoutsQuery } from '../../api/ahead.ts';
import type { Layout } from '../../api/layouts.ts';

/** Undefined while it is asked for, null where there is none. */
export function useLayout(object: string): Layout | null | undefined {
  const layouts = useQuery(layoutsQuery);
  if (layouts.isError) return null;
  return layouts.data && (layouts.data.data.find((one) => one.object === object) ?? null);
}
