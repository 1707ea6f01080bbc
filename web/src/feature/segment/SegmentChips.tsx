// On the page of a record: the segments it belongs to.
import { Badge, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keys } from '../../api/query.ts';
import { listSegmentsOf } from '../../api/segments.ts';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { formatDay } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import classes from './segment.module.css';

export function SegmentChips({ object, record }: { object: ObjectType; record: RecordRow }) {
  const readable = useDictionary().byKey.get('segment')?.can.read !== 'none';
  const found = useQuery({
    // What changes the record, or what is linked to it, may move it.
    queryKey: [...keys.linked(object.key, record.id), 'segments'],
    enabled: readable,
    queryFn: ({ signal }) => listSegmentsOf(object.key, record.id, signal),
  });
  if (!found.data?.data.length) return null;
  return (
    <div className={classes.chips}>
      <Text size="xs" c="dimmed">
        {t('segment.in')}
      </Text>
      {found.data.data.map((one) => (
        <Badge
          key={one.id}
          component={Link}
          to="/segments/$id"
          params={{ id: one.id } as never}
          color="spruce"
          size="sm"
          style={{ cursor: 'pointer' }}
          title={one.since ? t('segment.since', { when: formatDay(one.since) }) : undefined}
        >
          {one.name}
        </Badge>
      ))}
    </div>
  );
}
