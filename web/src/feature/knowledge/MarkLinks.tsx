// From a number to the records behind it: a link for each object they are of.
import { Anchor, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { MarkList } from '../../api/analyses.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { formatCount } from '../../i18n/format.ts';
import { FreezeDialog } from './FreezeDialog.tsx';
import { useRunShown } from './run_shown.ts';

export function MarkLinks({
  lists,
  name = '',
  size = 'sm',
  isNumber = false,
}: {
  lists: readonly MarkList[];
  /** What the mark is called: those who are too many to be listed by a filter are kept under this name. */
  name?: string;
  size?: string;
  /** It stands in a column of numbers, which end at one line. */
  isNumber?: boolean;
}) {
  const { byKey } = useDictionary();
  const run = useRunShown();
  const [kept, setKept] = useState<MarkList | null>(null);
  const canKeep = run !== null && byKey.get('audience')?.can.create;
  return (
    <Group gap="xs" justify={isNumber ? 'flex-end' : undefined} style={{ whiteSpace: 'nowrap', rowGap: 0 }}>
      {lists.map((list) => {
        const { object, customers, filter } = list;
        const type = byKey.get(object);
        if (!type) return null;
        const label = `${customers === undefined ? '' : `${formatCount(customers)} `}${customers === 1 ? type.label : type.label_plural}`;
        if (filter)
          return (
            <Anchor
              key={object}
              size={size}
              renderRoot={(props) => (
                <Link to="/$plural" params={{ plural: type.plural }} search={{ filter }} {...props} />
              )}
            >
              {label}
            </Anchor>
          );
        return list.mark && canKeep ? (
          <Anchor key={object} component="button" type="button" size={size} onClick={() => setKept(list)}>
            {label}
          </Anchor>
        ) : (
          <span key={object}>{label}</span>
        );
      })}
      {kept && run && <FreezeDialog run={run} list={kept} name={name} onClose={() => setKept(null)} />}
    </Group>
  );
}
