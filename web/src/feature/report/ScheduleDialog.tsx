// One's own schedule for a dashboard: how often it is kept, and at which hour.
import { Button, Group, Loader, Modal, NumberInput, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import {
  type DashboardSchedule,
  EVERY,
  type Every,
  putSchedule,
  removeSchedule,
  SCHEDULES,
  showSchedule,
} from '../../api/snapshots.ts';
import { formatTimestamp, formatting, weekdayName } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';

interface Props {
  dashboard: string;
  name: string;
  onClose: () => void;
}

export function ScheduleDialog({ dashboard, name, onClose }: Props) {
  const asked = useQuery({
    queryKey: [...SCHEDULES, dashboard],
    queryFn: ({ signal }) => showSchedule(dashboard, signal),
    // A form begins with what is set now, not with what was set when it was opened last.
    gcTime: 0,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('dashboard.schedule_title', { name })}
      size="sm"
      centered
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      {asked.isError && <ProblemView error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <Loader size="sm" />}
      {asked.data && <Form dashboard={dashboard} set={asked.data.schedule} onClose={onClose} />}
    </Modal>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${hour}:00`.padStart(5, '0') }));
const MORNING = 7;

function Form({ dashboard, set, onClose }: { dashboard: string; set: DashboardSchedule | null; onClose: () => void }) {
  const client = useQueryClient();
  const [every, setEvery] = useState<Every>(set?.every ?? 'week');
  const [hour, setHour] = useState(set?.hour ?? MORNING);
  const [weekday, setWeekday] = useState(set?.weekday ?? 1);
  const [day, setDay] = useState(set?.day ?? 1);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const act = async (work: () => Promise<string>) => {
    setBusy(true);
    try {
      notifications.show({ message: await work() });
      void client.invalidateQueries({ queryKey: SCHEDULES });
      onClose();
    } catch (error) {
      setProblem(describeProblem(error));
      setBusy(false);
    }
  };
  const save = () =>
    act(async () => {
      // A minute that a script chose stays.
      const at = { hour, minute: set?.minute ?? 0 };
      const more = every === 'week' ? { weekday } : every === 'month' ? { day } : {};
      const { schedule } = await putSchedule(dashboard, { every, ...at, ...more });
      return t('dashboard.schedule_set', { when: formatTimestamp(schedule?.next_at ?? '') });
    });
  const end = () =>
    act(async () => {
      await removeSchedule(dashboard);
      return t('dashboard.schedule_ended');
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('dashboard.schedule_text')}
        </Text>
        <SegmentedControl
          fullWidth
          aria-label={t('dashboard.every')}
          value={every}
          data={EVERY.map((value) => ({ value, label: t(`dashboard.every.${value}`) }))}
          onChange={(value) => setEvery(value as Every)}
        />
        {every === 'week' && (
          <Select
            label={t('dashboard.weekday')}
            allowDeselect={false}
            value={String(weekday)}
            data={weekdays().map((one) => ({ value: String(one), label: weekdayName(one) }))}
            onChange={(value) => setWeekday(Number(value))}
          />
        )}
        {every === 'month' && (
          <NumberInput
            label={t('dashboard.month_day')}
            description={t('dashboard.month_day_text')}
            min={1}
            max={31}
            clampBehavior="strict"
            allowDecimal={false}
            value={day}
            onChange={(value) => setDay(Number(value) || 1)}
          />
        )}
        <Select
          label={t('dashboard.hour')}
          allowDeselect={false}
          value={String(hour)}
          data={HOURS}
          onChange={(value) => setHour(Number(value))}
        />
        {set && (
          <Text size="sm" c="dimmed">
            {t('dashboard.schedule_next', { when: formatTimestamp(set.next_at), zone: set.zone.replaceAll('_', ' ') })}
          </Text>
        )}
        {problem && (
          <Text size="sm" c="red" role="alert">
            {problem}
          </Text>
        )}
        <Group justify="space-between" gap="xs">
          {set ? (
            <Button variant="subtle" color="red" disabled={busy} onClick={() => void end()}>
              {t('dashboard.schedule_end')}
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('action.save')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

/** From the day a week begins with here. */
function weekdays(): number[] {
  const first = formatting.firstWeekday;
  return Array.from({ length: 7 }, (_, at) => ((first + 6 + at) % 7) + 1);
}
