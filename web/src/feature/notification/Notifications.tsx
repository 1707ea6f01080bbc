// All one should hear of, new or read, as far back as it is kept.
import { Button, Group, SegmentedControl } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Bell, CheckCheck, Settings } from 'lucide-react';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { NotificationList } from './NotificationList.tsx';
import classes from './notification.module.css';
import { useNotificationActs, useNotifications } from './use_notifications.ts';

const PAGE = 50;

export function Notifications() {
  useDocumentTitle(`${t('notification.title')} · Kith`);
  const unseen = useSearch({ strict: false, select: (search: { unseen?: unknown }) => Boolean(search.unseen) });
  const navigate = useNavigate();
  const told = useNotifications(unseen, PAGE);
  const { seeAll } = useNotificationActs();
  const data = told.data?.pages.flatMap((page) => page.data) ?? [];
  const newest = data[0];
  return (
    <>
      <PageHeader
        icon={<Bell size={18} strokeWidth={1.75} />}
        title={t('notification.title')}
        actions={
          <>
            <Button
              variant="default"
              size="compact-md"
              leftSection={<CheckCheck size={15} />}
              disabled={!newest || data.every((one) => one.seen)}
              onClick={() => newest && void seeAll(newest)}
            >
              {t('notification.all_read')}
            </Button>
            <Button
              variant="default"
              size="compact-md"
              visibleFrom="sm"
              leftSection={<Settings size={15} />}
              renderRoot={(props) => <Link to="/settings/$part" params={{ part: 'notifications' }} {...props} />}
            >
              {t('settings.title')}
            </Button>
          </>
        }
      />
      <PageBody>
        <Group mb="md">
          <SegmentedControl
            size="xs"
            aria-label={t('notification.which')}
            value={unseen ? 'unseen' : 'all'}
            onChange={(next) =>
              void navigate({ to: '/notifications', search: { unseen: next === 'unseen' || undefined }, replace: true })
            }
            data={[
              { value: 'all', label: t('home.all') },
              { value: 'unseen', label: t('notification.only_new') },
            ]}
          />
        </Group>
        {told.isError && <ProblemView error={told.error} onRetry={() => told.refetch()} />}
        {data.length > 0 && (
          <div className={classes.page}>
            <NotificationList data={data} />
            {told.hasNextPage && (
              <div className={classes.more}>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  loading={told.isFetchingNextPage}
                  onClick={() => void told.fetchNextPage()}
                >
                  {t('notification.more')}
                </Button>
              </div>
            )}
          </div>
        )}
        {told.isSuccess && !data.length && (
          <Blank
            icon={<Bell size={24} strokeWidth={1.6} />}
            title={t('notification.none')}
            text={t('notification.none_text')}
          />
        )}
      </PageBody>
    </>
  );
}
