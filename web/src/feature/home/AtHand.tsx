// What a person keeps at hand, and what they opened last.
import { Clock, Star } from 'lucide-react';
import { useFavorites } from '../../api/favorites.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { ObjectIcon } from '../../dictionary/icon.tsx';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { t } from '../../i18n/index.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { type Recent, useRecents } from '../recent/recents.ts';
import { HomeCard } from './HomeCard.tsx';
import classes from './home.module.css';

const MOST = 6;

export function Favorites() {
  const list = useFavorites();
  return (
    <HomeCard
      icon={<Star size={16} />}
      title={t('shell.favorites')}
      empty={list.length ? null : t('home.no_favorites')}
    >
      {list.slice(0, MOST).map((one) => (
        <Line key={one.id} one={one} />
      ))}
    </HomeCard>
  );
}

export function Recently() {
  const list = useRecents();
  return (
    <HomeCard icon={<Clock size={16} />} title={t('search.recent')} empty={list.length ? null : t('home.no_recent')}>
      {list.slice(0, MOST).map((one) => (
        <Line key={one.id} one={one} />
      ))}
    </HomeCard>
  );
}

function Line({ one }: { one: Recent }) {
  const object = useDictionary().byKey.get(one.object);
  const title = one.title || t('record.untitled');
  return (
    <div className={classes.row} data-low>
      {one.object === 'person' || one.object === 'company' ? (
        <Avatar name={title} size={22} square={one.object === 'company'} />
      ) : (
        <ObjectIcon object={object ?? { key: one.object }} size={17} />
      )}
      <div className={classes.rowText}>
        <RecordLink object={one.object} id={one.id} className={classes.rowTitle}>
          {title}
        </RecordLink>
      </div>
      <span className={classes.detail}>{object?.label}</span>
    </div>
  );
}
