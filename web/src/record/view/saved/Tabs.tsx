// The saved views as tabs. One's own are moved by dragging them over each other, or with Alt and the arrows.
import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  MouseSensor,
  TouchSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { Link } from '@tanstack/react-router';
import { Pin, Users } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { ObjectType } from '../../../api/types.ts';
import { orderViews, type SavedView } from '../../../api/views.ts';
import { t } from '../../../i18n/index.ts';
import { KindIcon } from '../ViewSwitch.tsx';
import { movedTo, peersOf } from './order.ts';
import classes from './saved.module.css';
import { attempt, ViewMenu } from './ViewMenu.tsx';
import { stateOfView } from './view_state.ts';

interface Props {
  object: ObjectType;
  views: SavedView[];
  active: SavedView | undefined;
  isDirty: boolean;
  onGone: () => void;
}

const START = 5;
const REST = { delay: 220, tolerance: 8 };

// The tab lies under the pointer when it is let go: that press would follow its link.
const refuse = (event: MouseEvent) => event.preventDefault();
const hold = () => window.addEventListener('click', refuse, { capture: true });
const letGo = () => void setTimeout(() => window.removeEventListener('click', refuse, { capture: true }));

export function Tabs({ object, views, active, isDirty, onGone }: Props) {
  const [said, setSaid] = useState('');
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: START } }),
    useSensor(TouchSensor, { activationConstraint: REST }),
  );
  const move = (view: SavedView, place: number) => {
    const peers = peersOf(views, view);
    if (place < 0 || place >= peers.length || place === peers.indexOf(view)) return;
    setSaid(t('saved.place', { name: view.name, place: place + 1, count: peers.length }));
    attempt(() => orderViews(movedTo(views, view, place)));
  };
  const onDragEnd = ({ active: dragged, over }: DragEndEvent) => {
    letGo();
    const view = views.find(({ id }) => id === dragged.id);
    const target = views.find(({ id }) => id === over?.id);
    if (view && target && view.pinned === target.pinned) move(view, peersOf(views, view).indexOf(target));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragStart={hold}
      onDragCancel={letGo}
      onDragEnd={onDragEnd}
    >
      {views.map((view) => (
        <Tab
          key={view.id}
          object={object}
          view={view}
          isActive={view === active}
          isDirty={isDirty}
          onMove={(step) => move(view, peersOf(views, view).indexOf(view) + step)}
        >
          {view === active && <ViewMenu object={object} view={view} views={views} onGone={onGone} />}
        </Tab>
      ))}
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </DndContext>
  );
}

interface TabProps {
  object: ObjectType;
  view: SavedView;
  isActive: boolean;
  isDirty: boolean;
  onMove: (step: number) => void;
  children: React.ReactNode;
}

function Tab({ object, view, isActive, isDirty, onMove, children }: TabProps) {
  const canMove = view.can.includes('change');
  const drag = useDraggable({ id: view.id, disabled: !canMove });
  const drop = useDroppable({ id: view.id });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.altKey && { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || !canMove) return;
    event.preventDefault();
    onMove(step);
  };
  const hints = [
    view.sharing === 'everyone' && t('saved.by', { name: view.owner.name }),
    canMove && t('saved.move_hint'),
  ];
  return (
    <span
      ref={(element) => {
        drag.setNodeRef(element);
        drop.setNodeRef(element);
      }}
      className={classes.tab}
      style={drag.transform ? { transform: `translateX(${drag.transform.x}px)` } : undefined}
      data-active={isActive || undefined}
      data-dragging={drag.isDragging || undefined}
      data-over={(drop.isOver && !drag.isDragging) || undefined}
      data-view={view.id}
      {...drag.listeners}
    >
      <Link
        to="/$plural"
        params={{ plural: object.plural }}
        search={stateOfView(view)}
        className={classes.open}
        draggable={false}
        aria-current={isActive ? 'page' : undefined}
        aria-keyshortcuts={canMove ? 'Alt+ArrowLeft Alt+ArrowRight' : undefined}
        title={hints.filter(Boolean).join(' · ') || undefined}
        onKeyDown={onKeyDown}
      >
        <KindIcon kind={view.kind} size={13} />
        <span className={classes.name}>{view.name}</span>
        {isActive && isDirty && (
          <span className={classes.dot}>
            <span className="visually-hidden">{t('saved.changed')}</span>
          </span>
        )}
        {view.sharing === 'everyone' && <Users size={12} aria-label={t('saved.shared')} />}
        {view.pinned && <Pin size={12} aria-label={t('saved.pinned')} />}
      </Link>
      {children}
    </span>
  );
}
