// The secret address whose call starts an automation. A new one leaves the other side time to be told, unless the present one leaked.
import { Button, Code, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Automation, renewHook } from '../../api/automations.ts';
import { describeProblem } from '../../api/describe.ts';
import { formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';

/** For how many hours the present address goes on to work. */
const OVERLAPS = { day: 24, week: 168, void: 0 } as const;
type Overlap = keyof typeof OVERLAPS;

export function Hook({ automation }: { automation: Automation }) {
  const client = useQueryClient();
  const [url, setUrl] = useState('');
  const [overlap, setOverlap] = useState<Overlap>('day');
  const renew = async () => {
    try {
      setUrl((await renewHook(automation.id, OVERLAPS[overlap])).url);
      void client.invalidateQueries({ queryKey: ['automation', automation.id] });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    }
  };
  const { older_hook_until: until } = automation;
  return (
    <Stack gap="xs">
      <Text size="sm">{t('automation.hook_text')}</Text>
      {automation.hook && (
        <Select
          label={t('automation.hook_before')}
          allowDeselect={false}
          value={overlap}
          data={Object.keys(OVERLAPS).map((value) => ({
            value,
            label: t(`automation.hook_before_${value as Overlap}`),
          }))}
          onChange={(value) => value && setOverlap(value as Overlap)}
        />
      )}
      <Button variant="default" onClick={renew}>
        {t('automation.hook_new')}
      </Button>
      {url && (
        <>
          <Code block>{url}</Code>
          <Text size="sm" c="dimmed">
            {t('automation.hook_once')}
          </Text>
        </>
      )}
      {until && new Date(until) > new Date() && (
        <Text size="sm" c="dimmed">
          {t('automation.hook_both', { at: formatTimestamp(until) })}
        </Text>
      )}
    </Stack>
  );
}
