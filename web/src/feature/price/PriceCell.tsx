// What a product costs in a book: its prices by quantity, changed in a small sheet above the cell.
import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import type { RecordRow } from '../../api/types.ts';
import { asText } from '../../field/shared/values.ts';
import { formatMoney, formatNumber, formatPercent, parseDecimal, typedDecimal } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import classes from './price.module.css';
import { addTier, changeTier, removeTier, type Tier } from './prices.ts';

interface Props {
  book: RecordRow;
  product: RecordRow;
  tiers: readonly Tier[];
  /** The list price where it is in the currency of the book. */
  listed: string | null;
  editable: boolean;
}

/** How far a price lies from the list, in whole percent. */
function against(amount: string, listed: string | null): string {
  const percent = listed && Number(listed) ? Math.round((Number(amount) / Number(listed) - 1) * 100) : 0;
  return percent ? `${percent > 0 ? '+' : ''}${formatPercent(percent)}` : '';
}

export function PriceCell({ book, product, tiers, listed, editable }: Props) {
  const [opened, setOpened] = useState(false);
  const currency = asText(book.currency);
  const shown = tiers.map((tier) => (
    <span key={tier.id} className={classes.tier}>
      {(tiers.length > 1 || Number(tier.from) > 1) && (
        <small>{t('prices.from', { quantity: formatNumber(tier.from) })}</small>
      )}
      <span className="tabular">{formatMoney(tier.amount, currency)}</span>
      <small className={classes.against}>{against(tier.amount, listed)}</small>
    </span>
  ));
  if (!editable) return <td>{shown}</td>;
  return (
    <td>
      <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className={classes.cell} aria-expanded={opened} onClick={() => setOpened(!opened)}>
            <span className="visually-hidden">
              {t('prices.change', { product: product.title, book: book.title })}:{' '}
            </span>
            {tiers.length ? shown : <span className={classes.none}>–</span>}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <Tiers book={book} product={product} tiers={tiers} currency={currency} onClose={() => setOpened(false)} />
        </Popover.Dropdown>
      </Popover>
    </td>
  );
}

interface Draft {
  key: string;
  id: string | null;
  from: string;
  amount: string;
}

function Tiers({
  book,
  product,
  tiers,
  currency,
  onClose,
}: {
  book: RecordRow;
  product: RecordRow;
  tiers: readonly Tier[];
  currency: string;
  onClose: () => void;
}) {
  const start: Draft[] = tiers.map((tier) => ({
    key: tier.id,
    id: tier.id,
    from: typedDecimal(tier.from),
    amount: typedDecimal(tier.amount),
  }));
  const [rows, setRows] = useState<Draft[]>(start.length ? start : [fresh(0)]);
  const [made, setMade] = useState(1);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const set = (key: string, values: Partial<Draft>) =>
    setRows((old) => old.map((row) => (row.key === key ? { ...row, ...values } : row)));
  const isWrong = (text: string) => text.trim() !== '' && parseDecimal(text) === null;
  const save = async () => {
    setBusy(true);
    setFailure('');
    try {
      for (const gone of tiers.filter((tier) => !rows.some((row) => row.id === tier.id))) await removeTier(gone.id);
      for (const row of rows) {
        const [from, amount] = [parseDecimal(row.from) ?? '1', parseDecimal(row.amount)];
        const before = tiers.find((tier) => tier.id === row.id);
        if (!before && amount !== null) await addTier(book, product.id, from, amount);
        else if (before && amount === null) await removeTier(before.id);
        else if (before && amount !== null && (before.from !== from || before.amount !== amount))
          await changeTier(book, before.id, { from, amount });
      }
      onClose();
    } catch (error) {
      setFailure(describeProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {product.title}
          <Text size="xs" c="dimmed" fw={400}>
            {book.title}
          </Text>
        </Text>
        {rows.map((row, index) => (
          <Group key={row.key} gap="xs" wrap="nowrap" align="flex-end">
            <TextInput
              size="xs"
              w={90}
              label={index === 0 ? t('prices.quantity') : undefined}
              aria-label={t('prices.quantity')}
              inputMode="decimal"
              value={row.from}
              error={isWrong(row.from)}
              onChange={(event) => set(row.key, { from: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              w={130}
              data-autofocus={index === 0 || undefined}
              label={index === 0 ? t('prices.price', { currency }) : undefined}
              aria-label={t('prices.price', { currency })}
              inputMode="decimal"
              value={row.amount}
              error={isWrong(row.amount)}
              onChange={(event) => set(row.key, { amount: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('prices.remove')}
              onClick={() => setRows((old) => old.filter((one) => one.key !== row.key))}
            >
              <Trash2 size={14} />
            </ActionIcon>
          </Group>
        ))}
        {failure && (
          <Text size="xs" c="red" role="alert">
            {failure}
          </Text>
        )}
        <Group justify="space-between">
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<Plus size={13} />}
            onClick={() => {
              setRows((old) => [...old, fresh(made)]);
              setMade(made + 1);
            }}
          >
            {t('prices.add')}
          </Button>
          <Button
            size="compact-sm"
            type="submit"
            loading={busy}
            disabled={rows.some((row) => isWrong(row.from) || isWrong(row.amount))}
          >
            {t('prices.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const fresh = (number: number): Draft => ({ key: `new ${number}`, id: null, from: number ? '' : '1', amount: '' });
