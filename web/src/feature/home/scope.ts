// Whose day is shown: one's own, or that of everybody whose records one may see. Kept on this device once it was chosen.
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { countRecords } from '../../api/records.ts';
import type { Filter, ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { dayOf } from '../../i18n/format.ts';

export type Scope = 'mine' | 'all';

/** An object, if the person may read it. */
export function useReadable(): (key: string) => ObjectType | undefined {
  const dictionary = useDictionary();
  return (key) => {
    const object = dictionary.byKey.get(key);
    return object && object.can.read !== 'none' ? object : undefined;
  };
}

/** Who owns nothing looks after others: their day is that of all. */
export function useScope(): { scope: Scope; setScope: (next: Scope) => void; ready: boolean } {
  const [chosen, setScope] = useLocalStorage<Scope | ''>({
    key: 'kith-home-scope',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const readable = useReadable();
  const asked = ['task', 'deal'].flatMap((key) => readable(key) ?? []);
  const owned = useQuery({
    queryKey: ['home', 'owned', asked.map((object) => object.key)],
    queryFn: async ({ signal }) => {
      const counts = await Promise.all(
        asked.map((object) =>
          countRecords(object.plural, { filter: { field: 'owner', op: 'is', value: 'me' } }, 'capped', signal),
        ),
      );
      return counts.some((count) => (count?.value ?? 0) > 0);
    },
    enabled: chosen === '',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const guessed = owned.data === false ? 'all' : 'mine';
  return { scope: chosen || guessed, setScope, ready: chosen !== '' || !owned.isPending };
}

/** The conditions together, with that of the scope. */
export function within(scope: Scope, ...conditions: Filter[]): Filter {
  const all: Filter[] = scope === 'mine' ? [{ field: 'owner', op: 'is', value: 'me' }, ...conditions] : conditions;
  return all.length === 1 && all[0] ? all[0] : { and: all };
}

const DAY = 86_400_000;

/** The calendar day of the person that lies so many days from today. */
export const dayFrom = (days: number, now: number = Date.now()): string => dayOf(new Date(now + days * DAY));

/** The first day of the month that lies so many months from this one. */
export function monthFrom(months: number, now: number = Date.now()): string {
  const [year = 1970, month = 1] = dayOf(new Date(now)).split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  return first.toISOString().slice(0, 10);
}
