// A link to a record's page, wherever a record is named; with Alt it opens in the side panel. A plain anchor: a table has hundreds,
// and the router's own link follows every change of the address to know whether it is the current one.

import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { goOn, readAhead, readWhenRested } from '../../api/ahead.ts';
import { outward } from '../../api/place.ts';
import { useObject } from '../../dictionary/context.tsx';
import { usePeek } from './peek.ts';

export function RecordLink({
  object,
  id,
  children,
  className,
}: {
  object: string;
  id: string;
  children: ReactNode;
  className?: string;
}) {
  const type = useObject(object);
  const router = useRouter();
  const peek = usePeek();
  if (!type || object === 'user') return <span className={className}>{children}</span>;
  const { plural } = type;
  return (
    <a
      href={outward(`/${plural}/${id}`)}
      className={className ?? 'value-link'}
      onPointerEnter={() => readWhenRested(object, plural, id)}
      onPointerLeave={goOn}
      onPointerDown={() => readAhead(object, plural, id)}
      onClick={(event) => {
        event.stopPropagation();
        // The browser's own ways to a new tab or window stay.
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (event.altKey) peek.open(object, id);
        else void router.navigate({ to: '/$plural/$id', params: { plural, id } });
      }}
    >
      {children}
    </a>
  );
}
