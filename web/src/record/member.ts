// A condition on lists of members, segments and audiences: which list, whether on it, and of which linked record.
import { useQuery } from '@tanstack/react-query';
import { keys } from '../api/query.ts';
import { listRecords } from '../api/records.ts';
import type { Filter, ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { type Dictionary, findField } from '../dictionary/dictionary.ts';
import { asText } from '../field/shared/values.ts';

export interface MemberDraft {
  list: string;
  isIn: boolean;
  /** The link to the record that is on the list. */
  via?: string;
}

export const NO_LIST: MemberDraft = { list: '', isIn: true };

/** Opens a condition for its editor; null when it is another one. */
export function openMember(filter: Filter): MemberDraft | null {
  const inner = 'not' in filter ? filter.not : filter;
  if (!('member_of' in inner)) return null;
  return { list: inner.member_of, isIn: inner === filter, ...(inner.via ? { via: inner.via } : {}) };
}

export function closeMember({ list, isIn, via }: MemberDraft): Filter {
  const inner: Filter = via ? { member_of: list, via } : { member_of: list };
  return isIn ? inner : { not: inner };
}

/** The object whose records are on the list. */
export function targetOf(dictionary: Dictionary, object: ObjectType, via: string | undefined): ObjectType | undefined {
  if (!via) return object;
  return dictionary.byKey.get(findField(dictionary, object, via)?.to ?? '');
}

export interface MemberList {
  value: string;
  label: string;
  isFrozen: boolean;
}

const MOST = 200;
const MINUTE = 60_000;

/** The segments and audiences over an object that can be asked for. */
export function useMemberLists(object: string | undefined, isWanted = true): MemberList[] {
  const dictionary = useDictionary();
  const found = useQuery({
    queryKey: [...keys.lists('segment'), 'names', object],
    enabled: isWanted && Boolean(object),
    staleTime: MINUTE,
    queryFn: async ({ signal }) => {
      const read = async (key: 'segment' | 'audience') => {
        const noun = dictionary.byKey.get(key);
        if (!noun || noun.can.read === 'none') return [];
        const filter: Filter = { field: 'of_object', op: 'is', value: object };
        const page = await listRecords(noun.plural, { filter, fields: ['name'], sort: 'name', limit: MOST }, signal);
        return page.data.map((row) => ({
          value: row.id,
          label: asText(row.name) || row.title,
          isFrozen: key === 'audience',
        }));
      };
      return [...(await read('segment')), ...(await read('audience'))];
    },
  });
  return found.data ?? [];
}
