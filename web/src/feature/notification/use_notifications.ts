// One's notifications as the bell and the page show them, and what is done with them.
import { notifications as toasts } from '@mantine/notifications';
import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerQuestion } from '../../api/automations.ts';
import { describeProblem } from '../../api/describe.ts';
import {
  countNotifications,
  listNotifications,
  NOTIFICATIONS,
  type Notification,
  type NotificationPage,
  seeNotifications,
} from '../../api/notifications.ts';
import { t } from '../../i18n/index.ts';

export function useUnseen(): { count: number; more: boolean } {
  const counted = useQuery({
    queryKey: [...NOTIFICATIONS, 'count'],
    queryFn: ({ signal }) => countNotifications(signal),
  });
  return counted.data ?? { count: 0, more: false };
}

export function useNotifications(unseen: boolean, limit: number) {
  return useInfiniteQuery({
    queryKey: [...NOTIFICATIONS, 'list', unseen, limit],
    queryFn: ({ pageParam, signal }) =>
      listNotifications({ unseen: unseen || undefined, limit, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

export function useNotificationActs() {
  const client = useQueryClient();
  const tell = (error: unknown) =>
    toasts.show({ color: 'red', title: t('settings.not_saved'), message: describeProblem(error) });
  const done = async (work: () => Promise<unknown>) => {
    await work().catch(tell);
    await Promise.all([
      client.invalidateQueries({ queryKey: NOTIFICATIONS }),
      client.invalidateQueries({ queryKey: ['mentions'] }),
    ]);
  };
  // Shown at once: whoever presses twice means what stands there now, not what the server last said.
  const show = (one: Notification, seen: boolean) =>
    client.setQueriesData<InfiniteData<NotificationPage>>(
      { queryKey: [...NOTIFICATIONS, 'list'] },
      (old) =>
        old && {
          ...old,
          pages: old.pages.map((page) => ({
            ...page,
            data: page.data.map((row) => (row.id === one.id ? { ...row, seen } : row)),
          })),
        },
    );
  return {
    see: async (one: Notification, seen = true) => {
      // An answer on its way is older than what is pressed now.
      await client.cancelQueries({ queryKey: [...NOTIFICATIONS, 'list'] });
      show(one, seen);
      await done(() => seeNotifications({ ids: [one.id], seen }));
    },
    seeAll: (newest: Notification) => done(() => seeNotifications({ up_to: newest.id })),
    answer: async (one: Notification, yes: boolean) => {
      await done(() => answerQuestion(String(one.params.question), yes));
      await client.invalidateQueries({ queryKey: ['automation-questions'] });
    },
  };
}
