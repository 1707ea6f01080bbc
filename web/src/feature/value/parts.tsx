// What the pages of value and leaving share: figures, a section with a sentence, a refusal, and the link to a customer.
import { Alert, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CircleSlash } from 'lucide-react';
import type { ReactNode } from 'react';
import { keys } from '../../api/query.ts';
import { listRecords } from '../../api/records.ts';
import { useObject } from '../../dictionary/context.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { t } from '../../i18n/index.ts';
import { Blank } from '../../ui/Blank.tsx';
import { NotYet } from '../knowledge/NotYet.tsx';
import type { Refused } from './model.ts';
import classes from './value.module.css';
import { refusalText } from './words.ts';

const MOST_CATEGORIES = 200;

export function Figures({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes.figures}>
      {rows.map(([name, value]) => (
        <div key={name} className={classes.figure}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Section({ title, says, children }: { title: string; says?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <h2>{title}</h2>
      {says && <p className={classes.says}>{says}</p>}
      {children}
    </section>
  );
}

/** Why the whole cannot be said. Only too few purchases are helped by more of them. */
export function Refusal({ why }: { why: Refused | undefined }) {
  const text = why && refusalText(why);
  if (!why || why.key === 'too_few' || why.key === 'no_repeat') return <NotYet of="purchases" why={text} />;
  return <Blank icon={<CircleSlash />} title={t('value.no_answer')} text={text} />;
}

/** Why a part of it cannot be said: that is no fault, so it looks like none. */
export function RefusalNote({ refusal, title }: { refusal: Refused; title: string }) {
  return (
    <Alert color="gray" title={title} my="sm">
      <Text size="sm">{refusalText(refusal)}</Text>
    </Alert>
  );
}

export function CustomerLink({ row }: { row: { object: string; id: string; title?: string | null } }) {
  return (
    <RecordLink object={row.object} id={row.id} className="plain-link">
      {row.title || t('value.unnamed')}
    </RecordLink>
  );
}

const CUSTOMERS = ['all', 'companies', 'people'] as const;

export function CustomersChooser({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (next: string | undefined) => void;
}) {
  return (
    <Select
      label={t('value.customers')}
      data={CUSTOMERS.map((one) => ({ value: one, label: t(`value.customers.${one}`) }))}
      value={value ?? 'all'}
      allowDeselect={false}
      w={170}
      onChange={(next) => onChange(next === 'all' ? undefined : (next ?? undefined))}
    />
  );
}

/** Only what was bought of one category: a service among goods is judged by itself. */
export function CategoryChooser({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (next: string | undefined) => void;
}) {
  const noun = useObject('product_category');
  const found = useQuery({
    queryKey: [...keys.lists('product_category'), 'chooser'],
    enabled: Boolean(noun),
    queryFn: ({ signal }) =>
      listRecords(noun?.plural ?? '', { fields: ['name'], sort: 'name', limit: MOST_CATEGORIES }, signal),
  });
  const categories = found.data?.data ?? [];
  if (!categories.length) return null;
  return (
    <Select
      label={t('value.category')}
      placeholder={t('value.category_all')}
      data={categories.map(({ id, title }) => ({ value: id, label: title ?? id }))}
      value={value ?? null}
      searchable
      clearable
      w={190}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
