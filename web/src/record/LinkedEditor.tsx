// Edits a condition on linked records: how many there are, what they come to, and which of them count.
import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import type { ObjectType, Operator } from '../api/types.ts';
import { faceOf } from '../field/faces.ts';
import { asText } from '../field/shared/values.ts';
import { t } from '../i18n/index.ts';
import classes from './bar.module.css';
import {
  BOUND_OPERATORS,
  type Bound,
  type LinkedDraft,
  MANY,
  type Many,
  MEASURES,
  type Measure,
  measurableFields,
} from './linked_filter.ts';
import { WhereEditor } from './WhereEditor.tsx';

const inPlace = { withinPortal: false };
// “More than” and “less than” are said by “at least” and “at most” with whole numbers; they are shown where they stand already.
const OFFERED: readonly Many[] = MANY.filter((many) => many !== 'gt' && many !== 'lt');

export function LinkedEditor({
  object,
  draft,
  onChange,
  depth = 0,
}: {
  /** The object of the linked records. */
  object: ObjectType;
  draft: LinkedDraft;
  onChange: (draft: LinkedDraft) => void;
  depth?: number;
}) {
  const { many, count, bounds } = draft;
  const measurable = measurableFields(object);
  const first = measurable.find((field) => field.kind === 'money') ?? measurable[0];
  const counted = many !== 'some' && many !== 'none';
  const change = (part: Partial<LinkedDraft>) => onChange({ ...draft, ...part });
  const changeBound = (place: number, part: Partial<Bound>) =>
    change({ bounds: bounds.map((bound, index) => (index === place ? { ...bound, ...part } : bound)) });
  return (
    <Stack gap="sm" className={classes.linkedEditor}>
      <div>
        <Text size="xs" fw={600} mb={4}>
          {t('filter.how_many', { objects: object.label_plural.toLowerCase() })}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <Select
            aria-label={t('filter.how_many', { objects: object.label_plural.toLowerCase() })}
            data={MANY.filter((one) => one === many || OFFERED.includes(one)).map((value) => ({
              value,
              label: t(`filter.many.${value}`),
            }))}
            value={many}
            onChange={(next) => next && change(startMany(next as Many, count))}
            allowDeselect={false}
            comboboxProps={inPlace}
            data-autofocus={depth === 0 || undefined}
            flex={1}
          />
          {counted && <CountInput many={many} count={count} onChange={(next) => change({ count: next })} />}
        </Group>
      </div>
      {many !== 'none' && first && (
        <div>
          {bounds.map((bound, place) => (
            <BoundRow
              // biome-ignore lint/suspicious/noArrayIndexKey: bounds have no identity of their own, their place is it
              key={place}
              object={object}
              bound={bound}
              onChange={(part) => changeBound(place, part)}
              onRemove={() => change({ bounds: bounds.filter((_, index) => index !== place) })}
            />
          ))}
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<Plus size={13} />}
            onClick={() => change({ bounds: [...bounds, { measure: 'sum', field: first.key, op: 'gt' }] })}
          >
            {t('filter.add_bound')}
          </Button>
        </div>
      )}
      <WhereEditor object={object} where={draft.where} onChange={(where) => change({ where })} depth={depth} />
    </Stack>
  );
}

function startMany(many: Many, count: unknown): Pick<LinkedDraft, 'many' | 'count'> {
  if (many === 'some' || many === 'none') return { many, count: undefined };
  const number = (Array.isArray(count) ? count[0] : count) ?? 2;
  return { many, count: many === 'between' ? [number, undefined] : number };
}

function CountInput({ many, count, onChange }: { many: Many; count: unknown; onChange: (count: unknown) => void }) {
  const one = (label: string, value: unknown, set: (next: number | undefined) => void) => (
    <NumberInput
      aria-label={label}
      value={asText(value)}
      onChange={(next) => set(next === '' ? undefined : Number(next))}
      min={0}
      max={1_000_000}
      allowDecimal={false}
      w={78}
    />
  );
  if (many !== 'between') return one(t('filter.amount'), count, onChange);
  const [from, to] = Array.isArray(count) ? count : [count, undefined];
  return (
    <>
      {one(t('filter.from'), from, (next) => onChange([next, to]))}
      {one(t('filter.to'), to, (next) => onChange([from, next]))}
    </>
  );
}

function BoundRow({
  object,
  bound,
  onChange,
  onRemove,
}: {
  object: ObjectType;
  bound: Bound;
  onChange: (part: Partial<Bound>) => void;
  onRemove: () => void;
}) {
  const fields = measurableFields(object);
  const field = fields.find((one) => one.key === bound.field);
  const { Filter } = field ? faceOf(field) : { Filter: null };
  return (
    <div className={classes.part}>
      <Group gap="xs" wrap="nowrap" mb="xs">
        <Select
          aria-label={t('filter.measured')}
          data={fields.map((one) => ({ value: one.key, label: one.label }))}
          value={bound.field}
          onChange={(next) => next && onChange({ field: next, value: undefined })}
          allowDeselect={false}
          comboboxProps={inPlace}
          flex={1}
        />
        <Select
          aria-label={t('filter.measure')}
          data={MEASURES.map((value) => ({ value, label: t(`filter.measure.${value}`) }))}
          value={bound.measure}
          onChange={(next) => next && onChange({ measure: next as Measure })}
          allowDeselect={false}
          comboboxProps={inPlace}
          flex={1}
        />
        <ActionIcon size="sm" onClick={onRemove} aria-label={t('filter.remove')}>
          <X size={14} />
        </ActionIcon>
      </Group>
      <Group gap="xs" wrap="nowrap">
        <Select
          aria-label={t('filter.operator')}
          data={BOUND_OPERATORS.map((value) => ({ value, label: t(`operator.${value}`) }))}
          value={bound.op}
          onChange={(next) =>
            next &&
            onChange({
              op: next as Operator,
              ...((next === 'between') !== (bound.op === 'between') && { value: undefined }),
            })
          }
          allowDeselect={false}
          comboboxProps={inPlace}
          w={130}
        />
        {field && Filter && (
          <div style={{ flex: 1 }}>
            <Filter field={field} operator={bound.op} value={bound.value} onChange={(value) => onChange({ value })} />
          </div>
        )}
      </Group>
    </div>
  );
}
