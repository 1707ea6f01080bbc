// Which columns a list shows, and in which order.
import { ActionIcon, Button, Popover, Stack, Text } from '@mantine/core';
import { ArrowDown, ArrowUp, Columns3, Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Field, ObjectType } from '../api/types.ts';
import { defaultColumns } from '../dictionary/dictionary.ts';
import { t } from '../i18n/index.ts';
import classes from './bar.module.css';
import { FieldMenu } from './FieldMenu.tsx';

export function ColumnChooser({
  object,
  columns,
  isDefault,
  title,
  onChange,
}: {
  object: ObjectType;
  columns: Field[];
  isDefault: boolean;
  /** What is chosen, where it is not the columns of a table. */
  title?: string;
  onChange: (paths: string[] | undefined) => void;
}) {
  const [open, setOpen] = useState(false);
  const [adding, setAdding] = useState(false);
  const paths = columns.map((field) => field.key);
  const hidden = defaultColumns(object).filter((path) => !paths.includes(path)).length;
  const move = (place: number, by: number) => {
    const next = [...paths];
    const [moved] = next.splice(place, 1);
    if (moved) next.splice(place + by, 0, moved);
    onChange(next);
  };
  return (
    <Popover
      opened={open}
      onChange={(next) => {
        setOpen(next);
        setAdding(false);
      }}
      position="bottom-end"
      trapFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<Columns3 size={15} />}
          onClick={() => setOpen((was) => !was)}
        >
          {title ?? (hidden ? t('columns.hidden', { count: hidden }) : t('columns.title'))}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        {adding ? (
          <FieldMenu
            object={object}
            accepts={() => true}
            chosen={paths}
            onChoose={(path) => onChange(paths.includes(path) ? paths.filter((one) => one !== path) : [...paths, path])}
          />
        ) : (
          <Stack gap={2} w={270} mah={420} style={{ overflowY: 'auto' }}>
            {columns.map((field, place) => (
              <div key={field.key} className={classes.columnRow}>
                <span>{field.label}</span>
                {place > 0 && (
                  <>
                    <ActionIcon
                      size="sm"
                      disabled={place === 1}
                      onClick={() => move(place, -1)}
                      aria-label={t('columns.up', { field: field.label })}
                    >
                      <ArrowUp size={14} />
                    </ActionIcon>
                    <ActionIcon
                      size="sm"
                      disabled={place === columns.length - 1}
                      onClick={() => move(place, 1)}
                      aria-label={t('columns.down', { field: field.label })}
                    >
                      <ArrowDown size={14} />
                    </ActionIcon>
                    <ActionIcon
                      size="sm"
                      onClick={() => onChange(paths.filter((path) => path !== field.key))}
                      aria-label={t('columns.hide', { field: field.label })}
                    >
                      <X size={14} />
                    </ActionIcon>
                  </>
                )}
              </div>
            ))}
          </Stack>
        )}
        <Button
          variant="subtle"
          size="compact-sm"
          mt={6}
          fullWidth
          leftSection={adding ? undefined : <Plus size={14} />}
          onClick={() => setAdding((was) => !was)}
        >
          {adding ? t('columns.back') : t('columns.add')}
        </Button>
        {!isDefault && !adding && (
          <Text ta="center" mt={4}>
            <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onChange(undefined)}>
              {t('columns.reset')}
            </Button>
          </Text>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
