// A few records that are probably one: what they are called, what speaks for it, and what to do about it.
import { Badge, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Split } from 'lucide-react';
import type { DuplicateGroup } from '../../api/duplicates.ts';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { faceOf } from '../../field/faces.ts';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { isBlank } from '../../field/shared/values.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import classes from './duplicates.module.css';
import { LEVEL_COLOR, reasonText, strongest } from './words.ts';

const MOST_REASONS = 4;
const MOST_DETAILS = 3;

interface Props {
  object: ObjectType;
  group: DuplicateGroup;
  onApart: () => void;
}

export function GroupCard({ object, group, onApart }: Props) {
  const all = group.pairs.flatMap((pair) => pair.reasons);
  const ids = group.records.map((record) => record.id).join(',');
  return (
    <article className={classes.card} aria-label={group.records.map((record) => record.title).join(', ')}>
      <Group gap={6} mb="xs">
        <Badge color={LEVEL_COLOR[group.level]}>
          {t(`duplicates.level.${group.level}`)} · {formatNumber(Math.round(group.score * 100))} %
        </Badge>
        <Text size="xs" c="dimmed">
          {strongest(all, MOST_REASONS).map(reasonText).join(' · ')}
        </Text>
      </Group>
      <div className={classes.records}>
        {group.records.map((record) => (
          <div key={record.id} className={classes.record}>
            <RecordLink object={object.key} id={record.id} className={classes.recordTitle}>
              {record.title || t('record.untitled')}
            </RecordLink>
            <Details object={object} record={record} />
          </div>
        ))}
      </div>
      <Group justify="flex-end" gap="xs" mt="sm">
        <Button variant="subtle" color="gray" size="compact-md" leftSection={<Split size={15} />} onClick={onApart}>
          {t('duplicates.apart')}
        </Button>
        <Button
          size="compact-md"
          renderRoot={(props) => (
            <Link
              to="/duplicates/$plural/merge"
              params={{ plural: object.plural }}
              search={{ ids, level: group.level }}
              {...props}
            />
          )}
        >
          {t('duplicates.compare')}
        </Button>
      </Group>
    </article>
  );
}

function Details({ object, record }: { object: ObjectType; record: RecordRow }) {
  const shown = object.list_fields
    .flatMap((key) => object.fields.find((field) => field.key === key) ?? [])
    .filter((field) => field.key !== object.title_field && !isBlank(record[field.key]))
    .slice(0, MOST_DETAILS);
  return (
    <>
      {shown.map((field) => (
        <Text key={field.key} size="xs" c="dimmed" truncate>
          {faceOf(field).text(record[field.key], field)}
        </Text>
      ))}
    </>
  );
}
