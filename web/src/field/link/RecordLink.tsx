// A link to a record's page, wherever a record is named; with Alt it opens in the side panel.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
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
  const peek = usePeek();
  if (!type || object === 'user') return <span className={className}>{children}</span>;
  return (
    <Link
      to="/$plural/$id"
      params={{ plural: type.plural, id }}
      className={className ?? 'value-link'}
      onClick={(event) => {
        event.stopPropagation();
        if (!event.altKey) return;
        event.preventDefault();
        peek.open(object, id);
      }}
    >
      {children}
    </Link>
  );
}
