// The pages a customer opens without signing in: to choose a free time, and to move or cancel what was chosen – in the customer's
// own language and zone.

import { Alert, Anchor, Button, Center, Group, Loader, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CalendarPlus, Check, Clock, MapPin, User } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import {
  type PublicBooking as Booking,
  cancelPublicBooking,
  createPublicBooking,
  findPublicBooking,
  findPublicPage,
  movePublicBooking,
  type PublicBookingPage as Page,
  publicInvitationUrl,
} from '../../api/calendar.ts';
import { describeProblem } from '../../api/describe.ts';
import { outward } from '../../api/place.ts';
import { formatDuration, formatting, setFormatting } from '../../i18n/format.ts';
import { firstLanguage, t } from '../../i18n/index.ts';
import classes from './booking.module.css';
import { SlotPicker } from './SlotPicker.tsx';

function useVisitor() {
  const [zone, setZone] = useState(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    setFormatting({ language: firstLanguage(), zone: own, currency: 'EUR', firstWeekday: 1 });
    return own;
  });
  return {
    zone,
    setZone: (next: string) => {
      setFormatting({ language: firstLanguage(), zone: next, currency: 'EUR', firstWeekday: 1 });
      setZone(next);
    },
  };
}

const isTaken = (error: unknown) => (error as { status?: number })?.status === 409;

/** Day and hour in the zone of who reads. */
export const momentText = (at: string, zone: string): string =>
  new Intl.DateTimeFormat(formatting.locale, { dateStyle: 'full', timeStyle: 'short', timeZone: zone }).format(
    new Date(at),
  );

export function PublicPage({ token }: { token: string }) {
  const visitor = useVisitor();
  const client = useQueryClient();
  const [at, setAt] = useState<string | null>(null);
  const [made, setMade] = useState<{ token: string; booking: Booking } | null>(null);
  const [taken, setTaken] = useState('');
  const key = ['public_page', token];
  const page = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => findPublicPage(token, signal),
    retry: false,
    refetchOnWindowFocus: false,
  });
  useEffect(() => {
    if (page.data) document.title = `${page.data.name} · ${page.data.company}`;
  }, [page.data]);
  if (page.isPending) return <Waiting />;
  if (page.isError) return <Unknown error={page.error} />;
  if (made)
    return (
      <Frame about={made.booking} zone={visitor.zone}>
        <Done token={made.token} booking={made.booking} zone={visitor.zone} />
      </Frame>
    );
  return (
    <Frame about={page.data} zone={visitor.zone}>
      {taken && (
        <Alert color="clay" mb="md" role="alert">
          {taken}
        </Alert>
      )}
      {at ? (
        <Details
          page={page.data}
          at={at}
          zone={visitor.zone}
          onBack={() => setAt(null)}
          onBook={async (customer) => {
            try {
              const { path, booking } = await createPublicBooking(token, {
                at,
                ...customer,
                language: firstLanguage(),
              });
              setMade({ token: path.replace('/booking/', ''), booking });
              window.history.replaceState(null, '', path);
            } catch (error) {
              if (!isTaken(error)) throw error;
              // Somebody was faster: the times that are left, with a word why.
              setTaken(describeProblem(error));
              setAt(null);
              await client.invalidateQueries({ queryKey: key });
            }
          }}
        />
      ) : (
        <SlotPicker
          slots={page.data.slots}
          zone={visitor.zone}
          onZone={visitor.setZone}
          onChoose={(slot) => {
            setTaken('');
            setAt(slot);
          }}
        />
      )}
    </Frame>
  );
}

export function PublicBooking({ token }: { token: string }) {
  const visitor = useVisitor();
  const client = useQueryClient();
  const [moving, setMoving] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const key = ['public_booking', token];
  const booking = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => findPublicBooking(token, signal),
    retry: false,
    refetchOnWindowFocus: false,
  });
  useEffect(() => {
    if (booking.data) document.title = `${booking.data.name} · ${booking.data.company}`;
  }, [booking.data]);
  if (booking.isPending) return <Waiting />;
  if (booking.isError) return <Unknown error={booking.error} />;
  const act = async (work: () => Promise<Booking>) => {
    setBusy(true);
    setSaid('');
    try {
      client.setQueryData(key, await work());
      setMoving(false);
    } catch (error) {
      setSaid(describeProblem(error));
      await client.invalidateQueries({ queryKey: key });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Frame about={booking.data} zone={visitor.zone}>
      {said && (
        <Alert color="clay" mb="md" role="alert">
          {said}
        </Alert>
      )}
      {moving ? (
        <>
          <SlotPicker
            slots={booking.data.slots}
            zone={visitor.zone}
            onZone={visitor.setZone}
            onChoose={(slot) => void act(() => movePublicBooking(token, slot))}
          />
          <Button variant="subtle" color="gray" mt="md" onClick={() => setMoving(false)}>
            {t('book.keep')}
          </Button>
        </>
      ) : (
        <Done token={token} booking={booking.data} zone={visitor.zone}>
          {booking.data.can_change && (
            <Group gap="xs">
              <Button variant="default" disabled={busy || !booking.data.slots.length} onClick={() => setMoving(true)}>
                {t('book.move')}
              </Button>
              <Button
                variant="subtle"
                color="red"
                loading={busy}
                onClick={() => void act(() => cancelPublicBooking(token))}
              >
                {t('book.cancel')}
              </Button>
            </Group>
          )}
        </Done>
      )}
    </Frame>
  );
}

