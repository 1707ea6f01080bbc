// The saved views of a list as tabs, and what has changed since the open one was saved.
import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bookmark, BookmarkPlus, RotateCcw } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { describeProblem } from '../../../api/describe.ts';
import type { ObjectType } from '../../../api/types.ts';
import { changeView, createView, listViews, type SavedView, viewsKey } from '../../../api/views.ts';
import { t } from '../../../i18n/index.ts';
import { kindOf, type ListState, savedPart, signatureOf } from '../state.ts';
import { NameDialog } from './NameDialog.tsx';
import { inOrder } from './order.ts';
import classes from './saved.module.css';
import { Tabs } from './Tabs.tsx';
import { stateOfView } from './view_state.ts';

interface Props {
  object: ObjectType;
  state: ListState;
  onState: (next: ListState) => void;
}

/** The tabs of the saved views, and what to do with changes, which stands where the list is narrowed. */
export function useSavedViews({ object, state, onState }: Props): { tabs: ReactNode; changes: ReactNode } {
  const [naming, setNaming] = useState(false);
  const [busy, setBusy] = useState(false);
  const asked = useQuery({
    queryKey: viewsKey(object.key),
    queryFn: ({ signal }) => listViews(object.key, signal),
    staleTime: 60_000,
  });
  const views = inOrder(asked.data?.data ?? []);
  const active = views.find(({ id }) => id === state.saved);
  const signature = signatureOf({ ...state });
  const isPlain = signature === signatureOf({});
  const isDirty = active ? signature !== signatureOf({ ...stateOfView(active) }) : !isPlain;

  // An address that only names a view stands for all that the view holds; later one may well come back to the plain list.
  const arrived = useRef(isPlain && Boolean(state.saved));
  useEffect(() => {
    if (arrived.current && active) onState(stateOfView(active));
    if (asked.isSuccess) arrived.current = false;
  });

  const save = async () => {
    if (!active) return;
    setBusy(true);
    try {
      await changeView(active.id, { kind: kindOf(state), state: savedPart(state) });
      notifications.show({ message: t('saved.saved', { name: active.name }) });
    } catch (error) {
      notifications.show({ color: 'red', title: t('saved.not_saved'), message: describeProblem(error) });
    }
    setBusy(false);
  };
  const create = async (name: string, sharing: SavedView['sharing']) => {
    const made = await createView({
      object: object.key,
      name,
      kind: kindOf(state),
      state: savedPart(state),
      sharing,
      position: views.length,
    });
    setNaming(false);
    onState({ ...state, saved: made.id });
  };
  const tabs = views.length > 0 && (
    <nav className={classes.tabs} aria-label={t('saved.views')}>
      <Link
        to="/$plural"
        params={{ plural: object.plural }}
        search={{}}
        className={classes.tab}
        data-active={!active || undefined}
        aria-current={active ? undefined : 'page'}
      >
        {t('saved.all', { objects: object.label_plural.toLowerCase() })}
      </Link>
      <Tabs
        views={views}
        active={active}
        isDirty={isDirty}
        object={object}
        onGone={() => onState({ ...state, saved: undefined })}
      />
    </nav>
  );
  const changes = (
    <>
      {isDirty && (
        <Group gap={6} wrap="nowrap" className={classes.changes}>
          {active && (
            <>
              <span className={classes.changed} role="status">
                {t('saved.changed')}
              </span>
              <Tooltip label={t('saved.discard')}>
                <ActionIcon size={26} aria-label={t('saved.discard')} onClick={() => onState(stateOfView(active))}>
                  <RotateCcw size={14} />
                </ActionIcon>
              </Tooltip>
              {active.can.includes('change') && (
                <Button
                  size="compact-sm"
                  leftSection={<Bookmark size={14} />}
                  loading={busy}
                  onClick={() => void save()}
                >
                  {t('action.save')}
                </Button>
              )}
            </>
          )}
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<BookmarkPlus size={14} />}
            onClick={() => setNaming(true)}
          >
            {active ? t('saved.save_as') : t('saved.save')}
          </Button>
        </Group>
      )}
      {naming && <NameDialog title={t('saved.save')} onDone={create} onClose={() => setNaming(false)} withSharing />}
    </>
  );
  return { tabs, changes };
}
