// What a lead is worth, and why: the points of each rule, asked for when somebody wants to know.
import { Loader, Popover, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Check, Minus } from 'lucide-react';
import { useState } from 'react';
import { keys } from '../../api/query.ts';
import { findScore } from '../../api/sales.ts';
import type { RecordRow } from '../../api/types.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import classes from './lead.module.css';

const HOT = 70;
const WARM = 40;

const heat = (score: number) => (score >= HOT ? 'hot' : score >= WARM ? 'warm' : 'cool');
const signed = (points: number) => `${points > 0 ? '+' : points < 0 ? '−' : ''}${formatNumber(Math.abs(points))}`;

export function ScoreBadge({ lead, tabbable = true }: { lead: RecordRow; tabbable?: boolean }) {
  const [opened, setOpened] = useState(false);
  const score = typeof lead.score === 'number' ? lead.score : null;
  const told = useQuery({
    queryKey: [...keys.record('lead', lead.id), 'score', lead.version],
    queryFn: ({ signal }) => findScore(lead.id, signal),
    enabled: opened,
  });
  if (score === null) return null;
  const rules = told.data?.rules ?? [];
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={300} withinPortal>
      <Popover.Target>
        <UnstyledButton
          className={classes.score}
          data-heat={heat(score)}
          tabIndex={tabbable ? 0 : -1}
          aria-label={t('leads.score_of', { score, title: lead.title })}
          onClick={(event) => {
            event.stopPropagation();
            setOpened((was) => !was);
          }}
        >
          {formatNumber(score)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown onClick={(event) => event.stopPropagation()}>
        <Text fw={620} size="sm" mb={6}>
          {t('leads.why_score', { score })}
        </Text>
        {told.isPending && opened && <Loader size="xs" />}
        {told.isSuccess && rules.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('leads.no_rules')}
          </Text>
        )}
        <ul className={classes.rules}>
          {[...rules]
            .sort((a, b) => Number(b.met) - Number(a.met))
            .map((rule) => (
              <li key={rule.id} data-met={rule.met || undefined}>
                {rule.met ? <Check size={14} aria-hidden="true" /> : <Minus size={14} aria-hidden="true" />}
                <span className={classes.ruleName}>{rule.name}</span>
                <span className="tabular">{signed(rule.points)}</span>
              </li>
            ))}
        </ul>
        {told.data && told.data.hidden !== 0 && (
          <Text size="xs" c="dimmed">
            {t('leads.hidden_points', { points: signed(told.data.hidden) })}
          </Text>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
