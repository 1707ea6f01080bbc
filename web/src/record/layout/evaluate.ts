// Asks a condition of a layout of the values of one record. Knows no screen and no server.
import type { Condition } from '../../api/layouts.ts';

type Values = Readonly<Record<string, unknown>>;

/** What of a value is compared: the id of a linked record, the amount of money, the plain text of all else. */
function core(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const parts = value as Record<string, unknown>;
  if ('id' in parts) return parts.id;
  if ('amount' in parts) return parts.amount;
  return value;
}

export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}

function equal(one: unknown, other: unknown): boolean {
  const left = core(one);
  const right = core(other);
  if (Array.isArray(left)) return left.some((item) => equal(item, right));
  if (typeof left === 'boolean' || typeof right === 'boolean')
    return Boolean(left) === (right === true || right === 'true');
  if (left === null || left === undefined || right === null || right === undefined)
    return isEmpty(left) && isEmpty(right);
  if (typeof left === 'object' || typeof right === 'object') return JSON.stringify(left) === JSON.stringify(right);
  return String(left) === String(right) || order(left, right) === 0;
}

/** Below zero, zero, above zero; not a number where the two cannot be compared. */
function order(one: unknown, other: unknown): number {
  const left = core(one);
  const right = core(other);
  if (isEmpty(left) || isEmpty(right) || typeof left === 'object' || typeof right === 'object') return Number.NaN;
  const [a, b] = [Number(left), Number(right)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  const [from, to] = [String(left), String(right)];
  // A day and a moment of it: a day stands for its first moment.
  return from < to ? -1 : from > to ? 1 : 0;
}

export function evaluate(condition: Condition, values: Values): boolean {
  if ('and' in condition) return condition.and.every((one) => evaluate(one, values));
  if ('or' in condition) return condition.or.some((one) => evaluate(one, values));
  if ('not' in condition) return !evaluate(condition.not, values);
  const value = values[condition.field];
  const wanted = condition.value;
  switch (condition.op) {
    case 'empty':
      return isEmpty(value);
    case 'filled':
      return !isEmpty(value);
    case 'is':
      return equal(value, wanted);
    case 'is_not':
      return !equal(value, wanted);
    case 'in':
      return Array.isArray(wanted) && wanted.some((one) => equal(value, one));
    case 'not_in':
      return !(Array.isArray(wanted) && wanted.some((one) => equal(value, one)));
    case 'gt':
      return order(value, wanted) > 0;
    case 'gte':
      return order(value, wanted) >= 0;
    case 'lt':
      return order(value, wanted) < 0;
    case 'lte':
      return order(value, wanted) <= 0;
  }
}
