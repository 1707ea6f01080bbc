// What a change to many records would do: how many, which not, and some of them before and after.
import { Skeleton, Stack, Text } from '@mantine/core';
import { ArrowRight } from 'lucide-react';
import type { BulkPreview } from '../../api/bulk_changes.ts';
import type { Field, ObjectType } from '../../api/types.ts';
import { faceOf } from '../../field/faces.ts';
import { isBlank } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';
import classes from './bulk.module.css';

export function BulkPreviewView({
  object,
  preview,
  field,
  isStale,
}: {
  object: ObjectType;
  preview: BulkPreview;
  field: Field | undefined;
  isStale: boolean;
}) {
  const { count, refused, sample } = preview;
  return (
    <Skeleton visible={isStale} animate={false}>
      <Stack gap="xs">
        <Text size="sm" role="status">
          {t('bulk.matching', { count })}
          {refused > 0 && (
            <Text span size="sm" c="var(--kith-warm-text)">
              {' '}
              {t('bulk.not_reachable', { count: refused })}
            </Text>
          )}
        </Text>
        {sample.length > 0 && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than its box is scrolled with the keyboard too
          <section className={classes.samples} aria-label={t('bulk.samples')} tabIndex={0}>
            {sample.map((one) => (
              <div key={one.id} className={classes.sample}>
                <span>{one.title || t('record.untitled')}</span>
                {field && <BeforeAfter object={object} field={field} before={one.before} after={one.after} />}
              </div>
            ))}
          </section>
        )}
        {count > sample.length && sample.length > 0 && (
          <Text size="xs" c="dimmed">
            {t('bulk.sample_of', { shown: sample.length })}
          </Text>
        )}
      </Stack>
    </Skeleton>
  );
}

function BeforeAfter({
  field,
  before,
  after,
}: {
  object: ObjectType;
  field: Field;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}) {
  const face = faceOf(field);
  const old = before[field.key];
  const next = field.key in after ? after[field.key] : old;
  return (
    <>
      <span className={classes.before} data-blank={isBlank(old) || undefined}>
        {isBlank(old) ? t('record.nothing') : face.text(old, field)}
      </span>
      <ArrowRight size={13} aria-hidden="true" opacity={0.5} />
      <span>{isBlank(next) ? t('record.nothing') : <face.Cell field={field} value={next} dense />}</span>
    </>
  );
}
