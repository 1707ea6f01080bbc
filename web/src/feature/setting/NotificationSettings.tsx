// Which kinds of notifications a person wants: each is switched by itself and kept at once.
import { Stack, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import {
  type KindSetting,
  listNotificationSettings,
  NOTIFICATIONS,
  putNotificationSettings,
} from '../../api/notifications.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { outside, turnOutside } from '../notification/outside.ts';
import { Section } from './Section.tsx';

const KEY = [...NOTIFICATIONS, 'settings'] as const;

export function NotificationSettings() {
  const client = useQueryClient();
  const kept = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await listNotificationSettings(signal)).data,
  });
  const turn = async (one: KindSetting, in_app: boolean) => {
    client.setQueryData<KindSetting[]>(KEY, (old) => old?.map((it) => (it.kind === one.kind ? { ...it, in_app } : it)));
    try {
      client.setQueryData(KEY, (await putNotificationSettings([{ kind: one.kind, in_app }])).data);
    } catch (error) {
      notifications.show({ color: 'red', title: t('settings.not_saved'), message: describeProblem(error) });
      await client.invalidateQueries({ queryKey: KEY });
    }
  };
  return (
    <Section title={t('settings.notifications')} text={t('notification.settings_text')}>
      {kept.isError && <ProblemView error={kept.error} onRetry={() => kept.refetch()} />}
      <Stack gap="md">
        {kept.data?.map((one) => (
          <Switch
            key={one.kind}
            label={t(`notification.kind.${one.kind}`)}
            description={t(`notification.kind_text.${one.kind}`)}
            checked={one.in_app}
            onChange={(event) => void turn(one, event.currentTarget.checked)}
          />
        ))}
        <OutsideSwitch />
      </Stack>
    </Section>
  );
}

/** Notifications of the browser: kept on this computer, and asked for here only. */
function OutsideSwitch() {
  const [state, setState] = useState(outside);
  return (
    <Switch
      label={t('notification.outside')}
      description={t(
        state === 'denied' || state === 'missing' ? `notification.outside_${state}` : 'notification.outside_text',
      )}
      checked={state === 'on'}
      disabled={state === 'denied' || state === 'missing'}
      onChange={(event) => void turnOutside(event.currentTarget.checked).then(setState)}
    />
  );
}
