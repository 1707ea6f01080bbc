// The menu of a cell or of a column's head: narrow to its value, group or sort by its field, put the column away.
import { Menu, Portal } from '@mantine/core';
import { ArrowDown, ArrowUp, EyeOff, Filter as FilterIcon, FilterX, Group as GroupIcon } from 'lucide-react';
import type { Field, Filter, RecordRow } from '../api/types.ts';
import { t } from '../i18n/index.ts';
import type { SortStep } from './filter.ts';
import { canGroup, conditionOfCell, writeGrouping } from './group.ts';

export interface MenuSpot {
  x: number;
  y: number;
  column: number;
  row: RecordRow | undefined;
  /** What had the focus, and gets it again. */
  from: HTMLElement;
}

interface Props {
  spot: MenuSpot;
  columns: Field[];
  onClose: () => void;
  onSort: (steps: SortStep[]) => void;
  onNarrow: ((condition: Filter) => void) | undefined;
  onGroup: ((group: string) => void) | undefined;
  onColumns: ((paths: string[]) => void) | undefined;
}

const ICON = 14;

export function CellMenu({ spot, columns, onClose, onSort, onNarrow, onGroup, onColumns }: Props) {
  const field = columns[spot.column];
  if (!field) return null;
  const value = spot.row?.[field.key];
  const only = spot.row && onNarrow && conditionOfCell(field, value, true);
  const without = spot.row && onNarrow && conditionOfCell(field, value, false);
  return (
    <Menu
      opened
      onClose={onClose}
      onExitTransitionEnd={() => spot.from.focus({ preventScroll: true })}
      position="bottom-start"
      offset={2}
      withinPortal
    >
      <Portal>
        <Menu.Target>
          <span style={{ position: 'fixed', left: spot.x, top: spot.y, width: 0, height: 0 }} />
        </Menu.Target>
      </Portal>
      <Menu.Dropdown aria-label={t('cell_menu.title', { field: field.label })} aria-labelledby={undefined}>
        {only && (
          <Menu.Item leftSection={<FilterIcon size={ICON} />} onClick={() => onNarrow?.(only)}>
            {t('cell_menu.only')}
          </Menu.Item>
        )}
        {without && (
          <Menu.Item leftSection={<FilterX size={ICON} />} onClick={() => onNarrow?.(without)}>
            {t('cell_menu.without')}
          </Menu.Item>
        )}
        {(only || without) && <Menu.Divider />}
        {onGroup && canGroup(field) && (
          <Menu.Item leftSection={<GroupIcon size={ICON} />} onClick={() => onGroup(writeGrouping(field, undefined))}>
            {t('cell_menu.group')}
          </Menu.Item>
        )}
        {field.sortable && (
          <>
            <Menu.Item
              leftSection={<ArrowUp size={ICON} />}
              onClick={() => onSort([{ key: field.key, descending: false }])}
            >
              {t('cell_menu.ascending')}
            </Menu.Item>
            <Menu.Item
              leftSection={<ArrowDown size={ICON} />}
              onClick={() => onSort([{ key: field.key, descending: true }])}
            >
              {t('cell_menu.descending')}
            </Menu.Item>
          </>
        )}
        {onColumns && spot.column > 0 && (
          <Menu.Item
            leftSection={<EyeOff size={ICON} />}
            onClick={() => onColumns(columns.flatMap(({ key }) => (key === field.key ? [] : [key])))}
          >
            {t('cell_menu.hide')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
