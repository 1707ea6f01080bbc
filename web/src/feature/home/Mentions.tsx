// Where colleagues have named a person in what they wrote, as far as it was not seen yet.
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { AtSign } from 'lucide-react';
import { get, put } from '../../api/client.ts';
import type { Answer } from '../../api/generated.ts';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { formatRelative } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { HomeCard } from './HomeCard.tsx';
import classes from './home.module.css';

type Mention = Answer<'Mention'>;

const KEY = ['mentions', 'unseen'] as const;

export function Mentions() {
  const client = useQueryClient();
  const told = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) =>
      (await get<Answer<'MentionPage'>>('/mentions', { unseen: true, limit: 6 }, signal)).data,
  });
  const seen = async (ids: string[]) => {
    client.setQueryData<Mention[]>(KEY, (old) => old?.filter((one) => !ids.includes(one.id)));
    await put('/mentions/seen', { ids }).catch(() => {});
    await client.invalidateQueries({ queryKey: KEY });
  };
  // Nothing to say is not said: most days nobody is mentioned.
  if (!told.data?.length) return null;
  const all = told.data.map((one) => one.id);
  return (
    <HomeCard icon={<AtSign size={16} />} title={t('home.mentions')} count={all.length} empty={null}>
      {told.data.map((one) => (
        <div key={one.id} className={classes.row}>
          <Avatar name={one.by.name} size={26} />
          <div className={classes.rowText}>
            <RecordLink object={one.object} id={one.record} className={classes.rowTitle}>
              {one.title || t('record.untitled')}
            </RecordLink>
            <span className={classes.around}>{`${one.by.name}: ${one.excerpt}`}</span>
          </div>
          <span className={classes.detail}>{formatRelative(one.at)}</span>
        </div>
      ))}
      <div className={classes.foot}>
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => void seen(all)}>
          {t('home.seen')}
        </Button>
      </div>
    </HomeCard>
  );
}
