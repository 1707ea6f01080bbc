// What similar companies buy and this one does not: where there is something to sell.
import { Group, Loader, Progress, SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { showWhiteSpace } from '../../../api/plans.ts';
import { RecordLink } from '../../../field/link/RecordLink.tsx';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { quantityText } from '../quantity.ts';
import classes from './plan.module.css';

const HUNDRED = 100;

export function WhiteSpace({ company }: { company: string }) {
  const [by, setBy] = useState<'category' | 'product'>('product');
  const told = useQuery({
    queryKey: ['list', 'purchase_line', 'white-space', company, by],
    queryFn: ({ signal }) => showWhiteSpace(company, by, signal),
  });
  return (
    <section className={classes.card} aria-label={t('plan.white_space')}>
      <Group justify="space-between" mb="xs">
        <h2>{t('plan.white_space')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('plan.white_space')}
          value={by}
          onChange={(next) => setBy(next as 'category' | 'product')}
          data={[
            { value: 'product', label: t('plan.products') },
            { value: 'category', label: t('plan.categories') },
          ]}
        />
      </Group>
      {told.isError && <ProblemView error={told.error} onRetry={() => told.refetch()} />}
      {told.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
      {told.data && (
        <Text size="xs" c="dimmed" mb="sm">
          {told.data.similar
            ? t(told.data.employees ? 'plan.similar_size' : 'plan.similar', {
                count: told.data.similar,
                from: told.data.employees?.from ?? 0,
                until: told.data.employees?.until ?? 0,
              })
            : t('plan.nobody_similar')}
        </Text>
      )}
      {told.data && told.data.similar > 0 && told.data.rows.length === 0 && <Text size="sm">{t('plan.has_all')}</Text>}
      <ul className={classes.space}>
        {told.data?.rows.slice(0, 12).map((row) => (
          <li key={row.id}>
            <span className={classes.spaceName}>
              <RecordLink object={row.object} id={row.id}>
                {row.title}
              </RecordLink>
              <small>
                {t('plan.bought_by', { count: row.bought_by, of: told.data.similar })} · {quantityText(row.amount)}
              </small>
            </span>
            <Progress
              value={(row.bought_by / told.data.similar) * HUNDRED}
              w={90}
              size="sm"
              aria-label={t('plan.bought_by', { count: row.bought_by, of: told.data.similar })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
