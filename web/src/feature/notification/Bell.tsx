// The bell above every page: how much is new, and the newest of it at a press; on a phone it leads to the page.
import { ActionIcon, Anchor, Button, Indicator, Popover, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { Bell as BellIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/index.ts';
import { Blank } from '../../ui/Blank.tsx';
import { printedLine, useShortcuts } from '../../ui/shortcuts.ts';
import { NotificationList } from './NotificationList.tsx';
import classes from './notification.module.css';
import { useOutside } from './outside.ts';
import { useNotificationActs, useNotifications, useUnseen } from './use_notifications.ts';

const KEYS = 'g u';
const SHOWN = 20;

function Inbox({ onClose }: { onClose: () => void }) {
  const told = useNotifications(false, SHOWN);
  const { seeAll } = useNotificationActs();
  const data = told.data?.pages[0]?.data ?? [];
  const newest = data[0];
  return (
    <>
      <div className={classes.head}>
        <h2>{t('notification.title')}</h2>
        {newest && data.some((one) => !one.seen) && (
          <Button size="compact-xs" variant="subtle" onClick={() => void seeAll(newest)}>
            {t('notification.all_read')}
          </Button>
        )}
      </div>
      <div className={classes.inbox}>
        <NotificationList data={data} onOpen={onClose} />
        {told.isSuccess && !data.length && (
          <Blank compact title={t('notification.none')} text={t('notification.none_text')} />
        )}
      </div>
      <div className={classes.foot}>
        <Anchor size="xs" renderRoot={(props) => <Link to="/notifications" {...props} onClick={onClose} />}>
          {t('notification.all')}
        </Anchor>
        <Anchor
          size="xs"
          renderRoot={(props) => (
            <Link to="/settings/$part" params={{ part: 'notifications' }} {...props} onClick={onClose} />
          )}
        >
          {t('settings.title')}
        </Anchor>
      </div>
    </>
  );
}

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
          <ActionIcon aria-label={label} onClick={inbox.toggle}>
            {icon}
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('notification.title')}>
        {opened && <Inbox onClose={inbox.close} />}
      </Popover.Dropdown>
    </Popover>,
  );
}
