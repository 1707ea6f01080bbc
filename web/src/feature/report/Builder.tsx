// Builds a report: what is counted, by what, of which time, and how it is drawn. Each step changes the preview at once.
import { ActionIcon, Button, Group, NumberInput, Popover, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import {
  AreaChart,
  ChartBarStacked,
  ChartColumn,
  ChartLine,
  ChartScatter,
  Filter as FunnelIcon,
  Grid3x3,
  Hash,
  type LucideIcon,
  Map as MapIcon,
  Plus,
  Sheet,
  Table2,
  Waypoints,
  X,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import {
  BUCKETS,
  type Definition,
  type Dimension,
  FORMS,
  type FormulaAsked,
  MEASURES,
  type MeasureAsked,
  type MeasureKind,
} from '../../api/reports.ts';
import type { Field, ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { findField, shownKind } from '../../dictionary/dictionary.ts';
import { t } from '../../i18n/index.ts';
import { FieldMenu } from '../../record/FieldMenu.tsx';
import { FilterBar } from '../../record/FilterBar.tsx';
import { isTime } from '../../record/group.ts';
import { PeriodChooser } from './PeriodChooser.tsx';
import { KINDS, kindOf, lacks, type ReportKind } from './plot.ts';
import classes from './report.module.css';
import { dimensionName, LETTERS, measureName, measuresOf } from './words.ts';

const ICON = 15;
const KIND_ICONS: Record<ReportKind, LucideIcon> = {
  table: Table2,
  pivot: Sheet,
  bar: ChartColumn,
  stacked: ChartBarStacked,
  line: ChartLine,
  area: AreaChart,
  funnel: FunnelIcon,
  heat: Grid3x3,
  scatter: ChartScatter,
  flow: Waypoints,
  map: MapIcon,
  number: Hash,
};
const MOST_DIMENSIONS = 3;
const MOST_COLUMNS = 10;
/** Addresses: grouped by their country. */
const isPlace = (field: Field) => field.kind === 'postal_address';
const NUMBERS = new Set(['integer', 'decimal', 'percent', 'money', 'duration']);

export const isNumber = (field: Field) => NUMBERS.has(shownKind(field));

interface Props {
  object: ObjectType;
  definition: Definition;
  onChange: (next: Definition) => void;
}

export function Builder({ object, definition, onChange }: Props) {
  const dictionary = useDictionary();
  const change = (part: Partial<Definition>) => {
    const { named: _first, ...rest } = definition;
    onChange({ ...rest, ...part });
  };
  const by = definition.by ?? [];
  const measures = measuresOf(definition);
  const formulas = definition.formulas ?? [];
  const columns = measures.length + formulas.length;
  const objects = dictionary.objects.filter(({ can }) => can.read !== 'none');
  const kind = kindOf(definition);
  const columnNames = [
    ...measures.map((asked, place) => `${LETTERS[place]} · ${measureName(dictionary, object, asked)}`),
    ...formulas.map(({ name }, place) => `${LETTERS[measures.length + place]} · ${name}`),
  ];
  return (
    <section className={classes.builder} aria-label={t('report.builder')}>
      <Part title={t('report.object')}>
        <Select
          aria-label={t('report.object')}
          searchable
          allowDeselect={false}
          value={object.key}
          data={objects
            .map(({ key, label_plural }) => ({ value: key, label: label_plural }))
            .sort((a, b) => a.label.localeCompare(b.label))}
          onChange={(key) => key && key !== object.key && onChange({ object: key })}
        />
      </Part>
      <Part
        title={t('report.measures')}
        add={
          columns < MOST_COLUMNS && (
            <Adding label={t('report.add_measure')}>
              {(close) => (
                <>
                  <Button
                    fullWidth
                    justify="start"
                    variant="subtle"
                    size="compact-sm"
                    onClick={() => {
                      change({ measures: [...measures, { measure: 'count' }] });
                      close();
                    }}
                  >
                    {t('report.count')}
                  </Button>
                  <FieldMenu
                    object={object}
                    accepts={(field) => !field.computed || shownKind(field) !== 'text'}
                    onChoose={(path, field) => {
                      const told = findField(dictionary, object, path) ?? field;
                      const next: MeasureAsked = { measure: isNumber(told) ? 'sum' : 'distinct', field: path };
                      // Counting is what is shown while nothing else was asked for.
                      change({ measures: [...(definition.measures ?? []), next] });
                      close();
                    }}
                  />
                </>
              )}
            </Adding>
          )
        }
      >
        {measures.map((asked, place) => (
          <MeasureChip
            // biome-ignore lint/suspicious/noArrayIndexKey: a measure has no identity but its letter
            key={place}
            letter={LETTERS[place] ?? ''}
            object={object}
            asked={asked}
            onChange={(next) =>
              change({ measures: measures.flatMap((one, at) => (at === place ? (next ? [next] : []) : [one])) })
            }
            alone={measures.length === 1}
          />
        ))}
        {formulas.map((formula, place) => (
          <FormulaRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a formula has no identity but its letter
            key={place}
            letter={LETTERS[measures.length + place] ?? ''}
            formula={formula}
            onChange={(next) =>
              change({ formulas: formulas.flatMap((one, at) => (at === place ? (next ? [next] : []) : [one])) })
            }
          />
        ))}
        {columns < MOST_COLUMNS && (
          <Button
            variant="subtle"
            size="compact-xs"
            justify="start"
            onClick={() =>
              change({
                measures,
                formulas: [
                  ...formulas,
                  { name: t('report.formula'), formula: measures.length > 1 ? 'A / B' : '100 * A / total(A)' },
                ],
              })
            }
          >
            {t('report.add_formula')}
          </Button>
        )}
      </Part>
      <Part
        title={t('report.by')}
        add={
          by.length < MOST_DIMENSIONS && (
            <Adding label={t('report.add_dimension')}>
              {(close) => (
                <FieldMenu
                  object={object}
                  accepts={(field) => field.groupable || isNumber(field) || isPlace(field)}
                  onChoose={(path, field) => {
                    const told = findField(dictionary, object, path) ?? field;
                    const next: Dimension = {
                      field: path,
                      ...(isTime(told)
                        ? { bucket: 'month' as const }
                        : isPlace(told)
                          ? { bucket: 'country' as const }
                          : isNumber(told)
                            ? { band: 100 }
                            : {}),
                    };
                    change({ by: [...by, next] });
                    close();
                  }}
                />
              )}
            </Adding>
          )
        }
      >
        {by.map((dimension, place) => (
          <DimensionChip
            // biome-ignore lint/suspicious/noArrayIndexKey: the same field may be a dimension twice
            key={place}
            object={object}
            dimension={dimension}
            onChange={(next) => change({ by: by.flatMap((one, at) => (at === place ? (next ? [next] : []) : [one])) })}
          />
        ))}
      </Part>
      <Part title={t('report.filter')}>
        <FilterBar
          bare
          object={object}
          filter={definition.filter ?? undefined}
          q={undefined}
          onFilter={(filter) => change({ filter: filter ?? null })}
          onQuick={() => {}}
        />
      </Part>
      <Part title={t('report.period')}>
        <PeriodChooser object={object} definition={definition} onChange={change} />
      </Part>
      <Part title={t('report.kind')}>
        <div className={classes.kinds}>
          {KINDS.map((one) => {
            const Icon = KIND_ICONS[one];
            const lacking = lacks(one, definition);
            return (
              <button
                key={one}
                type="button"
                className={classes.kind}
                aria-pressed={one === kind}
                title={lacking ? t(lacking) : undefined}
                onClick={() => change({ chart: { ...definition.chart, kind: one } })}
              >
                <Icon size={17} aria-hidden="true" opacity={lacking ? 0.45 : 1} />
                {t(`report.kind.${one}`)}
              </button>
            );
          })}
        </div>
      </Part>
      {by.length > 0 && (
        <Part title={t('report.order')}>
          <Select
            aria-label={t('report.order')}
            size="xs"
            allowDeselect={false}
            value={definition.sort ?? ''}
            data={[
              { value: '', label: t('report.order.usual') },
              { value: 'key', label: t('report.order.key') },
              ...columnNames.flatMap((name, place) => [
                { value: `-${LETTERS[place]}`, label: t('report.order.down', { column: name }) },
                { value: LETTERS[place] ?? 'A', label: t('report.order.up', { column: name }) },
              ]),
            ]}
            onChange={(sort) => change({ sort: sort || null })}
          />
          <NumberInput
            size="xs"
            label={t('report.top')}
            placeholder={t('report.top_all')}
            min={1}
            max={100}
            allowDecimal={false}
            value={definition.top ?? ''}
            onChange={(top) => change({ top: typeof top === 'number' && top >= 1 ? Math.min(100, top) : null })}
          />
        </Part>
      )}
    </section>
  );
}

function Part({ title, add, children }: { title: string; add?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.part}>
      <Group justify="space-between" wrap="nowrap">
        <b style={{ fontSize: 'var(--mantine-font-size-xs)' }}>{title}</b>
        {add}
      </Group>
      {children}
    </div>
  );
}

function Adding({ label, children }: { label: string; children: (close: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus>
      <Popover.Target>
        <ActionIcon size="sm" aria-label={label} title={label} onClick={() => setOpen(!open)}>
          <Plus size={ICON} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="xs">{children(() => setOpen(false))}</Popover.Dropdown>
    </Popover>
  );
}

function Away({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon size="xs" aria-label={label} onClick={onClick}>
      <X size={13} />
    </ActionIcon>
  );
}

interface MeasureProps {
  letter: string;
  object: ObjectType;
  asked: MeasureAsked;
  alone: boolean;
  onChange: (next: MeasureAsked | null) => void;
}

function MeasureChip({ letter, object, asked, alone, onChange }: MeasureProps) {
  const dictionary = useDictionary();
  const field = asked.field ? findField(dictionary, object, asked.field) : undefined;
  const able = MEASURES.filter((measure) => {
    if (!field) return false;
    if (measure === 'count' || measure === 'distinct') return true;
    return isNumber(field) || (isTime(field) && (measure === 'min' || measure === 'max'));
  });
  return (
    <div className={classes.chip}>
      <b aria-hidden="true">{letter}</b>
      <span title={field?.label}>{field?.label ?? t('report.count')}</span>
      {field && (
        <Select
          size="xs"
          w={116}
          aria-label={t('report.measure_how', { field: field.label })}
          allowDeselect={false}
          value={asked.measure}
          data={able.map((value) => ({ value, label: t(`report.measure.${value}`) }))}
          onChange={(measure) => measure && onChange({ ...asked, measure: measure as MeasureKind })}
        />
      )}
      {!(alone && !field) && <Away label={t('report.take_away')} onClick={() => onChange(null)} />}
    </div>
  );
}

interface FormulaProps {
  letter: string;
  formula: FormulaAsked;
  onChange: (next: FormulaAsked | null) => void;
}

function FormulaRow({ letter, formula, onChange }: FormulaProps) {
  const [text, setText] = useState(formula.formula);
  const [name, setName] = useState(formula.name);
  const tell = useDebouncedCallback(onChange, 350);
  return (
    <div className={classes.chip} style={{ flexWrap: 'wrap' }}>
      <b aria-hidden="true">{letter}</b>
      <TextInput
        size="xs"
        flex={1}
        miw={90}
        aria-label={t('report.formula_name')}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
          tell({ ...formula, formula: text, name: event.currentTarget.value });
        }}
      />
      <Away label={t('report.take_away')} onClick={() => onChange(null)} />
      <TextInput
        size="xs"
        flex={1}
        miw={120}
        ff="monospace"
        aria-label={t('report.formula')}
        description={t('report.formula_hint')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          tell({ ...formula, name, formula: event.currentTarget.value });
        }}
      />
      <Select
        size="xs"
        w={96}
        aria-label={t('report.form')}
        allowDeselect={false}
        value={formula.form ?? 'number'}
        data={FORMS.map((value) => ({ value, label: t(`report.form.${value}`) }))}
        onChange={(form) => onChange({ ...formula, name, formula: text, form: form as 'number' })}
      />
    </div>
  );
}

