// /knowledge/next: what a seller could do next, the most valuable first, and how good the list was.
import { Anchor, Button, Group, Select, Text } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ListChecks, PartyPopper } from 'lucide-react';
import { listRuns } from '../../../api/analyses.ts';
import { listUsers } from '../../../api/candidates.ts';
import { listNext, type NextJudgment, type NextSide, showNextJudgment } from '../../../api/next.ts';
import { useSession } from '../../../api/session_context.tsx';
import { formatMoney } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import { ProblemView } from '../../../record/ProblemView.tsx';
import { Blank } from '../../../ui/Blank.tsx';
import { Lines as Waiting } from '../../../ui/Lines.tsx';
import { PageBody, PageHeader } from '../../../ui/PageHeader.tsx';
import classes from '../insight.module.css';
import { percent, Section, Tile, Tiles } from '../parts.tsx';
import { Lines } from './Lines.tsx';
import { nextKey } from './words.ts';

export default function Next() {
  useDocumentTitle(`${t('next.title')} · Kith`);
  const session = useSession();
  const search = useSearch({ strict: false }) as { owner?: string };
  const navigate = useNavigate();
  const owner = search.owner && search.owner !== session.user.id ? search.owner : undefined;
  const told = useQuery({
    queryKey: [...nextKey, 'list', owner ?? ''],
    queryFn: ({ signal }) => listNext(owner, undefined, signal),
    retry: false,
  });
  const users = useQuery({ queryKey: ['users'], queryFn: ({ signal }) => listUsers(signal), staleTime: 300_000 });
  const go = (next: string | undefined) =>
    void navigate({ to: '.', search: ((old: object) => ({ ...old, owner: next })) as never, replace: true });
  const others = (users.data ?? []).filter((user) => user.active !== false);
  const isEmpty = told.data?.data.length === 0;
  // Whoever leads others and sells nothing looks at what waits for these.
  const everybody = useQuery({
    queryKey: [...nextKey, 'list', 'all'],
    queryFn: ({ signal }) => listNext('all', undefined, signal),
    enabled: isEmpty && owner === undefined && others.length > 1,
    retry: false,
  });
  const theirs = isEmpty ? everybody.data : undefined;
  const shown = theirs?.data.length ? theirs : told.data;
  const isWaiting = told.isPending || (isEmpty && everybody.isLoading);
  return (
    <>
      <PageHeader
        icon={<ListChecks size={18} strokeWidth={1.75} />}
        title={t('next.title')}
        text={t('next.text')}
        actions={
          others.length > 1 && (
            <Select
              size="xs"
              w={190}
              aria-label={t('next.whose')}
              data={[
                { value: 'all', label: t('next.everybody') },
                ...others.map((user) => ({
                  value: user.id,
                  label: user.id === session.user.id ? t('next.mine') : user.name,
                })),
              ]}
              value={owner ?? session.user.id}
              onChange={(next) => go(next ?? undefined)}
              searchable
              allowDeselect={false}
            />
          )
        }
      />
      <PageBody wide>
        <div className={classes.told}>
          {told.isError && <ProblemView error={told.error} onRetry={() => told.refetch()} />}
          {isWaiting && <Waiting count={6} tall />}
          {shown && !isWaiting && shown.data.length === 0 && (
            <Blank icon={<PartyPopper />} title={t('next.nothing')} text={t('next.nothing_text')} />
          )}
          {shown === theirs && theirs && (
            <Group justify="space-between">
              <Text size="sm">{t('next.theirs')}</Text>
              <Button variant="default" size="xs" onClick={() => go('all')}>
                {t('next.everybody')}
              </Button>
            </Group>
          )}
          {shown && !shown.data.some((line) => line.because.offer) && <NoOffers />}
          {shown && shown.data.length > 0 && (
            <>
              <Lines lines={shown.data} own={shown.own} />
              {shown.count > shown.data.length && (
                <Text size="sm" c="dimmed">
                  {t('next.more', { count: shown.count - shown.data.length })}
                </Text>
              )}
            </>
          )}
          {owner !== 'all' && <Judgment owner={owner} />}
        </div>
      </PageBody>
    </>
  );
}

/** Why nobody is offered anything, where that is because nobody has asked what sells together. */
function NoOffers() {
  const runs = useQuery({
    queryKey: ['analysis', 'together', 'runs', 'any'],
    queryFn: ({ signal }) => listRuns({ analysis: 'together', limit: 1 }, signal),
    retry: false,
  });
  if (runs.data?.data.length !== 0) return null;
  return (
    <Text size="sm" c="dimmed">
      {t('next.no_offers')}{' '}
      <Anchor component={Link} to="/knowledge/together" underline="always" inherit>
        {t('next.work_out')}
      </Anchor>
    </Text>
  );
}

const sums = (money: NextSide['brought']) =>
  money.map((one) => formatMoney(one.amount, one.currency, true)).join(' + ') || '–';

function Judgment({ owner }: { owner: string | undefined }) {
  const told = useQuery({
    queryKey: [...nextKey, 'judgment', owner ?? ''],
    queryFn: ({ signal }) => showNextJudgment(owner, signal),
    retry: false,
  });
  const data = told.data;
  if (!data) return null;
  return (
    <Section
      title={t('next.judgment')}
      says={verdict(data)}
      sure={t('next.judgment_sure', { days: data.days })}
      method={t('next.method')}
    >
      <Tiles>
        <Tile
          label={t('next.acted_on')}
          value={data.shown > 0 ? percent(data.acted_on.shown / data.shown) : '–'}
          note={t('next.of_shown', { part: data.acted_on.shown, count: data.shown })}
        />
        <Side label={t('next.came_acted')} side={data.acted_on} />
        <Side label={t('next.came_left')} side={data.left} />
        <Tile label={t('next.put_aside')} value={data.dismissed + data.snoozed} note={data.reasons[0]?.reason} />
      </Tiles>
    </Section>
  );
}

const Side = ({ label, side }: { label: string; side: NextSide }) => (
  <Tile
    label={label}
    value={side.share ? percent(side.share.share) : '–'}
    note={
      side.judged > 0
        ? t('next.side', { part: side.good, count: side.judged, amount: sums(side.brought) })
        : t('next.not_yet')
    }
  />
);

function verdict({ difference, needed }: NextJudgment): string {
  if (!difference) return t('next.too_few', { needed });
  const told = { low: percent(difference.low), high: percent(difference.high), points: percent(difference.difference) };
  if (difference.low > 0) return t('next.helps', told);
  return difference.high < 0 ? t('next.hinders', told) : t('next.unclear', told);
}
