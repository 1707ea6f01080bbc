// What happens to each single field that already has a value, where it is not what holds for all.
import { Button, Collapse, Select } from '@mantine/core';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ObjectMapping, WhenThere } from '../../api/imports.ts';
import type { ObjectType } from '../../api/types.ts';
import { t } from '../../i18n/index.ts';
import classes from './import.module.css';

const WAYS = ['overwrite', 'fill_empty', 'keep'] as const;
const LIKE_ALL = 'like_all';

export function FieldConflicts({
  object,
  type,
  onChange,
}: {
  object: ObjectMapping;
  type: ObjectType | undefined;
  onChange: (part: Partial<ObjectMapping>) => void;
}) {
  const own = object.fields.filter((field) => field.conflict).length;
  const [open, setOpen] = useState(own > 0);
  const matched = new Set(object.match);
  const labelOf = (path: string) => {
    const [key = '', ...rest] = path.split('.');
    const label = type?.fields.find((field) => field.key === key)?.label ?? key;
    return rest.length ? `${label} › ${rest.join(' › ')}` : label;
  };
  const change = (place: number, way: string) =>
    onChange({
      fields: object.fields.map((field, index) => {
        if (index !== place) return field;
        const { conflict: _old, ...rest } = field;
        return way === LIKE_ALL ? rest : { ...rest, conflict: way as WhenThere };
      }),
    });
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={open ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        aria-expanded={open}
        onClick={() => setOpen((was) => !was)}
      >
        {own ? t('import.field_conflicts_own', { count: own }) : t('import.field_conflicts')}
      </Button>
      <Collapse expanded={open}>
        {object.fields.map((field, place) =>
          matched.has(field.field) || field.link?.to ? null : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a field may come from several columns; its place is what tells them apart
            <div key={place} className={classes.value}>
              <span>{labelOf(field.field)}</span>
              <Select
                size="xs"
                aria-label={t('import.field_conflict', { field: labelOf(field.field) })}
                data={[
                  { value: LIKE_ALL, label: t('import.like_all', { way: t(`import.conflict.${object.conflict}`) }) },
                  ...WAYS.map((value) => ({ value, label: t(`import.conflict.${value}`) })),
                ]}
                value={field.conflict ?? LIKE_ALL}
                onChange={(way) => way && change(place, way)}
                allowDeselect={false}
              />
            </div>
          ),
        )}
      </Collapse>
    </div>
  );
}
