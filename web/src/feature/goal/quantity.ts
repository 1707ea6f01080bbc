// How much of something: an amount of money, or a number.
import type { Quantity } from '../../api/goals.ts';
import { formatMoney, formatNumber } from '../../i18n/format.ts';

export const sizeOf = (quantity: Quantity): number =>
  typeof quantity === 'number' ? quantity : Number(quantity.amount);

/** In short, without cents: what is compared at a glance. */
export function quantityText(quantity: Quantity): string {
  return typeof quantity === 'number' ? formatNumber(quantity) : formatMoney(quantity.amount, quantity.currency, true);
}

export const shareText = (share: number): string =>
  new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(share);
