// By what a list is sorted, step by step: for phones, where there are no heads of columns, and for cards, which have none.
import { ActionIcon, Button, Popover, Stack } from '@mantine/core';
import { ArrowDown, ArrowUp, ArrowUpDown, X } from 'lucide-react';
import { useState } from 'react';
import type { ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { findField } from '../dictionary/dictionary.ts';
import { t } from '../i18n/index.ts';
import classes from './bar.module.css';
import { FieldMenu } from './FieldMenu.tsx';
import { type SortStep, toggleSort } from './filter.ts';
import listClasses from './list.module.css';

interface Props {
  object: ObjectType;
  sort: SortStep[];
  /** Nothing was chosen: the steps are those of the object itself. */
  isDefault: boolean;
  onSort: (steps: SortStep[]) => void;
}

export function SortChooser({ object, sort, isDefault, onSort }: Props) {
  const dictionary = useDictionary();
  const [open, setOpen] = useState(false);
  const labelOf = (key: string) => findField(dictionary, object, key)?.label ?? key;
  const [first] = sort;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-md"
          className={isDefault ? undefined : listClasses.chosen}
          leftSection={<ArrowUpDown size={15} />}
          onClick={() => setOpen((was) => !was)}
        >
          {isDefault || !first ? t('sort.title') : t('sort.by', { field: labelOf(first.key) })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Stack gap={2} w={270}>
          {sort.map(({ key, descending }) => {
            const field = labelOf(key);
            const way = descending ? t('sort.descending') : t('sort.ascending');
            return (
              <div key={key} className={classes.columnRow}>
                <span>{field}</span>
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-xs"
                  leftSection={descending ? <ArrowDown size={13} /> : <ArrowUp size={13} />}
                  aria-label={`${way} · ${t('sort.turn', { field })}`}
                  onClick={() =>
                    onSort(sort.map((step) => (step.key === key ? { key, descending: !descending } : step)))
                  }
                >
                  {way}
                </Button>
                <ActionIcon
                  size="sm"
                  aria-label={t('sort.remove', { field })}
                  onClick={() => onSort(sort.filter((step) => step.key !== key))}
                >
                  <X size={14} />
                </ActionIcon>
              </div>
            );
          })}
          <FieldMenu
            object={object}
            accepts={(field) => field.sortable}
            chosen={sort.map(({ key }) => key)}
            // What an object is sorted by of itself gives way to what somebody asks for.
            onChoose={(key) => onSort(isDefault ? [{ key, descending: false }] : toggleSort(sort, key, true))}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
