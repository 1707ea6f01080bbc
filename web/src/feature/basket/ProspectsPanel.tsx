// To whom a product may be offered: who bought what it goes with and has not bought it, as a list that can be opened, filtered and kept as a view.
import { Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listProspects } from '../../api/offers.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Lines } from '../../ui/Lines.tsx';
import classes from '../knowledge/knowledge.module.css';
import { MarkLinks } from '../knowledge/MarkLinks.tsx';
import { reasonWords, type Thing } from './model.ts';

interface Props {
  run: string;
  things: readonly Thing[];
  product: string | undefined;
  onProduct: (id: string | undefined) => void;
}

export function ProspectsPanel({ run, things, product, onProduct }: Props) {
  const found = useQuery({
    queryKey: ['offers', 'prospects', product, run],
    queryFn: ({ signal }) => listProspects(product ?? '', signal),
    enabled: Boolean(product),
  });
  const told = found.data;
  return (
    <section className={classes.panel} aria-label={t('together.prospects')}>
      <Stack gap="sm">
        <Select
          label={t('together.prospects')}
          description={t('together.prospects_text')}
          placeholder={t('together.choose_product')}
          searchable
          clearable
          limit={100}
          maw={420}
          data={things.map(({ id, name }) => ({ value: id, label: name }))}
          value={things.some(({ id }) => id === product) ? (product ?? null) : null}
          onChange={(next) => onProduct(next ?? undefined)}
        />
        {found.isError && <ProblemView error={found.error} onRetry={() => found.refetch()} compact />}
        {product && found.isPending && <Lines count={2} />}
        {told?.none && <Text size="sm">{t(`together.none.${told.none}`)}</Text>}
        {told && told.lists.length > 0 && <MarkLinks lists={told.lists} />}
        {told && told.because.length > 0 && (
          <ul>
            {told.because.map((one) => (
              <li key={one.id}>
                <Text size="sm">{reasonWords(one)}</Text>
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </section>
  );
}
