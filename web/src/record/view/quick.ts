// Filters that one press sets: what people ask for first, made from the kinds of an object's fields.
import type { Field, Filter, ObjectType } from '../../api/types.ts';
import { t } from '../../i18n/index.ts';

export interface QuickFilter {
  key: string;
  label: string;
  condition: Filter;
}

const MOST = 6;
// Values that mean that there is still something to do.
const UNDONE = ['open', 'new', 'todo', 'in_progress'];

const can = (field: Field, op: Field['operators'][number]) => field.operators.includes(op);

/** Own ones, what is open, what is due, what is new: as far as the object has fields for it. */
export function quickFilters(object: ObjectType): QuickFilter[] {
  const quick: QuickFilter[] = [];
  const add = (key: string, label: string, condition: Filter) => quick.push({ key, label, condition });
  const fieldOf = (key: string) => object.fields.find((field) => field.key === key);

  const owner = fieldOf('owner');
  if (owner?.to === 'user' && can(owner, 'is')) {
    add('mine', t('quick.mine'), { field: owner.key, op: 'is', value: 'me' });
  }
  const done = object.fields.find((field) => field.kind === 'boolean' && field.key === 'done');
  if (done && can(done, 'is')) add('undone', t('quick.undone'), { field: done.key, op: 'is', value: false });
  for (const field of object.fields.filter(({ kind }) => kind === 'choice')) {
    const choice = field.choices?.find(({ key }) => UNDONE.includes(key));
    if (choice && can(field, 'is')) add(field.key, choice.label, { field: field.key, op: 'is', value: choice.key });
  }
  const moment = fieldOf(object.moment ?? '') ?? fieldOf('close_date');
  if (moment && can(moment, 'within')) {
    if (moment.kind === 'timestamp') {
      add('today', t('quick.today', { field: moment.label }), {
        field: moment.key,
        op: 'within',
        value: { this: 'day' },
      });
    }
    add('week', t('quick.week', { field: moment.label }), { field: moment.key, op: 'within', value: { this: 'week' } });
    if (moment.kind === 'date') {
      add('month', t('quick.month', { field: moment.label }), {
        field: moment.key,
        op: 'within',
        value: { this: 'month' },
      });
    }
  }
  const created = fieldOf('created_at');
  if (created && can(created, 'within')) {
    add('created', t('quick.created'), { field: created.key, op: 'within', value: { this: 'week' } });
  }
  return quick.slice(0, MOST);
}
