// The way of a deal through its pipeline: each stage with the time spent there, and a click moves the deal.
import { Tooltip, UnstyledButton } from '@mantine/core';
import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { RecordRow } from '../../api/types.ts';
import { chipColor } from '../../field/shared/choice_color.ts';
import { asLink, asText } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';
import classes from './sales.module.css';
import { roughly, type StageRow, timeByStage } from './stages.ts';

const DAY = 86_400;
/** What stays in sight before the current stage. */
const LEAD_IN = 40;

interface Props {
  record: RecordRow;
  stages: readonly StageRow[];
  visits: readonly RecordRow[];
  canMove: boolean;
  busy: boolean;
  onMove: (stage: StageRow) => void;
}

export function StagePath({ record, stages, visits, canMove, busy, onMove }: Props) {
  const path = useRef<HTMLOListElement>(null);
  // On a narrow screen the path is wider than its place: where the deal stands is what one wants to see.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at anew when the stage changes
  useEffect(() => {
    const step = path.current?.querySelector<HTMLElement>('[data-state="current"]');
    if (path.current && step) path.current.scrollLeft = step.offsetLeft - path.current.offsetLeft - LEAD_IN;
  }, [asLink(record.stage)?.id, stages.length]);
  const spent = timeByStage(visits, Date.now());
  const current = asLink(record.stage)?.id;
  const decided = asText(record.outcome) !== 'open' && Boolean(asText(record.outcome));
  const open = stages.filter((stage) => stage.kind === 'open');
  // A decided deal stands at the end: how far it had come is where it stood last.
  const last = decided
    ? asLink(visits.findLast((visit) => open.some(({ id }) => id === asLink(visit.stage)?.id))?.stage)
    : null;
  const place = open.findIndex(({ id }) => id === (decided ? last?.id : current));
  return (
    <ol
      ref={path}
      className={classes.path}
      aria-label={t('sales.path')}
      data-decided={decided ? asText(record.outcome) : undefined}
    >
      {open.map((stage, index) => {
        const seconds = spent.get(stage.id) ?? 0;
        const isCurrent = !decided && stage.id === current;
        const isPassed = index < place || (decided && index === place);
        const isLate = isCurrent && stage.ageLimit !== null && seconds > stage.ageLimit * DAY;
        const time = seconds > 0 ? roughly(seconds) : '';
        const hint = [
          stage.title,
          time && t(isCurrent ? 'sales.here_for' : 'sales.was_there', { time }),
          isLate && t('sales.too_long', { count: stage.ageLimit ?? 0 }),
        ];
        return (
          <li
            key={stage.id}
            className={classes.step}
            data-state={isCurrent ? 'current' : isPassed ? 'passed' : 'ahead'}
          >
            <Tooltip label={hint.filter(Boolean).join(' · ')}>
              <UnstyledButton
                className={classes.stage}
                style={isCurrent ? { '--stage-color': chipColor(stage.id, stage.color).text } : undefined}
                aria-current={isCurrent ? 'step' : undefined}
                aria-description={isCurrent ? undefined : t('sales.move_to', { stage: stage.title })}
                disabled={!canMove || busy || isCurrent}
                onClick={() => onMove(stage)}
              >
                {isPassed && <Check size={13} aria-hidden="true" />}
                <span className={classes.stageName}>{stage.title}</span>
                {time && (
                  <span className={classes.time} data-late={isLate || undefined}>
                    {time}
                  </span>
                )}
              </UnstyledButton>
            </Tooltip>
          </li>
        );
      })}
    </ol>
  );
}
