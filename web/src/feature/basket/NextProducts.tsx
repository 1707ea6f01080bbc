// “What to offer next” on the page of a company or a person: products that go best with what they bought, each with its reason.
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { PackagePlus } from 'lucide-react';
import { listNextProducts } from '../../api/offers.ts';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { FoldedCard } from '../../ui/FoldedCard.tsx';
import classes from './basket.module.css';
import { percent, reasonWords } from './model.ts';

export default function NextProducts({ object, record }: { object: ObjectType; record: RecordRow }) {
  const found = useQuery({
    queryKey: ['offers', 'next', object.plural, record.id],
    queryFn: ({ signal }) => listNextProducts(object.plural, record.id, signal),
    staleTime: 300_000,
    retry: false,
  });
  const told = found.data;
  // Whoever bought nothing, or who may not see what was bought, is offered nothing here.
  if (!told || told.data.length === 0) return null;
  return (
    <FoldedCard
      remembered="kith-card-offers"
      icon={<PackagePlus size={16} aria-hidden="true" />}
      title={t('together.next')}
      line={told.data[0]?.name}
    >
      <div className={classes.next}>
        <ol className={classes.offers}>
          {told.data.map(({ id, name, because }) => (
            <li key={id}>
              <RecordLink object="product" id={id}>
                {name}
              </RecordLink>
              <Text size="xs" c="dimmed">
                {reasonWords(because)}{' '}
                {t('together.between', { low: percent(because.low), high: percent(because.high) })}
              </Text>
            </li>
          ))}
        </ol>
        {told.as_of && (
          <Text size="xs" c="dimmed">
            {t('knowledge.as_of', { when: formatTimestamp(told.as_of) })}
          </Text>
        )}
      </div>
    </FoldedCard>
  );
}
