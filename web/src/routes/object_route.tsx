// Finds the object a URL names, or says that there is none.
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { Missing } from '../shell/Missing.tsx';

export function ForObject({ plural, children }: { plural: string; children: (object: ObjectType) => ReactNode }) {
  const object = useDictionary().byPlural.get(plural);
  useDocumentTitle(object ? `${object.label_plural} · Kith` : 'Kith');
  if (!object || object.can.read === 'none') return <Missing />;
  return <>{children(object)}</>;
}
