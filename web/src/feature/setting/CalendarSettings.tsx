// When one works, and one's own calendar for phones and other programs.

import { ActionIcon, Alert, Button, CopyButton, Group, Loader, Stack, Text, TextInput, Title } from '@mantine/core';
import { TimeInput } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, Copy, Plus, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import {
  createCalendarFeed,
  findCalendarFeed,
  listWorkingHours,
  putWorkingHours,
  removeCalendarFeed,
  type Stretch,
} from '../../api/calendar.ts';
import { describeProblem } from '../../api/describe.ts';
import { outward } from '../../api/place.ts';
import { useSession } from '../../api/session_context.tsx';
import { formatDate, formatting, weekdayName } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import pageClasses from '../../ui/page.module.css';
import { Section } from './Section.tsx';
import classes from './setting.module.css';

const DAYS = [1, 2, 3, 4, 5, 6, 7];

export function CalendarSettings() {
  return (
    <Section title={t('settings.calendar')} text={t('settings.calendar_text')}>
      <Stack gap="md">
        <Hours />
        <Feed />
      </Stack>
    </Section>
  );
}

function Part({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className={`${pageClasses.form} ${classes.part}`} aria-label={title}>
      <div>
        <Title order={3} size="h4">
          {title}
        </Title>
        <Text size="xs" c="dimmed">
          {text}
        </Text>
      </div>
      <Stack gap="sm">{children}</Stack>
    </section>
  );
}

function Hours() {
  const me = useSession().user.id;
  const hours = useQuery({ queryKey: ['working_hours'], queryFn: ({ signal }) => listWorkingHours(signal) });
  const own = hours.data?.find(({ user }) => user === me);
  return (
    <Part title={t('hours.title')} text={t('hours.text', { zone: formatting.zone.replaceAll('_', ' ') })}>
      {hours.isError && <ProblemView compact error={hours.error} onRetry={() => hours.refetch()} />}
      {hours.isPending && <Loader size="xs" type="dots" aria-hidden="true" />}
      {own && <Week key={JSON.stringify(own.stretches)} stretches={own.stretches} />}
    </Part>
  );
}

function Week({ stretches }: { stretches: Stretch[] }) {
  const client = useQueryClient();
  const [rows, setRows] = useState(stretches);
  const [busy, setBusy] = useState(false);
  const change = (index: number, part: Partial<Stretch>) =>
    setRows((old) => old.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const add = (weekday: number) =>
    setRows((old) => {
      const last = old.filter((one) => one.weekday === weekday).at(-1);
      const next =
        last && last.until < '22:00' ? { from: last.until, until: '22:00' } : { from: '08:00', until: '16:00' };
      return [...old, { weekday, ...next }];
    });
  const save = async () => {
    setBusy(true);
    try {
      await putWorkingHours(rows);
      await client.invalidateQueries({ queryKey: ['working_hours'] });
      notifications.show({ message: t('settings.saved') });
    } catch (error) {
      notifications.show({ color: 'red', title: t('settings.not_saved'), message: describeProblem(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {DAYS.map((weekday) => {
        const name = weekdayName(weekday);
        const own = rows.flatMap((one, index) => (one.weekday === weekday ? [{ ...one, index }] : []));
        return (
          <Group key={weekday} align="flex-start" wrap="nowrap" gap="sm" role="group" aria-label={name}>
            <Text size="sm" w={104} pt={6} style={{ flex: 'none' }}>
              {name}
            </Text>
            <Stack gap={6} style={{ flex: 1 }}>
              {own.map(({ index, from, until }) => (
                <Group key={index} gap={6} wrap="nowrap">
                  <TimeInput
                    size="xs"
                    aria-label={t('hours.from', { day: name })}
                    value={from}
                    onChange={(event) => change(index, { from: event.currentTarget.value })}
                  />
                  <span aria-hidden="true">–</span>
                  <TimeInput
                    size="xs"
                    aria-label={t('hours.until', { day: name })}
                    value={until === '24:00' ? '23:59' : until}
                    onChange={(event) => change(index, { until: event.currentTarget.value })}
                  />
                  <ActionIcon
                    aria-label={t('hours.remove', { day: name })}
                    onClick={() => setRows((old) => old.filter((_, at) => at !== index))}
                  >
                    <Trash2 size={14} />
                  </ActionIcon>
                </Group>
              ))}
              {!own.length && (
                <Text size="sm" c="dimmed" pt={6}>
                  {t('hours.free')}
                </Text>
              )}
            </Stack>
            <ActionIcon aria-label={t('hours.add', { day: name })} onClick={() => add(weekday)} mt={3}>
              <Plus size={15} />
            </ActionIcon>
          </Group>
        );
      })}
      <Button style={{ alignSelf: 'flex-start' }} loading={busy} onClick={() => void save()}>
        {t('action.save')}
      </Button>
    </>
  );
}

function Feed() {
  const client = useQueryClient();
  const [address, setAddress] = useState('');
  const [busy, setBusy] = useState(false);
  const feed = useQuery({ queryKey: ['calendar_feed'], queryFn: ({ signal }) => findCalendarFeed(signal) });
  const act = async (work: () => Promise<string>) => {
    setBusy(true);
    try {
      setAddress(await work());
      await client.invalidateQueries({ queryKey: ['calendar_feed'] });
    } catch (error) {
      notifications.show({ color: 'red', title: t('settings.not_saved'), message: describeProblem(error) });
    } finally {
      setBusy(false);
    }
  };
  const since = feed.data?.created_at;
  return (
    <Part title={t('feed.title')} text={t('feed.text')}>
      {address ? (
        <Alert color="spruce" title={t('feed.made')}>
          <Stack gap="xs">
            <Text size="sm">{t('feed.once')}</Text>
            <Group gap={6} wrap="nowrap">
              <TextInput size="xs" aria-label={t('feed.address')} value={address} readOnly style={{ flex: 1 }} />
              <CopyButton value={address}>
                {({ copied, copy }) => (
                  <Button
                    size="xs"
                    variant="default"
                    leftSection={copied ? <Check size={14} /> : <Copy size={14} />}
                    onClick={copy}
                  >
                    {t(copied ? 'book.copied' : 'book.copy')}
                  </Button>
                )}
              </CopyButton>
            </Group>
          </Stack>
        </Alert>
      ) : (
        <Text size="sm">{since ? t('feed.since', { day: formatDate(since.slice(0, 10)) }) : t('feed.none')}</Text>
      )}
      <Group gap="xs">
        <Button
          variant={since ? 'default' : 'filled'}
          loading={busy}
          onClick={() => void act(async () => `${window.location.origin}${outward((await createCalendarFeed()).path)}`)}
        >
          {t(since ? 'feed.renew' : 'feed.make')}
        </Button>
        {since && (
          <Button
            variant="subtle"
            color="red"
            disabled={busy}
            onClick={() =>
              void act(async () => {
                await removeCalendarFeed();
                return '';
              })
            }
          >
            {t('feed.remove')}
          </Button>
        )}
      </Group>
    </Part>
  );
}
