// A rollup: what is counted or added up over the records that link here.
import { Group, Select, Stack, Text } from '@mantine/core';
import type { Field, ObjectType } from '../../../api/types.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import { shownKind } from '../../../dictionary/dictionary.ts';
import { t } from '../../../i18n/index.ts';

export const MEASURES = ['count', 'sum', 'avg', 'min', 'max', 'last'] as const;
export type Measure = (typeof MEASURES)[number];

export interface RollupDraft {
  link: string | null;
  measure: Measure;
  field: string | null;
}

const NUMBERS = new Set(['integer', 'decimal', 'percent', 'money', 'duration']);
const MANY = new Set([
  'choices',
  'tags',
  'email_addresses',
  'phone_numbers',
  'postal_address',
  'file',
  'link',
  'long_text',
]);

/** Fields a measure can be taken of. */
export function measurable(object: ObjectType | undefined, measure: Measure): Field[] {
  return (object?.fields ?? []).filter((field) => {
    if (field.computed?.rollup) return false;
    const kind = shownKind(field);
    return measure === 'sum' || measure === 'avg' ? NUMBERS.has(kind) : !MANY.has(kind);
  });
}

/** The kind of the result; undefined until all is chosen. */
export function resultOf(object: ObjectType | undefined, draft: RollupDraft): Field['kind'] | undefined {
  if (draft.measure === 'count') return 'integer';
  const field = object?.fields.find((one) => one.key === draft.field);
  if (!field) return undefined;
  const kind = shownKind(field);
  return draft.measure === 'avg' && kind === 'integer' ? 'decimal' : kind;
}

export function RollupEditor({
  object,
  value,
  onChange,
}: {
  object: ObjectType;
  value: RollupDraft;
  onChange: (next: RollupDraft) => void;
}) {
  const dictionary = useDictionary();
  const linking = dictionary.byKey.get(value.link?.split('.')[0] ?? '');
  const fields = measurable(linking, value.measure);
  if (!object.links.length)
    return (
      <Text size="sm" c="dimmed">
        {t('rollup.no_links', { objects: object.label_plural })}
      </Text>
    );
  return (
    <Stack gap="xs">
      <Select
        label={t('rollup.link')}
        data={object.links.map((link) => ({ value: `${link.object}.${link.field}`, label: link.label }))}
        value={value.link}
        onChange={(link) => onChange({ ...value, link, field: null })}
        allowDeselect={false}
        searchable
        required
      />
      <Group grow align="flex-start">
        <Select
          label={t('rollup.measure')}
          data={MEASURES.map((measure) => ({ value: measure, label: t(`rollup.${measure}`) }))}
          value={value.measure}
          onChange={(measure) => measure && onChange({ ...value, measure: measure as Measure, field: null })}
          allowDeselect={false}
        />
        {value.measure !== 'count' && (
          <Select
            label={t('rollup.of')}
            data={fields.map((field) => ({ value: field.key, label: field.label }))}
            value={value.field}
            onChange={(field) => onChange({ ...value, field })}
            allowDeselect={false}
            searchable
            required
          />
        )}
      </Group>
    </Stack>
  );
}
