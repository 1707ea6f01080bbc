// A link to a record's page, wherever a record is named.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useObject } from '../../dictionary/context.tsx';

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
  if (!type || object === 'user') return <span className={className}>{children}</span>;
  return (
    <Link
      to="/$plural/$id"
      params={{ plural: type.plural, id }}
      className={className ?? 'value-link'}
      onClick={(event) => event.stopPropagation()}
    >
      {children}
    </Link>
  );
}
