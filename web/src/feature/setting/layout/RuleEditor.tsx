// Builds a rule of a layout: some conditions on the record's own values, all or one of which must hold.
import { ActionIcon, Button, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import type { Condition, ConditionOperator } from '../../../api/layouts.ts';
import type { Field, ObjectType } from '../../../api/types.ts';
import { faceOf } from '../../../field/faces.ts';
import { t } from '../../../i18n/index.ts';

type ShownOperator = Exclude<ConditionOperator, 'in' | 'not_in'>;
type One = { field: string; op: ConditionOperator; value?: unknown };

const ORDERED = new Set<Field['kind']>(['money', 'integer', 'decimal', 'percent', 'duration', 'date', 'timestamp']);
const BARE = new Set<ConditionOperator>(['empty', 'filled']);
const PLAIN: ConditionOperator[] = ['is', 'is_not', 'filled', 'empty'];

const operatorsOf = (field: Field | undefined): ConditionOperator[] =>
  field && ORDERED.has(field.kind) ? [...PLAIN, 'gt', 'gte', 'lt', 'lte'] : PLAIN;

/** A rule as this editor can show it; null for one that was nested elsewhere. */
function readRule(rule: Condition): { join: 'and' | 'or'; list: One[] } | null {
  if ('field' in rule) return { join: 'and', list: [rule] };
  if ('not' in rule) return null;
  const list = 'and' in rule ? rule.and : rule.or;
  if (!list.every((one): one is One => 'field' in one)) return null;
  return { join: 'and' in rule ? 'and' : 'or', list: list as One[] };
}

const writeRule = (join: 'and' | 'or', list: One[]): Condition => (join === 'and' ? { and: list } : { or: list });

interface Props {
  object: ObjectType;
  /** The field the rule is about, which it cannot ask. */
  field: string;
  rule: Condition;
  onChange: (rule: Condition) => void;
}

export function RuleEditor({ object, field, rule, onChange }: Props) {
  const known = object.fields.filter((one) => one.key !== field && (!one.system || one.key === 'owner'));
  const read = readRule(rule);
  if (!read) {
    return (
      <Text size="sm" c="dimmed">
        {t('layout.rule_nested')}
      </Text>
    );
  }
  const { join, list } = read;
  const change = (place: number, part: Partial<One>) =>
    onChange(
      writeRule(
        join,
        list.map((one, at) => (at === place ? { ...one, ...part } : one)),
      ),
    );
  const first = known[0];
  return (
    <Stack gap="xs">
      {list.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={t('layout.rule_join')}
          value={join}
          onChange={(next) => onChange(writeRule(next as 'and' | 'or', list))}
          data={[
            { value: 'and', label: t('layout.rule_all') },
            { value: 'or', label: t('layout.rule_any') },
          ]}
        />
      )}
      {list.map((one, place) => {
        const asked = object.fields.find((candidate) => candidate.key === one.field);
        const { Input } = asked ? faceOf(asked) : { Input: null };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
          <Group key={place} gap="xs" align="flex-start" wrap="nowrap">
            <Stack gap={4} style={{ flex: 1, minWidth: 0 }}>
              <Group gap="xs" grow>
                <Select
                  searchable
                  aria-label={t('filter.find_field')}
                  data={known.map((candidate) => ({ value: candidate.key, label: candidate.label }))}
                  value={one.field}
                  allowDeselect={false}
                  onChange={(key) => key && change(place, { field: key, op: 'filled', value: undefined })}
                />
                <Select
                  aria-label={t('layout.rule_operator')}
                  data={operatorsOf(asked).map((op) => ({ value: op, label: t(`layout.op_${op as ShownOperator}`) }))}
                  value={one.op}
                  allowDeselect={false}
                  onChange={(op) => op && change(place, { op: op as ConditionOperator })}
                />
              </Group>
              {asked && Input && !BARE.has(one.op) && (
                <Input
                  field={asked}
                  aria-label={t('layout.rule_value')}
                  value={one.value ?? null}
                  onChange={(value) => change(place, { value })}
                />
              )}
            </Stack>
            <ActionIcon
              aria-label={t('layout.rule_drop')}
              mt={4}
              disabled={list.length === 1}
              onClick={() =>
                onChange(
                  writeRule(
                    join,
                    list.filter((_, at) => at !== place),
                  ),
                )
              }
            >
              <X size={15} />
            </ActionIcon>
          </Group>
        );
      })}
      {first && (
        <Button
          size="compact-sm"
          variant="subtle"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<Plus size={13} />}
          onClick={() => onChange(writeRule(join, [...list, { field: first.key, op: 'filled' }]))}
        >
          {t('layout.rule_add')}
        </Button>
      )}
    </Stack>
  );
}
