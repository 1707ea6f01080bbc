// One field in the editor of layouts: dragged with the pointer, moved with Alt and the arrows, its rules a press away.

import { useDraggable, useDroppable } from '@dnd-kit/core';
import { ActionIcon, Badge, Menu } from '@mantine/core';
import { Ellipsis, GripVertical, SlidersHorizontal } from 'lucide-react';
import type { LayoutField } from '../../../api/layouts.ts';
import type { Field } from '../../../api/types.ts';
import { t } from '../../../i18n/index.ts';
import classes from './layout.module.css';
import type { Sections } from './moves.ts';

interface Props {
  field: Field;
  placed: LayoutField | undefined;
  /** Null where it stands in the last, unnamed section. */
  section: string | null;
  sections: Sections;
  onStep: (step: -1 | 1) => void;
  onPlace: (section: string | null) => void;
  onRules: () => void;
}

export function FieldItem({ field, placed, section, sections, onStep, onPlace, onRules }: Props) {
  const drag = useDraggable({ id: field.key, data: { section } });
  const drop = useDroppable({ id: `before:${field.key}`, data: { section, before: field.key } });
  return (
    <div
      ref={(element) => {
        drag.setNodeRef(element);
        drop.setNodeRef(element);
      }}
      className={classes.item}
      data-dragging={drag.isDragging || undefined}
      data-over={(drop.isOver && !drag.isDragging) || undefined}
    >
      <button
        type="button"
        className={classes.grip}
        aria-label={t('layout.move_named', { field: field.label })}
        title={t('layout.move_hint')}
        {...drag.listeners}
        onKeyDown={(event) => {
          const step = event.altKey ? { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key] : undefined;
          if (!step || section === null) return;
          event.preventDefault();
          const grip = event.currentTarget;
          onStep(step);
          // In another section it is another element: the focus goes along.
          requestAnimationFrame(() => {
            if (!grip.isConnected) document.querySelector<HTMLElement>(`[data-grip="${field.key}"]`)?.focus();
          });
        }}
        data-grip={field.key}
      >
        <GripVertical size={14} aria-hidden="true" />
      </button>
      <span className={classes.name}>{field.label}</span>
      {(field.required || placed?.required) && (
        <Badge size="xs" color="red">
          {typeof placed?.required === 'object' && !field.required ? t('layout.required_if') : t('fields.required')}
        </Badge>
      )}
      {placed?.shown_if && (
        <Badge size="xs" color="blue">
          {t('layout.shown_if')}
        </Badge>
      )}
      {placed?.on_form === false && (
        <Badge size="xs" color="gray">
          {t('layout.page_only')}
        </Badge>
      )}
      {section !== null && (
        <ActionIcon size="sm" aria-label={t('layout.rules_of', { field: field.label })} onClick={onRules}>
          <SlidersHorizontal size={14} />
        </ActionIcon>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="sm" aria-label={t('layout.place_of', { field: field.label })}>
            <Ellipsis size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('layout.move_to')}</Menu.Label>
          {sections
            .filter((one) => one.key !== section)
            .map((one) => (
              <Menu.Item key={one.key} onClick={() => onPlace(one.key)}>
                {one.label}
              </Menu.Item>
            ))}
          {section !== null && <Menu.Item onClick={() => onPlace(null)}>{t('record.section_more')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
