// By which field a list is grouped, and for days and moments by which span.
import { Button, Popover, SegmentedControl, Stack } from '@mantine/core';
import { Group as GroupIcon } from 'lucide-react';
import { useState } from 'react';
import type { Field, ObjectType } from '../api/types.ts';
import { t } from '../i18n/index.ts';
import { FieldMenu } from './FieldMenu.tsx';
import { BUCKETS, type Bucket, canGroup, isMultiple, isTime, writeGrouping } from './group.ts';
import classes from './list.module.css';

interface Props {
  object: ObjectType;
  field: Field | undefined;
  bucket: Bucket | undefined;
  onChange: (group: string | undefined) => void;
}

export function GroupChooser({ object, field, bucket, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const own = new Set(object.fields);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          className={field ? classes.chosen : undefined}
          size="compact-md"
          leftSection={<GroupIcon size={15} />}
          onClick={() => setOpen((was) => !was)}
        >
          {field ? t('group.by', { field: field.label }) : t('group.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Stack gap="xs">
          {field && isTime(field) && (
            <SegmentedControl
              size="xs"
              aria-label={t('group.bucket')}
              value={bucket ?? 'month'}
              data={BUCKETS.map((value) => ({ value, label: t(`group.bucket.${value}`) }))}
              onChange={(next) => onChange(writeGrouping(field, next))}
            />
          )}
          <FieldMenu
            object={object}
            // Several values are grouped only where they stand in the record itself.
            accepts={(one) => canGroup(one) && (own.has(one) || !isMultiple(one))}
            chosen={field ? [field.key] : []}
            onChoose={(path, chosen) => {
              onChange(path === field?.key ? undefined : writeGrouping({ ...chosen, key: path }, bucket));
              if (!isTime(chosen) || path === field?.key) setOpen(false);
            }}
          />
          {field && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                setOpen(false);
                onChange(undefined);
              }}
            >
              {t('group.end')}
            </Button>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
