// Where one is signed in: with what, from where, when last; each can be ended, or all but the present one.
import { Badge, Button, Loader, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../api/describe.ts';
import { Problem } from '../../api/problem.ts';
import { keys } from '../../api/query.ts';
import { seeingAs } from '../../api/seeing_as.ts';
import { endOtherSessions, endOwnSession, listOwnSessions, type OwnSession } from '../../api/session.ts';
import { formatRelative, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Ask } from './Ask.tsx';
import classes from './setting.module.css';

const HANDHELD = new Set(['iPhone', 'iPad', 'Android']);

const nameOf = ({ browser, system }: OwnSession) =>
  browser && system ? t('sessions.on', { browser, system }) : (browser ?? system ?? t('sessions.unknown'));

export function Sessions() {
  const client = useQueryClient();
  const list = useQuery({
    queryKey: keys.ownSessions,
    queryFn: ({ signal }) => listOwnSessions(signal),
    refetchOnMount: 'always',
  });
  const [ending, setEnding] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const rows = list.data?.data ?? [];
  // Who only looks through the eyes of a role ends nothing.
  const looking = seeingAs() !== null;

  const end = async (act: () => Promise<void>, told: string) => {
    let failure: unknown = null;
    await act().catch((error) => {
      // One that ended by itself meanwhile is what was wanted.
      if (!(error instanceof Problem && error.code === 'not_found')) failure = error;
    });
    await client.invalidateQueries({ queryKey: keys.ownSessions });
    notifications.show(failure ? { color: 'red', message: describeProblem(failure) } : { message: told });
  };
  const endOne = async (one: OwnSession) => {
    setEnding(one.id);
    await end(() => endOwnSession(one.id), t('sessions.ended', { name: nameOf(one) }));
    setEnding(null);
  };

  if (list.isError) return <ProblemView error={list.error} onRetry={() => list.refetch()} />;
  if (list.isPending) return <Loader size="xs" type="dots" aria-hidden="true" />;
  return (
    <Stack gap="sm">
      <ul className={classes.sessions} aria-label={t('sessions.title')}>
        {rows.map((one) => {
          const Icon = HANDHELD.has(one.system ?? '') ? Smartphone : Monitor;
          return (
            <li key={one.id} className={classes.session}>
              <Icon size={18} strokeWidth={1.6} aria-hidden="true" />
              <div className={classes.sessionText}>
                <Text size="sm" fw={550} component="div">
                  {nameOf(one)}{' '}
                  {one.current && (
                    <Badge size="sm" variant="light">
                      {t('sessions.current')}
                    </Badge>
                  )}
                </Text>
                <Text size="xs" c="dimmed">
                  {[
                    one.address,
                    !one.current && t('sessions.seen', { when: formatRelative(one.seen_at) }),
                    t('sessions.since', { when: formatTimestamp(one.created_at) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
              </div>
              {!one.current && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('sessions.end_named', { name: nameOf(one) })}
                  loading={ending === one.id}
                  disabled={looking}
                  onClick={() => void endOne(one)}
                >
                  {t('sessions.end')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {rows.length > 1 && (
        <Button variant="default" style={{ alignSelf: 'flex-start' }} disabled={looking} onClick={() => setAsked(true)}>
          {t('sessions.end_others')}
        </Button>
      )}
      {asked && (
        <Ask
          title={t('sessions.end_others')}
          confirm={t('sessions.end_others_confirm')}
          danger
          onConfirm={async () => {
            await end(endOtherSessions, t('sessions.others_ended'));
            setAsked(false);
          }}
          onClose={() => setAsked(false)}
        >
          {t('sessions.end_others_text', { count: rows.length - 1 })}
        </Ask>
      )}
    </Stack>
  );
}
