// Warns while typing that the record may already be there, and says why; the existing one opens beside the form.
import { Alert, Badge, Button, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { CopyCheck } from 'lucide-react';
import { findMatches, type Match } from '../../api/matches.ts';
import { keys } from '../../api/query.ts';
import type { ObjectType } from '../../api/types.ts';
import { usePeek } from '../../field/link/peek.ts';
import { t } from '../../i18n/index.ts';
import { isEmpty } from '../layout/evaluate.ts';
import classes from './form.module.css';

const PAUSE = 350;
const MOST = 3;
const COLOR = { certain: 'red', likely: 'orange', possible: 'gray' } as const;

interface Props {
  object: ObjectType;
  values: Record<string, unknown>;
  /** Takes the existing record instead of making a new one. */
  onUse?: (match: Match['record']) => void;
}

export function Matches({ object, values, onUse }: Props) {
  const peek = usePeek();
  const said = Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
  const [asked] = useDebouncedValue(JSON.stringify(said), PAUSE);
  const found = useQuery({
    queryKey: [...keys.lists(object.key), 'matches', asked],
    queryFn: ({ signal }) => findMatches(object.plural, JSON.parse(asked) as Record<string, unknown>, null, signal),
    enabled: asked !== '{}',
    placeholderData: (previous) => previous,
    retry: false,
    gcTime: 30_000,
  });
  const matches = asked === '{}' ? [] : (found.data?.data ?? []);
  if (!matches.length) return null;
  return (
    <Alert
      color="orange"
      icon={<CopyCheck size={18} />}
      title={t('match.title', { count: matches.length, object: object.label.toLowerCase() })}
      role="status"
    >
      {matches.slice(0, MOST).map((match) => (
        <div key={match.record.id} className={classes.match}>
          <div className={classes.matchText}>
            <Group gap="xs" wrap="nowrap">
              <Text size="sm" fw={600} truncate dir="auto">
                {match.record.title || t('record.untitled')}
              </Text>
              <Badge size="sm" color={COLOR[match.level]} style={{ flex: 'none' }}>
                {t(`match.${match.level}`)}
              </Badge>
            </Group>
            {match.record.subtitle && (
              <Text size="xs" c="dimmed" truncate>
                {match.record.subtitle}
              </Text>
            )}
            <Text size="xs">{match.reasons.map((one) => one.text).join(' · ')}</Text>
          </div>
          <Group gap={6} wrap="nowrap">
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('match.open_named', { title: match.record.title || t('record.untitled') })}
              onClick={() => peek.open(object.key, match.record.id)}
            >
              {t('match.open')}
            </Button>
            {onUse && (
              <Button size="compact-sm" onClick={() => onUse(match.record)}>
                {t('match.use')}
              </Button>
            )}
          </Group>
        </div>
      ))}
      {matches.length > MOST && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('match.more', { count: matches.length - MOST })}
        </Text>
      )}
    </Alert>
  );
}
