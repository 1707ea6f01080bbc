// What becomes of texts that are no known choice: each is sent to a choice, left empty, or its row is refused.
import { Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { ArrowRight } from 'lucide-react';
import type { FieldMapping, Mapping } from '../../api/imports.ts';
import { t } from '../../i18n/index.ts';
import classes from './import.module.css';
import { changeFieldAt, fieldAt } from './mapping.ts';
import {
  BLANK,
  type ChoiceColumn,
  fateOf,
  hasMore,
  REFUSE,
  settle,
  type UnknownText,
  unknownValues,
} from './values.ts';

export function ValuesStep({
  columns,
  mapping,
  onChange,
}: {
  columns: ChoiceColumn[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}) {
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('import.values_text')}
      </Text>
      {columns.map((one) => {
        const target = fieldAt(mapping, one.place);
        return (
          target && (
            <ColumnValues
              key={one.column.index}
              one={one}
              target={target}
              unknown={unknownValues(one, target)}
              onChange={(next) => onChange(changeFieldAt(mapping, one.place, next))}
            />
          )
        );
      })}
    </Stack>
  );
}

function ColumnValues({
  one,
  target,
  unknown,
  onChange,
}: {
  one: ChoiceColumn;
  target: FieldMapping;
  unknown: UnknownText[];
  onChange: (target: FieldMapping) => void;
}) {
  const { column, field } = one;
  const texts = unknown.map(({ text }) => text);
  const options = [
    { value: BLANK, label: t('import.value_blank') },
    { value: REFUSE, label: t('import.value_refuse') },
  ];
  return (
    <section className={classes.card} aria-label={column.header}>
      <Group gap={8} mb={4}>
        <Text fw={600}>{column.header}</Text>
        <ArrowRight size={14} aria-hidden="true" opacity={0.5} />
        <Text fw={600}>{field.label}</Text>
      </Group>
      {unknown.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('import.values_known')}
        </Text>
      )}
      {unknown.map(({ text, rows }) => (
        <div key={text} className={classes.value}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {text}
            {rows !== null && (
              <Text span size="xs" c="dimmed" className="tabular">
                {` · ${t('import.value_rows', { count: rows })}`}
              </Text>
            )}
          </Text>
          <Select
            size="xs"
            aria-label={t('import.value_becomes', { value: text })}
            data={[
              ...options,
              {
                group: t('fields.choices'),
                items: (field.choices ?? []).map(({ key, label }) => ({ value: key, label })),
              },
            ]}
            value={fateOf(target, field, text)}
            onChange={(fate) => fate && onChange(settle(target, texts, text, fate))}
            allowDeselect={false}
            searchable
          />
        </div>
      ))}
      {hasMore(one) && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('import.values_more')}
        </Text>
      )}
      <Group gap="xs" mt="md">
        <Text size="xs" c="dimmed">
          {t(unknown.length ? 'import.values_rest' : 'import.values_any')}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={t('import.values_rest')}
          data={[
            { value: 'blank', label: t('import.value_blank') },
            { value: 'refuse', label: t('import.value_refuse') },
          ]}
          value={target.unknown_choice ?? 'refuse'}
          onChange={(rest) => onChange({ ...target, unknown_choice: rest as 'blank' | 'refuse' })}
        />
      </Group>
    </section>
  );
}
