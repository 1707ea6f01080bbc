// What counts as the same record, and what happens to values that are already there.
import { Group, MultiSelect, SegmentedControl, Stack, Text } from '@mantine/core';
import type { Mapping, ObjectMapping, WhenThere } from '../../api/imports.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { t } from '../../i18n/index.ts';
import { FieldConflicts } from './FieldConflicts.tsx';
import classes from './import.module.css';
import { changeObject, matchOptions, nameOf } from './mapping.ts';

export function MatchingStep({ mapping, onChange }: { mapping: Mapping; onChange: (mapping: Mapping) => void }) {
  const dictionary = useDictionary();
  return (
    <Stack>
      {mapping.objects.map((object, place) => {
        const type = dictionary.byKey.get(object.object);
        const options = matchOptions(object, type);
        const known = new Set(options.map((option) => option.value));
        return (
          <section key={nameOf(object)} className={classes.card} aria-label={type?.label_plural}>
            <Group gap="xs" mb="sm">
              <ObjectIcon object={type} />
              <Text fw={600}>{type?.label_plural ?? object.object}</Text>
            </Group>
            <Stack gap="md">
              <MultiSelect
                label={t('import.match')}
                description={t('import.match_help')}
                placeholder={object.match.length ? undefined : t('import.match_none')}
                data={[
                  ...options,
                  ...object.match.filter((value) => !known.has(value)).map((value) => ({ value, label: value })),
                ]}
                value={object.match}
                onChange={(match) => onChange(changeObject(mapping, place, { match }))}
              />
              <div>
                <Text size="sm" fw={500} mb={4}>
                  {t('import.when_missing')}
                </Text>
                <SegmentedControl
                  aria-label={t('import.when_missing')}
                  data={(['create', 'refuse', 'skip'] as const).map((value) => ({
                    value,
                    label: t(`import.when_missing.${value}`),
                  }))}
                  value={object.when_missing}
                  onChange={(value) =>
                    onChange(changeObject(mapping, place, { when_missing: value as ObjectMapping['when_missing'] }))
                  }
                />
              </div>
              <div>
                <Text size="sm" fw={500} mb={4}>
                  {t('import.conflict')}
                </Text>
                <SegmentedControl
                  aria-label={t('import.conflict')}
                  data={(['overwrite', 'fill_empty', 'keep'] as const).map((value) => ({
                    value,
                    label: t(`import.conflict.${value}`),
                  }))}
                  value={object.conflict}
                  onChange={(value) => onChange(changeObject(mapping, place, { conflict: value as WhenThere }))}
                />
              </div>
              <FieldConflicts
                object={object}
                type={type}
                onChange={(part) => onChange(changeObject(mapping, place, part))}
              />
            </Stack>
          </section>
        );
      })}
    </Stack>
  );
}
