// Titles that no column of the file has, put together from others: a deal named by its product and its company.
import { Paper, Stack, Text, TextInput } from '@mantine/core';
import type { FieldMapping, Mapping, ObjectMapping } from '../../api/imports.ts';
import type { ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import { changeObject, nameOf } from './mapping.ts';

/** The title of an object as its rows get it: none where a column, a constant or a link gives it. */
function putTogether(object: ObjectMapping, type: ObjectType | undefined): FieldMapping | 'missing' | null {
  const title = type?.fields.find((field) => field.key === type.title_field);
  if (title?.kind !== 'text') return null;
  const given = object.fields.find((field) => field.field === title.key);
  if (!given) return title.required ? 'missing' : null;
  return given.formula === null || given.formula === undefined ? null : given;
}

export function PutTogether({ mapping, onChange }: { mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  const dictionary = useDictionary();
  const rows = mapping.objects.flatMap((object, place) => {
    const type = dictionary.byKey.get(object.object);
    const found = putTogether(object, type);
    return type && found
      ? [{ object, place, type, formula: found === 'missing' ? '' : String(found.formula ?? '') }]
      : [];
  });
  if (!rows.length) return null;
  return (
    <Paper p="md">
      <Stack gap="sm">
        {rows.map(({ object, place, type, formula }) => {
          const title = type.fields.find((field) => field.key === type.title_field);
          const others = object.fields.filter((field) => field.field !== type.title_field);
          const set = (next: string) =>
            onChange(
              changeObject(mapping, place, {
                fields: next.trim() ? [...others, { field: type.title_field, formula: next }] : others,
              }),
            );
          return (
            <TextInput
              key={nameOf(object)}
              label={`${type.label} › ${title?.label ?? type.title_field}`}
              description={t('import.put_together')}
              placeholder="concat(product, ', ', company)"
              required
              spellCheck={false}
              error={formula.trim() ? undefined : t('import.put_together_missing', { objects: type.label_plural })}
              value={formula}
              onChange={(event) => set(event.currentTarget.value)}
            />
          );
        })}
        <Text size="xs" c="dimmed">
          {t('import.put_together_help')}
        </Text>
      </Stack>
    </Paper>
  );
}
