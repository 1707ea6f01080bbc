// Finds the object a URL names, or says that there is none.
import { useDocumentTitle } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { useSession } from '../api/session_context.tsx';
import type { ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { Missing } from '../shell/Missing.tsx';
import { NoLonger } from '../shell/NoLonger.tsx';

// What was seen since the app was opened, by user and plural: rights may be taken back while somebody looks at a page.
const seen = new Map<string, string>();

export function ForObject({ plural, children }: { plural: string; children: (object: ObjectType) => ReactNode }) {
  const dictionary = useDictionary();
  const { id } = useSession().user;
  const object = dictionary.byPlural.get(plural);
  useDocumentTitle(object ? `${object.label_plural} · Kith` : 'Kith');
  useEffect(() => {
    for (const one of dictionary.objects)
      if (one.can.read !== 'none') seen.set(`${id} ${one.plural}`, one.label_plural);
  }, [dictionary, id]);
  const readable = object && object.can.read !== 'none';
  if (readable) return <>{children(object)}</>;
  const before = seen.get(`${id} ${plural}`);
  return before ? <NoLonger what={before} /> : <Missing />;
}