function Waiting() {
  return (
    <Center mih="100dvh">
      <Loader size="sm" type="dots" />
    </Center>
  );
}

function Unknown({ error }: { error: unknown }) {
  return (
    <Center mih="100dvh" p="lg" component="main">
      <Stack maw={440} gap="xs" ta="center">
        <Title order={1} size="h2">
          {t('book.unknown')}
        </Title>
        <Text c="dimmed">{describeProblem(error)}</Text>
      </Stack>
    </Center>
  );
}

function Frame({ about, children }: { about: Page | Booking; zone: string; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <article className={classes.sheet}>
        <header className={classes.about}>
          <div className={classes.company}>{about.company}</div>
          <h1>{about.name}</h1>
          <ul className={classes.facts}>
            <li>
              <Clock size={16} aria-hidden="true" /> {formatDuration(about.duration)}
            </li>
            {about.host && (
              <li>
                <User size={16} aria-hidden="true" /> {about.host}
              </li>
            )}
            {about.place && (
              <li>
                <MapPin size={16} aria-hidden="true" /> {about.place}
              </li>
            )}
          </ul>
          {'description' in about && about.description && <p className={classes.words}>{about.description}</p>}
        </header>
        <section className={classes.work}>{children}</section>
      </article>
    </main>
  );
}

interface DoneProps {
  token: string;
  booking: Booking;
  zone: string;
  children?: ReactNode;
}

function Done({ token, booking, zone, children }: DoneProps) {
  return (
    <Stack gap="md" align="flex-start">
      <Group gap="sm" wrap="nowrap" role="status">
        {!booking.cancelled && (
          <span className={classes.check}>
            <Check size={20} aria-hidden="true" />
          </span>
        )}
        <Title order={2} size="h3">
          {t(booking.cancelled ? 'book.cancelled' : 'book.booked')}
        </Title>
      </Group>
      {booking.at && (
        <Text size="lg" fw={560} td={booking.cancelled ? 'line-through' : undefined}>
          {momentText(booking.at, zone)}
          <Text span size="sm" c="dimmed" fw={400} display="block">
            {zone.replaceAll('_', ' ')}
          </Text>
        </Text>
      )}
      {!booking.cancelled && (
        <Button
          component="a"
          href={publicInvitationUrl(token)}
          download
          variant="light"
          leftSection={<CalendarPlus size={16} />}
        >
          {t('book.to_calendar')}
        </Button>
      )}
      {children}
      {!children && !booking.cancelled && (
        <Text size="sm" c="dimmed">
          {t('book.keep_link')} <Anchor href={outward(`/booking/${token}`)}>{t('book.own_page')}</Anchor>
        </Text>
      )}
    </Stack>
  );
}

interface DetailsProps {
  page: Page;
  at: string;
  zone: string;
  onBack: () => void;
  onBook: (customer: { name: string; email: string; answers: string[] }) => Promise<void>;
}

function Details({ page, at, zone, onBack, onBook }: DetailsProps) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [answers, setAnswers] = useState<string[]>(() => page.questions.map(() => ''));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const send = async () => {
    setBusy(true);
    setError('');
    try {
      await onBook({ name, email, answers });
    } catch (problem) {
      setError(describeProblem(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="md">
        <div>
          <Text fw={600}>{momentText(at, zone)}</Text>
          <Text size="sm" c="dimmed">
            {zone.replaceAll('_', ' ')} ·{' '}
            <Anchor component="button" type="button" size="sm" onClick={onBack}>
              {t('book.other_time')}
            </Anchor>
          </Text>
        </div>
        <TextInput
          label={t('book.name')}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          minLength={2}
          maxLength={200}
          required
          data-autofocus
        />
        <TextInput
          label={t('book.email')}
          type="email"
          autoComplete="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          maxLength={254}
          required
        />
        {page.questions.map((question, index) => (
          <Textarea
            key={question}
            label={question}
            value={answers[index]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setAnswers((old) => old.map((one, place) => (place === index ? value : one)));
            }}
            maxLength={2000}
            autosize
            minRows={2}
          />
        ))}
        {error && (
          <Alert color="red" role="alert">
            {error}
          </Alert>
        )}
        <Button type="submit" size="md" loading={busy}>
          {t('book.confirm')}
        </Button>
      </Stack>
    </form>
  );
}
