// The card of the first page: the few things to do next that bring the most.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, ListChecks } from 'lucide-react';
import { listNext } from '../../../api/next.ts';
import { RecordLink } from '../../../field/link/RecordLink.tsx';
import { t } from '../../../i18n/index.ts';
import { HomeCard } from '../../home/HomeCard.tsx';
import home from '../../home/home.module.css';
import { expectedOf, nextKey, reasonOf } from './words.ts';

const MOST = 5;

export default function NextCard({ scope }: { scope: 'mine' | 'all' }) {
  const owner = scope === 'all' ? 'all' : undefined;
  const told = useQuery({
    queryKey: [...nextKey, 'card', scope],
    queryFn: ({ signal }) => listNext(owner, MOST, signal),
    retry: false,
  });
  // Who may see no deals, leads or customers has no such list, and no card that says so.
  if (told.isError || told.data?.data.length === 0) return null;
  return (
    <HomeCard
      icon={<ListChecks size={16} />}
      title={t('next.title')}
      count={told.data?.count}
      asked={told}
      empty={null}
      more={
        <Link to="/knowledge/$page" params={{ page: 'next' }} search={{ owner }} className={home.all}>
          {t('next.all')} <ChevronRight size={13} aria-hidden="true" />
        </Link>
      }
    >
      {told.data?.data.map((line) => (
        <div key={`${line.kind} ${line.record}`} className={home.row} data-faded={line.decision ? true : undefined}>
          <div className={home.rowText}>
            <RecordLink object={line.object} id={line.record} className={home.rowTitle}>
              {line.title || t('record.untitled')}
            </RecordLink>
            <span className={home.around}>{reasonOf(line)}</span>
          </div>
          <span className={home.detail}>
            <span className={home.amount}>{expectedOf(line)}</span>
          </span>
        </div>
      ))}
    </HomeCard>
  );
}
