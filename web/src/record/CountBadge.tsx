// How many records a list holds: capped at first, so that counting never delays rows; exact when asked.
import { Badge, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../api/query.ts';
import { countRecords, type ListParams } from '../api/records.ts';
import type { ObjectType } from '../api/types.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import classes from './list.module.css';

export function CountBadge({ object, params }: { object: ObjectType; params: ListParams }) {
  const signature = JSON.stringify([object.key, params.filter, params.q]);
  const [exactFor, setExactFor] = useState<string | null>(null);
  const mode = exactFor === signature ? 'exact' : 'capped';
  const count = useQuery({
    queryKey: [...keys.lists(object.key), 'count', params.filter, params.q, mode],
    queryFn: ({ signal }) => countRecords(object.plural, params, mode, signal),
    placeholderData: (previous) => previous,
  });
  if (!count.data) return null;
  const { value, capped } = count.data;
  if (!capped) {
    return (
      <Badge color="gray" className={classes.count}>
        {formatNumber(value)}
      </Badge>
    );
  }
  return (
    <UnstyledButton
      onClick={() => setExactFor(signature)}
      title={t('count.exact')}
      aria-label={`${formatNumber(value)}+ · ${t('count.exact')}`}
    >
      <Badge color="gray" className={classes.count} style={{ cursor: 'pointer' }}>
        {formatNumber(value)}+
      </Badge>
    </UnstyledButton>
  );
}
