// The first page of the day: what is due, whom one meets, what has gone quiet, what is new, and the numbers behind it.
import { SegmentedControl, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { useSession } from '../../api/session_context.tsx';
import { formatDay, wallTimeOf } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { Favorites, Recently } from './AtHand.tsx';
import { Checklist, useBeginnings } from './Checklist.tsx';
import classes from './home.module.css';
import { Leads } from './Leads.tsx';
import { Meetings } from './Meetings.tsx';
import { Mentions } from './Mentions.tsx';
import { Numbers } from './Numbers.tsx';
import { Queues } from './Queues.tsx';
import { QuietDeals } from './QuietDeals.tsx';
import { type Scope, useReadable, useScope } from './scope.ts';
import { Tasks } from './Tasks.tsx';

const NextCard = lazy(() => import('../insight/next/NextCard.tsx'));

function greeting(): string {
  const hour = Number(wallTimeOf(new Date().toISOString())?.slice(11, 13) ?? 12);
  if (hour < 5 || hour >= 18) return t('home.evening');
  return hour < 12 ? t('home.morning') : t('home.afternoon');
}

export function Home() {
  const session = useSession();
  const readable = useReadable();
  const { scope, setScope, ready } = useScope();
  const beginnings = useBeginnings();
  useDocumentTitle(`${t('shell.home')} · Kith`);
  const given = session.user.name.split(' ')[0] ?? session.user.name;
  const task = readable('task');
  const deal = readable('deal');
  const meeting = readable('meeting');
  const lead = readable('lead');
  // In an empty workspace cards that say “nothing” six times would only stand in the way.
  const isEmpty = beginnings.data?.customers === 0 && beginnings.data.deals === 0;
  return (
    <div className={classes.home} data-tour="day">
      <header className={classes.hello}>
        <div>
          <h1>
            {greeting()}, {given}
          </h1>
          <Text c="dimmed" size="sm">
            {formatDay(new Date().toISOString())}
          </Text>
        </div>
        {!isEmpty && (
          <SegmentedControl
            size="xs"
            aria-label={t('home.whose')}
            value={scope}
            onChange={(next) => setScope(next as Scope)}
            data={[
              { value: 'mine', label: t('home.mine') },
              { value: 'all', label: t('home.everyone') },
            ]}
          />
        )}
      </header>
      {beginnings.data && <Checklist beginnings={beginnings.data} />}
      {ready && !isEmpty && (
        <>
          {deal && <Numbers deal={deal} scope={scope} />}
          <div className={classes.board}>
            <div className={classes.column}>
              {deal && (
                <Suspense>
                  <NextCard scope={scope} />
                </Suspense>
              )}
              {task && <Tasks object={task} scope={scope} />}
              {task && <Queues />}
              {meeting && <Meetings object={meeting} scope={scope} />}
            </div>
            <div className={classes.column}>
              <Mentions />
              {deal && <QuietDeals object={deal} scope={scope} />}
              {lead && <Leads object={lead} />}
            </div>
            <div className={classes.column} data-side>
              <Favorites />
              <Recently />
            </div>
          </div>
        </>
      )}
    </div>
  );
}
