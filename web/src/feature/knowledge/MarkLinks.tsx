// From a number to the records behind it: a link for each object they are of.
import { Anchor, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { MarkList } from '../../api/analyses.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { formatInteger } from '../../i18n/format.ts';

export function MarkLinks({
  lists,
  size = 'sm',
  isNumber = false,
}: {
  lists: readonly MarkList[];
  size?: string;
  /** It stands in a column of numbers, which end at one line. */
  isNumber?: boolean;
}) {
  const { byKey } = useDictionary();
  return (
    <Group gap="xs" justify={isNumber ? 'flex-end' : undefined} style={{ whiteSpace: 'nowrap' }}>
      {lists.map(({ object, customers, filter }) => {
        const type = byKey.get(object);
        if (!type) return null;
        const label = `${customers === undefined ? '' : `${formatInteger(customers)} `}${customers === 1 ? type.label : type.label_plural}`;
        return filter ? (
          <Anchor
            key={object}
            size={size}
            renderRoot={(props) => (
              <Link to="/$plural" params={{ plural: type.plural }} search={{ filter }} {...props} />
            )}
          >
            {label}
          </Anchor>
        ) : (
          <span key={object}>{label}</span>
        );
      })}
    </Group>
  );
}
