// What a bundle holds, on the page of its product: found while typing, with how many of each. A bundle without a price of its own costs
// what it holds.
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Boxes, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { forgetObject, keys } from '../../api/query.ts';
import { changeRecord, createRecord, listRecords, removeRecord } from '../../api/records.ts';
import type { RecordRow } from '../../api/types.ts';
import { useObject } from '../../dictionary/context.tsx';
import { asLink, asMoney, asText } from '../../field/shared/values.ts';
import { formatMoney, formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { NumberCell } from '../quote/sheet/NumberCell.tsx';
import { ProductCell } from '../quote/sheet/ProductCell.tsx';
import classes from './bundle.module.css';

export function Bundle({ record }: { record: RecordRow }) {
  const type = useObject('product_bundle_item');
  const [adding, setAdding] = useState(false);
  const [failure, setFailure] = useState('');
  const items = useQuery({
    queryKey: [...keys.lists('product_bundle_item'), 'bundle', record.id],
    queryFn: ({ signal }) =>
      listRecords(
        'product_bundle_items',
        {
          filter: { field: 'bundle', op: 'is', value: record.id },
          fields: ['name', 'product', 'quantity', 'product.price', 'product.unit'],
          sort: 'created_at',
          limit: 100,
        },
        signal,
      ),
    enabled: Boolean(type) && type?.can.read !== 'none',
  });
  const rows = items.data?.data ?? [];
  const editable = Boolean(type?.can.create) && type?.can.change !== 'none' && record.can?.includes('change');
  if (!items.isSuccess || record.removed_at || (!rows.length && !editable)) return null;
  if (!rows.length && !adding)
    return (
      <div className={classes.begin}>
        <Button size="compact-xs" variant="subtle" leftSection={<Boxes size={14} />} onClick={() => setAdding(true)}>
          {t('bundle.begin')}
        </Button>
      </div>
    );
  const act = async (work: () => Promise<unknown>) => {
    setFailure('');
    try {
      await work();
    } catch (error) {
      setFailure(describeProblem(error));
    }
    forgetObject('product_bundle_item');
  };
  const prices = rows.map((row) => ({ money: asMoney(row['product.price']), quantity: Number(row.quantity) }));
  const currency = prices[0]?.money?.currency;
  const whole = currency && prices.every(({ money }) => money?.currency === currency);
  const sum = prices.reduce((all, { money, quantity }) => all + Math.round(Number(money?.amount) * quantity * 100), 0);
  return (
    <section className={classes.bundle} aria-label={t('bundle.title')}>
      <Text size="sm" fw={600}>
        {t('bundle.title')}
      </Text>
      <ul className={classes.items}>
        {rows.map((row) => {
          const product = asLink(row.product);
          const price = asMoney(row['product.price']);
          const name = product?.title ?? t('record.untitled');
          return (
            <li key={row.id}>
              <span className={classes.quantity}>
                <NumberCell
                  label={t('bundle.quantity', { name })}
                  column="quantity"
                  value={asText(row.quantity)}
                  shown={formatNumber(asText(row.quantity) || '1')}
                  disabled={!editable}
                  onCommit={(quantity) =>
                    void act(() => changeRecord('product_bundle_items', row.id, null, { quantity: quantity ?? '1' }))
                  }
                  onGo={(event) => {
                    if (event.key === 'Enter') event.currentTarget.blur();
                    return false;
                  }}
                />
              </span>
              <span>{asText(row['product.unit']) || '×'}</span>
              {product && (
                <Link to="/$plural/$id" params={{ plural: 'products', id: product.id }}>
                  {name}
                </Link>
              )}
              <span className={classes.price}>{price && formatMoney(price.amount, price.currency)}</span>
              {editable && (
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={t('bundle.remove', { name })}
                  onClick={() => void act(() => removeRecord('product_bundle_items', row.id))}
                >
                  <Trash2 size={13} />
                </ActionIcon>
              )}
            </li>
          );
        })}
        {editable && (
          <li>
            <ProductCell
              label={t('bundle.add')}
              placeholder={t('bundle.add')}
              value=""
              disabled={false}
              onWords={() => {}}
              onProduct={(product) =>
                void act(() =>
                  createRecord('product_bundle_items', {
                    bundle: { id: record.id, object: 'product' },
                    product: { id: product.id, object: 'product' },
                    quantity: '1',
                  }),
                )
              }
              onGo={() => false}
            />
          </li>
        )}
      </ul>
      {failure && (
        <Text size="xs" c="red" role="alert">
          {failure}
        </Text>
      )}
      {whole && rows.length > 0 && (
        <Group gap="xs" mt={4}>
          <Text size="xs" c="dimmed">
            {t(asMoney(record.price) ? 'bundle.sum_own' : 'bundle.sum', {
              sum: formatMoney((sum / 100).toFixed(2), currency),
            })}
          </Text>
        </Group>
      )}
    </section>
  );
}
