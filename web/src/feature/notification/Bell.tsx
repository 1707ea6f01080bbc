// The bell above every page: how much is new, and the newest of it at a press; on a phone it leads to the page.
import { ActionIcon, Indicator, Popover, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { Bell as BellIcon } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';
import { t } from '../../i18n/index.ts';
import { lazyReady } from '../../ui/lazy_ready.ts';
import { printedLine, useShortcuts } from '../../ui/shortcuts.ts';
import { useOutside } from './outside.ts';
import { useUnseen } from './use_notifications.ts';

const KEYS = 'g u';

// Its code waits until somebody is about to press the bell.
const [Inbox, fetchInbox] = lazyReady(() => import('./Inbox.tsx'));

export function Bell({ phone }: { phone: boolean }) {
  const { count, more } = useUnseen();
  useOutside(count);
  const [opened, inbox] = useDisclosure(false);
  const navigate = useNavigate();
  useShortcuts([
    {
      keys: KEYS,
      label: t('notification.title'),
      group: t('search.go_to'),
      run: () => void navigate({ to: '/notifications' }),
    },
  ]);
  const shown = more ? `${count}+` : String(count);
  const label = count ? t('notification.unseen', { count, shown }) : t('notification.title');
  const icon = <BellIcon size={18} strokeWidth={1.75} aria-hidden="true" />;
  const counted = (button: ReactNode) => (
    <Indicator label={shown} size={16} offset={5} disabled={!count} inline>
      {button}
    </Indicator>
  );
  if (phone)
    return counted(
      <ActionIcon aria-label={label} renderRoot={(props) => <Link to="/notifications" {...props} />}>
        {icon}
      </ActionIcon>,
    );
  return counted(
    <Popover
      opened={opened}
      onChange={(open) => (open ? inbox.open() : inbox.close())}
      position="bottom-end"
      width={420}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={`${t('notification.title')} · ${printedLine(KEYS)}`} disabled={opened}>
          <ActionIcon aria-label={label} onPointerEnter={fetchInbox} onFocus={fetchInbox} onClick={inbox.toggle}>
            {icon}
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('notification.title')}>
        <Suspense>{opened && <Inbox onClose={inbox.close} />}</Suspense>
      </Popover.Dropdown>
    </Popover>,
  );
}