interface DimensionProps {
  object: ObjectType;
  dimension: Dimension;
  onChange: (next: Dimension | null) => void;
}

function DimensionChip({ object, dimension, onChange }: DimensionProps) {
  const dictionary = useDictionary();
  const field = findField(dictionary, object, dimension.field);
  const label = field?.label ?? dimension.field;
  const name = field && isPlace(field) ? dimensionName(dictionary, object, dimension) : label;
  return (
    <div className={classes.chip}>
      <span title={name}>{name}</span>
      {field && isTime(field) && (
        <Select
          size="xs"
          w={116}
          aria-label={t('report.bucket_of', { field: label })}
          allowDeselect={false}
          value={dimension.bucket ?? 'day'}
          data={BUCKETS.filter(
            (bucket) => bucket !== 'country' && (bucket !== 'hour' || shownKind(field) === 'timestamp'),
          ).map((value) => ({
            value,
            label: t(`report.bucket.${value}`),
          }))}
          onChange={(bucket) => bucket && onChange({ ...dimension, bucket: bucket as (typeof BUCKETS)[number] })}
        />
      )}
      {field && isNumber(field) && (
        <NumberInput
          size="xs"
          w={104}
          aria-label={t('report.band_of', { field: label })}
          prefix={`${t('report.band_each')} `}
          min={0}
          value={Number(dimension.band ?? 0) || ''}
          onChange={(band) =>
            onChange(Number(band) > 0 ? { field: dimension.field, band: String(band) } : { field: dimension.field })
          }
        />
      )}
      <Away label={t('report.take_away')} onClick={() => onChange(null)} />
    </div>
  );
}
