// Which kinds of notifications a person wants: each is switched by itself and kept at once.
import { Checkbox, Stack, Switch } from '@mantine/core';
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
import { useDictionary } from '../../dictionary/context.tsx';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { labelsOf, outside, turnOutside } from '../notification/outside.ts';
import { isPushed } from '../notification/push.ts';
import { Section } from './Section.tsx';

const KEY = [...NOTIFICATIONS, 'settings'] as const;

export function NotificationSettings() {
  const client = useQueryClient();
  const kept = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await listNotificationSettings(signal)).data,
  });
  const [pushed, setPushed] = useState(isPushed);
  const turn = async (one: KindSetting) => {
    client.setQueryData<KindSetting[]>(KEY, (old) => old?.map((it) => (it.kind === one.kind ? one : it)));
    try {
      client.setQueryData(KEY, (await putNotificationSettings([one])).data);
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
          <Stack key={one.kind} gap={6}>
            <Switch
              label={t(`notification.kind.${one.kind}`)}
              description={t(`notification.kind_text.${one.kind}`)}
              checked={one.in_app}
              onChange={(event) => void turn({ ...one, in_app: event.currentTarget.checked })}
            />
            {pushed && one.in_app && (
              <Checkbox
                size="xs"
                ml="xl"
                label={t('notification.push')}
                aria-label={`${t(`notification.kind.${one.kind}`)}: ${t('notification.push')}`}
                checked={one.push ?? true}
                onChange={(event) => void turn({ ...one, push: event.currentTarget.checked })}
              />
            )}
          </Stack>
        ))}
        <OutsideSwitch onTurned={() => setPushed(isPushed())} />
      </Stack>
    </Section>
  );
}

/** Notifications of the browser: kept on this computer, and asked for here only. */
function OutsideSwitch({ onTurned }: { onTurned: () => void }) {
  const { objects } = useDictionary();
  const [state, setState] = useState(outside);
  const turn = async (on: boolean) => {
    setState(await turnOutside(on, labelsOf(objects)));
    onTurned();
  };
  const refused = state === 'denied' || state === 'missing';
  return (
    <Switch
      label={t('notification.outside')}
      description={t(
        refused
          ? `notification.outside_${state}`
          : state === 'on' && isPushed()
            ? 'notification.outside_push'
            : 'notification.outside_text',
      )}
      checked={state === 'on'}
      disabled={refused}
      onChange={(event) => void turn(event.currentTarget.checked)}
    />
  );
}
