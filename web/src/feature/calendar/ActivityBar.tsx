// What activities add below the head of a record: a meeting goes into other calendars, a booking page has links to send.

import { ActionIcon, Button, CopyButton, Group, TextInput, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { CalendarPlus, Check, Copy, ExternalLink, Link2, Link2Off } from 'lucide-react';
import { useState } from 'react';
import { createBookingLink, invitationUrl, removeBookingLinks } from '../../api/calendar.ts';
import { describeProblem } from '../../api/describe.ts';
import { outward } from '../../api/place.ts';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { t } from '../../i18n/index.ts';

export function ActivityBar({ object, record }: { object: ObjectType; record: RecordRow }) {
  if (record.removed_at) return null;
  if (object.key === 'meeting' && record.happened_at)
    return (
      <Group px="lg" pb="sm" gap="xs">
        <Button
          component="a"
          href={invitationUrl(record.id)}
          download
          variant="default"
          size="compact-md"
          leftSection={<CalendarPlus size={15} />}
        >
          {t('team_calendar.invitation')}
        </Button>
      </Group>
    );
  const canChange = record.can?.includes('change') ?? object.can.change !== 'none';
  if (object.key === 'booking_page' && canChange) return <BookingLinks key={record.id} id={record.id} />;
  return null;
}

function BookingLinks({ id }: { id: string }) {
  const [link, setLink] = useState('');
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      notifications.show({ color: 'red', title: t('book.no_link'), message: describeProblem(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Group px="lg" pb="sm" gap="xs">
      {link ? (
        <Group gap={6} wrap="nowrap" style={{ flex: 1 }} maw={640}>
          <TextInput size="xs" aria-label={t('book.link')} value={link} readOnly style={{ flex: 1 }} />
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button
                size="compact-md"
                variant="default"
                leftSection={copied ? <Check size={15} /> : <Copy size={15} />}
                onClick={copy}
              >
                {t(copied ? 'book.copied' : 'book.copy')}
              </Button>
            )}
          </CopyButton>
          <Tooltip label={t('book.open')}>
            <ActionIcon component="a" href={link} target="_blank" rel="noreferrer" aria-label={t('book.open')}>
              <ExternalLink size={15} />
            </ActionIcon>
          </Tooltip>
        </Group>
      ) : (
        <Button
          size="compact-md"
          loading={busy}
          leftSection={<Link2 size={15} />}
          onClick={() =>
            void act(async () => {
              const { path } = await createBookingLink(id);
              setLink(`${window.location.origin}${outward(path)}`);
            })
          }
        >
          {t('book.make_link')}
        </Button>
      )}
      <Button
        size="compact-md"
        variant="subtle"
        color="gray"
        disabled={busy}
        leftSection={<Link2Off size={15} />}
        onClick={() =>
          void act(async () => {
            await removeBookingLinks(id);
            setLink('');
            notifications.show({ message: t('book.links_removed') });
          })
        }
      >
        {t('book.remove_links')}
      </Button>
    </Group>
  );
}
