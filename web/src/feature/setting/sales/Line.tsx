// A line of a list that is put into sequence: by its grip with the mouse, by its arrows with the keys.
import { ActionIcon } from '@mantine/core';
import { ChevronDown, ChevronUp, GripVertical } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../../i18n/index.ts';
import classes from './sales_setting.module.css';

interface Props {
  title: string;
  place: number;
  count: number;
  dragged: number | null;
  onDrag: (place: number | null) => void;
  onMove: (from: number, to: number) => void;
  children: ReactNode;
}

export function Line({ title, place, count, dragged, onDrag, onMove, children }: Props) {
  return (
    <li
      className={classes.line}
      data-dragged={dragged === place || undefined}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (dragged !== null && dragged !== place) onMove(dragged, place);
        onDrag(null);
      }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows beside it do the same by keyboard */}
      <span className={classes.grip} draggable onDragStart={() => onDrag(place)} onDragEnd={() => onDrag(null)}>
        <GripVertical size={15} aria-hidden="true" />
      </span>
      <span className={classes.arrows}>
        <ActionIcon
          size={16}
          aria-label={t('pipelines.up', { title })}
          disabled={place === 0}
          onClick={() => onMove(place, place - 1)}
        >
          <ChevronUp size={13} />
        </ActionIcon>
        <ActionIcon
          size={16}
          aria-label={t('pipelines.down', { title })}
          disabled={place === count - 1}
          onClick={() => onMove(place, place + 1)}
        >
          <ChevronDown size={13} />
        </ActionIcon>
      </span>
      {children}
    </li>
  );
}
