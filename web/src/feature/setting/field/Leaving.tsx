// Asks before a field or an object is removed, and says what is lost with it.
import { Alert, List, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { countRecords } from '../../../api/records.ts';
import type { Field, Filter, ObjectType } from '../../../api/types.ts';
import { useDictionary } from '../../../dictionary/context.tsx';
import { t } from '../../../i18n/index.ts';
import { Ask } from '../Ask.tsx';

/** Other fields that are worked out from this one, or lead to the object that goes. */
function useDependents(object: ObjectType, field: Field | null): string[] {
  const dictionary = useDictionary();
  return dictionary.objects.flatMap((other) =>
    other.fields
      .filter((one) => {
        if (!field) return one.kind === 'link' && one.to === object.key && other.key !== object.key;
        const { formula, rollup } = one.computed ?? {};
        if (formula && other.key === object.key) return new RegExp(`\\b${field.key}\\b`).test(formula);
        if (!rollup) return false;
        const [from, link] = rollup.link.split('.');
        return from === object.key && (link === field.key || rollup.field === field.key);
      })
      .map((one) => `${other.label} › ${one.label}`),
  );
}

export function Leaving({
  object,
  field,
  onConfirm,
  onClose,
}: {
  object: ObjectType;
  /** The field that goes, or nothing when the whole object goes. */
  field: Field | null;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}) {
  const filter: Filter | null = field ? { field: field.key, op: 'is_not_empty' } : null;
  const countable = !field || field.operators.includes('is_not_empty');
  const count = useQuery({
    queryKey: ['admin', 'leaving', object.key, field?.key ?? ''],
    queryFn: ({ signal }) => countRecords(object.plural, { filter }, 'exact', signal),
    enabled: countable,
    staleTime: 0,
  });
  const dependents = useDependents(object, field);
  const held = count.data?.value ?? 0;
  return (
    <Ask
      title={t(field ? 'fields.remove_title' : 'objects.remove_title', { name: field?.label ?? object.label_plural })}
      confirm={field ? t('fields.remove_do') : t('objects.remove_do')}
      danger
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Stack gap="sm">
        {countable && count.isPending ? (
          <Skeleton h={20} />
        ) : (
          <Text size="sm">
            {held === 0
              ? t(field ? 'fields.remove_empty' : 'objects.remove_empty')
              : t(field ? 'fields.remove_held' : 'objects.remove_held', { count: held })}
          </Text>
        )}
        {dependents.length > 0 && (
          <Alert color="clay" title={t('fields.dependents')}>
            <List size="sm">
              {dependents.map((name) => (
                <List.Item key={name}>{name}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        <Text size="sm" c="dimmed">
          {t('fields.remove_back')}
        </Text>
      </Stack>
    </Ask>
  );
}
