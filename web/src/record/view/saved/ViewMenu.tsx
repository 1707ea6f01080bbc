// What can be done with a saved view: rename, share, pin, move, copy its address, remove and bring back.
import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from '@tanstack/react-router';
import { ArrowLeft, ArrowRight, ChevronDown, Link2, Lock, Pencil, Pin, PinOff, Trash2, Users } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../../api/describe.ts';
import type { ObjectType } from '../../../api/types.ts';
import { changeView, createView, orderViews, pinView, removeView, type SavedView } from '../../../api/views.ts';
import { t } from '../../../i18n/index.ts';
import { NameDialog } from './NameDialog.tsx';
import { movedTo, peersOf } from './order.ts';
import { stateOfView } from './view_state.ts';

interface Props {
  object: ObjectType;
  view: SavedView;
  views: SavedView[];
  /** The open view is no longer there. */
  onGone: () => void;
}

const ICON = 14;

/** Says why something was not done; what was tried can be tried again. */
export const attempt = (act: () => Promise<unknown>) =>
  void act().catch((error: unknown) =>
    notifications.show({ color: 'red', title: t('saved.not_saved'), message: describeProblem(error) }),
  );

export function ViewMenu({ object, view, views, onGone }: Props) {
  const router = useRouter();
  const [renaming, setRenaming] = useState(false);
  const canChange = view.can.includes('change');
  const isShared = view.sharing === 'everyone';
  const peers = peersOf(views, view);
  const place = peers.indexOf(view);
  const move = (step: number) => attempt(() => orderViews(movedTo(views, view, place + step)));
  const copy = async () => {
    const { publicHref } = router.buildLocation({
      to: '/$plural',
      params: { plural: object.plural },
      search: stateOfView(view),
    });
    await navigator.clipboard.writeText(new URL(publicHref, window.location.origin).href);
    notifications.show({ message: t('record.copied') });
  };
  const remove = async () => {
    await removeView(view.id);
    onGone();
    const id = `view-${view.id}`;
    const restore = async () => {
      notifications.hide(id);
      const { name, kind, state, sharing, position } = view;
      const made = await createView({ object: view.object, name, kind, state, sharing, position });
      if (view.pinned) await pinView(made.id, true);
    };
    notifications.show({
      id,
      autoClose: 12_000,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{t('saved.removed', { name: view.name })}</Text>
          <Button size="compact-sm" variant="light" onClick={() => attempt(restore)}>
            {t('action.undo')}
          </Button>
        </Group>
      ),
    });
  };
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <ActionIcon size={20} aria-label={t('saved.menu', { name: view.name })}>
            <ChevronDown size={13} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {canChange && (
            <Menu.Item leftSection={<Pencil size={ICON} />} onClick={() => setRenaming(true)}>
              {t('saved.rename')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={view.pinned ? <PinOff size={ICON} /> : <Pin size={ICON} />}
            onClick={() => attempt(() => pinView(view.id, !view.pinned))}
          >
            {view.pinned ? t('saved.unpin') : t('saved.pin')}
          </Menu.Item>
          {canChange && (
            <Menu.Item
              leftSection={isShared ? <Lock size={ICON} /> : <Users size={ICON} />}
              onClick={() => attempt(() => changeView(view.id, { sharing: isShared ? 'private' : 'everyone' }))}
            >
              {isShared ? t('saved.unshare') : t('saved.share')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<Link2 size={ICON} />} onClick={() => attempt(copy)}>
            {t('saved.copy')}
          </Menu.Item>
          {canChange && peers.length > 1 && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<ArrowLeft size={ICON} />} disabled={place === 0} onClick={() => move(-1)}>
                {t('saved.left')}
              </Menu.Item>
              <Menu.Item
                leftSection={<ArrowRight size={ICON} />}
                disabled={place === peers.length - 1}
                onClick={() => move(1)}
              >
                {t('saved.right')}
              </Menu.Item>
            </>
          )}
          {view.can.includes('remove') && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<Trash2 size={ICON} />} onClick={() => attempt(remove)}>
                {t('saved.remove')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {renaming && (
        <NameDialog
          title={t('saved.rename')}
          name={view.name}
          onDone={async (name) => {
            await changeView(view.id, { name });
            setRenaming(false);
          }}
          onClose={() => setRenaming(false)}
        />
      )}
    </>
  );
}
