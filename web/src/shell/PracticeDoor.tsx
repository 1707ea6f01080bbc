// What stands before a practice workspace that is not there yet: what it is, a button that makes it, and how far it is. Then the page
// one wanted to go to opens.
import { Alert, Button, Center, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Check, FlaskConical } from 'lucide-react';
import { useEffect, useState } from 'react';
import { describeProblem } from '../api/describe.ts';
import { findPractice, makePractice, type Practice } from '../api/practice.ts';
import { Problem } from '../api/problem.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import classes from './practice.module.css';

const STEP = 700;
const POINTS = [
  'practice.point_company',
  'practice.point_alone',
  'practice.point_quiet',
  'practice.point_anew',
] as const;

export default function PracticeDoor({ error, onReady }: { error: unknown; onReady: () => void }) {
  useDocumentTitle(`${t('practice.title')} · Kith`);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const found = useQuery({
    queryKey: ['practice'],
    queryFn: findPractice,
    refetchInterval: (query) => (query.state.data?.state === 'making' ? STEP : false),
  });
  const state = found.data?.state;
  const isStranger = found.error instanceof Problem && found.error.status === 401;
  // Who is not signed in has no practice workspace either; the sign-in stands at the real door.
  useEffect(() => {
    if (isStranger) window.location.replace('/');
  }, [isStranger]);
  const wasMaking = useMaking(state);
  useEffect(() => {
    if (state === 'ready' && wasMaking) onReady();
  }, [state, wasMaking, onReady]);
  const make = async () => {
    setBusy(true);
    setRefused('');
    try {
      await makePractice();
    } catch (problem) {
      setRefused(describeProblem(problem));
    }
    await found.refetch();
    setBusy(false);
  };
  const say = state === 'ready' && !wasMaking ? describeProblem(error) : refused;
  return (
    <Center mih="100dvh" component="main">
      <Stack align="center" gap="lg" className={classes.door}>
        <span className={classes.sign}>
          <FlaskConical size={30} strokeWidth={1.6} aria-hidden="true" />
        </span>
        <Title order={1} size="h2">
          {t('practice.title')}
        </Title>
        {state === 'making' ? (
          <Making practice={found.data as Practice} />
        ) : (
          <>
            <ul className={classes.points}>
              {POINTS.map((point) => (
                <li key={point}>
                  <Check size={17} aria-hidden="true" />
                  <Text size="sm">{t(point)}</Text>
                </li>
              ))}
            </ul>
            {state === 'off' && <Text c="dimmed">{t('practice.off')}</Text>}
            {state === 'failed' && <Alert color="red">{t('practice.failed')}</Alert>}
            {say && (
              <Alert color="yellow" role="alert">
                <Text size="sm">{say}</Text>
                <Button mt="xs" size="compact-sm" variant="default" onClick={onReady}>
                  {t('action.retry')}
                </Button>
              </Alert>
            )}
            <Group justify="center">
              <Button variant="default" component="a" href="/">
                {t('action.cancel')}
              </Button>
              {state && state !== 'off' && (
                <Button loading={busy} onClick={() => void make()}>
                  {t(state === 'ready' ? 'practice.anew' : 'practice.make')}
                </Button>
              )}
            </Group>
          </>
        )}
      </Stack>
    </Center>
  );
}

/** Whether it was seen being made. */
function useMaking(state: Practice['state'] | undefined): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (state === 'making') setSeen(true);
  }, [state]);
  return seen;
}

function Making({ practice }: { practice: Practice }) {
  const share = practice.total ? Math.min(99, (practice.done / practice.total) * 100) : 2;
  return (
    <Stack w="100%" gap="xs" maw={360}>
      <Progress value={share} animated aria-label={t('practice.making')} />
      <Text size="sm" role="status">
        {t('practice.making')}
      </Text>
      <Text size="xs" c="dimmed" className="tabular">
        {practice.total > 0 &&
          t('practice.made_of', { done: formatNumber(practice.done), total: formatNumber(practice.total) })}
      </Text>
    </Stack>
  );
}
