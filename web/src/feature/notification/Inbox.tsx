// What the bell shows when it is pressed: the newest of what is told, and the way to all of it.
import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { t } from '../../i18n/index.ts';
import { Blank } from '../../ui/Blank.tsx';
import { NotificationList } from './NotificationList.tsx';
import classes from './notification.module.css';
import { useNotificationActs, useNotifications } from './use_notifications.ts';

const SHOWN = 20;

export default function Inbox({ onClose }: { onClose: () => void }) {
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
