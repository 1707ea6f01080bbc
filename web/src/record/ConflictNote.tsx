// Two people wrote at once, or a value already belongs to another record: shows both sides and lets a person decide.
import { Alert, Button, Group, Text } from '@mantine/core';
import type { ConflictDetail } from '../api/problem.ts';
import type { ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { findField } from '../dictionary/dictionary.ts';
import { faceOf } from '../field/faces.ts';
import { RecordLink } from '../field/link/RecordLink.tsx';
import { formatRelative } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';

export function ConflictNote({
  object,
  conflict,
  onKeepMine,
  onTakeTheirs,
}: {
  object: ObjectType;
  conflict: ConflictDetail;
  onKeepMine?: () => void;
  onTakeTheirs?: () => void;
}) {
  const dictionary = useDictionary();
  const textOf = (path: string, value: unknown) => {
    const field = findField(dictionary, object, path);
    return (field && faceOf(field).text(value, field)) || t('record.nothing');
  };
  if (conflict.record) {
    return (
      <Alert color="orange" mt="xs" role="alert">
        <Text size="sm">
          {t('conflict.taken')}{' '}
          <RecordLink object={conflict.record.object} id={conflict.record.id}>
            {conflict.record.title || t('record.untitled')}
          </RecordLink>
        </Text>
      </Alert>
    );
  }
  return (
    <Alert color="orange" mt="xs" title={t('conflict.title')} role="alert">
      {(conflict.changed ?? []).map((one) => {
        const who = one.by || t('conflict.someone');
        return (
          <Text size="sm" key={one.field}>
            {t('conflict.theirs', {
              who,
              when: one.at ? formatRelative(one.at) : '',
              field: findField(dictionary, object, one.field)?.label ?? one.field,
              value: textOf(one.field, one.theirs),
            })}
          </Text>
        );
      })}
      {(onKeepMine || onTakeTheirs) && (
        <Group gap="xs" mt="xs">
          {onKeepMine && (
            <Button size="compact-sm" onClick={onKeepMine}>
              {t('conflict.keep_mine')}
            </Button>
          )}
          {onTakeTheirs && (
            <Button size="compact-sm" variant="default" onClick={onTakeTheirs}>
              {t('conflict.take_theirs')}
            </Button>
          )}
        </Group>
      )}
    </Alert>
  );
}
