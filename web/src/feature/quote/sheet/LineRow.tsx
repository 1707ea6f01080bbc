// A line of the sheet: what, how much, at which price, less what; where the price list says something else now, the new price and what to
// do about it.
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { ArrowDown, ArrowRight, ArrowUp, Check, EllipsisVertical, Trash2, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { RecordRow } from '../../../api/types.ts';
import { asLink, asMoney, asText } from '../../../field/shared/values.ts';
import { formatMoney, formatNumber, formatPercent } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import type { LineActs } from './lines.ts';
import { NumberCell } from './NumberCell.tsx';
import { ProductCell } from './ProductCell.tsx';
import classes from './sheet.module.css';

interface Props {
  line: RecordRow;
  number: number;
  acts: LineActs;
  editable: boolean;
  isFirst: boolean;
  isLast: boolean;
  showsUnit: boolean;
  showsMargin: boolean;
  currency: string;
  /** What to do about a price that moved; nothing where nothing can be done. */
  onPrice?: (line: RecordRow, keep: boolean) => void;
  onGo: (event: KeyboardEvent<HTMLInputElement>) => boolean;
}

/** What is left of a line after its cost; a help for the eye, the sum of all comes from the server. */
function marginOf(line: RecordRow): string {
  const [total, cost] = [Number(asMoney(line.total)?.amount), asMoney(line.cost)];
  if (!cost || !total) return '';
  return formatPercent((((total - Number(cost.amount) * Number(line.quantity ?? 0)) / total) * 100).toFixed(1));
}

export function LineRow(props: Props) {
  const { line, acts, editable, onGo } = props;
  const name = asText(line.description) || asLink(line.product)?.title || t('record.untitled');
  const label = (column: string) => t('lines.cell', { column, line: props.number, name });
  const money = (value: unknown) => {
    const found = asMoney(value);
    return found ? formatMoney(found.amount, found.currency) : '';
  };
  const price = asMoney(line.unit_price);
  const moved = asMoney(line.new_price);
  const refusal = acts.refused[line.id];
  const change = (values: Record<string, unknown>) => void acts.change(line, values);
  return (
    <>
      <tr data-line={line.id} data-moved={moved ? true : undefined}>
        <td className={classes.place}>{props.number}</td>
        <td className={classes.what}>
          <ProductCell
            label={label(t('lines.description'))}
            value={asText(line.description)}
            disabled={!editable}
            onWords={(words) => change({ description: words || null })}
            onProduct={(product) =>
              change({ product: { id: product.id, object: 'product' }, description: null, unit: null })
            }
            onGo={onGo}
          />
        </td>
        <td data-label={t('lines.quantity')}>
          <NumberCell
            label={label(t('lines.quantity'))}
            column="quantity"
            value={asText(line.quantity)}
            shown={line.quantity ? formatNumber(asText(line.quantity)) : ''}
            disabled={!editable}
            onCommit={(quantity) => change({ quantity: quantity ?? '1' })}
            onGo={onGo}
          />
        </td>
        {props.showsUnit && <td className={classes.unit}>{asText(line.unit)}</td>}
        <td data-label={t('lines.price')}>
          <NumberCell
            label={label(t('lines.price'))}
            column="unit_price"
            value={price?.amount ?? ''}
            shown={money(line.unit_price)}
            disabled={!editable}
            onCommit={(amount) =>
              change({ unit_price: amount === null ? null : { amount, currency: price?.currency ?? props.currency } })
            }
            onGo={onGo}
          />
          {moved && (
            <span className={classes.moved}>
              <ArrowRight size={13} aria-hidden="true" />
              <span className="tabular">
                <span className="visually-hidden">{t('lines.new_price')} </span>
                {money(moved)}
              </span>
              {props.onPrice && (
                <>
                  <Tooltip label={t('lines.take_over')}>
                    <ActionIcon
                      size="xs"
                      variant="light"
                      aria-label={t('lines.take_over_of', { name })}
                      onClick={() => props.onPrice?.(line, false)}
                    >
                      <Check size={12} />
                    </ActionIcon>
                  </Tooltip>
                  <Tooltip label={t('lines.keep')}>
                    <ActionIcon
                      size="xs"
                      variant="subtle"
                      color="gray"
                      aria-label={t('lines.keep_of', { name })}
                      onClick={() => props.onPrice?.(line, true)}
                    >
                      <X size={12} />
                    </ActionIcon>
                  </Tooltip>
                </>
              )}
            </span>
          )}
        </td>
        <td data-label={t('lines.discount')}>
          <NumberCell
            label={label(t('lines.discount'))}
            column="discount"
            value={asText(line.discount)}
            shown={Number(line.discount) ? formatPercent(asText(line.discount)) : editable ? '' : '–'}
            disabled={!editable}
            onCommit={(discount) => change({ discount })}
            onGo={onGo}
          />
        </td>
        <td data-label={t('lines.tax')}>
          <NumberCell
            label={label(t('lines.tax'))}
            column="tax_rate"
            value={asText(line.tax_rate)}
            shown={line.tax_rate ? formatPercent(asText(line.tax_rate)) : ''}
            disabled={!editable}
            onCommit={(rate) => change({ tax_rate: rate })}
            onGo={onGo}
          />
        </td>
        {props.showsMargin && (
          <td className={classes.told} data-label={t('lines.margin')}>
            {marginOf(line)}
          </td>
        )}
        <td className={classes.total} data-label={t('lines.total')}>
          {money(line.total)}
        </td>
        {editable && (
          <td className={classes.acts}>
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('lines.acts', { name })}>
                  <EllipsisVertical size={15} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<ArrowUp size={14} />}
                  disabled={props.isFirst}
                  onClick={() => void acts.move(line, -1)}
                >
                  {t('lines.up')}
                </Menu.Item>
                <Menu.Item
                  leftSection={<ArrowDown size={14} />}
                  disabled={props.isLast}
                  onClick={() => void acts.move(line, 1)}
                >
                  {t('lines.down')}
                </Menu.Item>
                <Menu.Item color="red" leftSection={<Trash2 size={14} />} onClick={() => void acts.remove(line)}>
                  {t('lines.remove')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </td>
        )}
      </tr>
      {refusal && (
        <tr className={classes.refusal}>
          <td colSpan={10} role="alert">
            {refusal}
          </td>
        </tr>
      )}
    </>
  );
}
