// Where each column goes: the guess with how sure it is and why, examples beside it, and questions only a person can answer.
import {
  ActionIcon,
  Badge,
  Button,
  Group,
  Menu,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { ArrowRight, Plus, X } from 'lucide-react';
import type { FieldMapping, Import, ImportColumn, Mapping } from '../../api/imports.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { t } from '../../i18n/index.ts';
import classes from './import.module.css';
import {
  addObject,
  changeFieldAt,
  changeTarget,
  dropObject,
  fieldAt,
  nameOf,
  placeOf,
  readTarget,
  targetOptions,
  writeTarget,
} from './mapping.ts';
import { PutTogether } from './PutTogether.tsx';
import { answerOf, optionLabel, parseOf } from './questions.ts';

export function ColumnsStep({
  one,
  mapping,
  onChange,
}: {
  one: Import;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}) {
  const dictionary = useDictionary();
  const groups = mapping.objects.map((object, place) => {
    const type = dictionary.byKey.get(object.object);
    return { group: type?.label ?? nameOf(object), items: targetOptions(place, type) };
  });
  const addable = dictionary.objects.filter(
    (object) => object.can.create && object.key !== 'file' && object.key !== 'tag',
  );
  return (
    <Stack>
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {t('import.makes')}
        </Text>
        {mapping.objects.map((object, place) => {
          const type = dictionary.byKey.get(object.object);
          return (
            <Badge
              key={nameOf(object)}
              size="lg"
              leftSection={<ObjectIcon object={type} size={14} />}
              rightSection={
                mapping.objects.length > 1 && (
                  <ActionIcon
                    size={16}
                    aria-label={t('import.drop_object', { object: type?.label ?? object.object })}
                    onClick={() => onChange(dropObject(mapping, place))}
                  >
                    <X size={12} />
                  </ActionIcon>
                )
              }
            >
              {type?.label_plural ?? object.object}
            </Badge>
          );
        })}
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="default" size="compact-sm" leftSection={<Plus size={14} />}>
              {t('import.add_object')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
            {addable.map((object) => (
              <Menu.Item
                key={object.key}
                leftSection={<ObjectIcon object={object} />}
                onClick={() => onChange(addObject(mapping, dictionary, object.key))}
              >
                {object.label_plural}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      <div className={classes.columns}>
        {one.columns.map((column) => (
          <ColumnRow
            key={column.index}
            one={one}
            column={column}
            mapping={mapping}
            groups={groups}
            onChange={onChange}
          />
        ))}
      </div>
      <PutTogether mapping={mapping} onChange={onChange} />
    </Stack>
  );
}

const TONE = { sure: 'spruce', likely: 'gray', guess: 'clay' } as const;

const sureness = (confidence: number) => (confidence >= 0.9 ? 'sure' : confidence >= 0.75 ? 'likely' : 'guess');

function ColumnRow({
  one,
  column,
  mapping,
  groups,
  onChange,
}: {
  one: Import;
  column: ImportColumn;
  mapping: Mapping;
  groups: { group: string; items: { value: string; label: string }[] }[];
  onChange: (mapping: Mapping) => void;
}) {
  const dictionary = useDictionary();
  const place = placeOf(mapping, column);
  const field = fieldAt(mapping, place);
  const questions = one.questions.filter((question) => question.column === column.index);
  const change = (part: Partial<FieldMapping>) => place && onChange(changeFieldAt(mapping, place, part));
  const guessed = column.guess && field?.field === column.guess.field;
  return (
    <div className={classes.column} data-skipped={!field || undefined}>
      <div style={{ minWidth: 0 }}>
        <Group gap={6} wrap="nowrap">
          <Text size="sm" fw={580} truncate>
            {column.header || t('import.column_n', { n: column.index + 1 })}
          </Text>
          <ArrowRight size={14} aria-hidden="true" opacity={0.5} />
        </Group>
        <span className={classes.examples}>{column.examples.slice(0, 4).join(' · ') || t('import.no_examples')}</span>
      </div>
      <Stack gap={6}>
        <Select
          aria-label={t('import.goes_to', { column: column.header })}
          placeholder={t('import.left_out')}
          data={groups}
          value={writeTarget(place, mapping)}
          onChange={(value) => onChange(changeTarget(mapping, dictionary, column, readTarget(value)))}
          searchable
          clearable
          maxDropdownHeight={320}
        />
        {!field && column.ignored && (
          <Text size="xs" c="dimmed">
            {column.ignored}
          </Text>
        )}
        {guessed && column.guess && (
          <Group gap={6} wrap="nowrap" align="flex-start">
            <Badge size="sm" color={TONE[sureness(column.guess.confidence)]} style={{ flex: 'none' }}>
              {t(`import.sure.${sureness(column.guess.confidence)}`)}
            </Badge>
            <Text size="xs" c="dimmed">
              {column.guess.reason}
            </Text>
          </Group>
        )}
        {field &&
          questions.map((question) => (
            <Stack key={question.question} gap={4}>
              <Text size="xs" c="clay" fw={560}>
                {question.question}
              </Text>
              <SegmentedControl
                size="xs"
                aria-label={question.question}
                data={question.options.map((option) => ({ value: option, label: optionLabel(option) }))}
                value={answerOf(field, question.options)}
                onChange={(option) => change({ parse: { ...field.parse, ...parseOf(option) } })}
              />
            </Stack>
          ))}
        {field?.field === 'external_ids' && (
          <TextInput
            size="xs"
            label={t('import.prefix')}
            description={t('import.prefix_help')}
            placeholder="shop:"
            value={field.prefix ?? ''}
            onChange={(event) => change({ prefix: event.currentTarget.value })}
          />
        )}
        {field?.link && (
          <Select
            size="xs"
            label={t('import.link_missing')}
            data={(['create', 'refuse', 'blank'] as const).map((value) => ({
              value,
              label: t(`import.link_missing.${value}`),
            }))}
            value={field.link.when_missing ?? 'refuse'}
            onChange={(value) =>
              field.link && change({ link: { ...field.link, when_missing: value as 'create' | 'refuse' | 'blank' } })
            }
            allowDeselect={false}
          />
        )}
      </Stack>
    </div>
  );
}
