// Below the head of a deal: its way through the pipeline, how it ends, what comes next, who works on it and who decides it.
import { Badge, Button, Group, Tooltip } from '@mantine/core';
import { CircleAlert, CornerDownRight, RotateCcw, Trophy, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { asLink, asText } from '../../field/shared/values.ts';
import { formatDate, formatRelative, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { DealPeople } from './DealPeople.tsx';
import { DealTeam } from './DealTeam.tsx';
import { LostDialog } from './LostDialog.tsx';
import { useNextStepRule } from './next_step.ts';
import { StagePath } from './StagePath.tsx';
import classes from './sales.module.css';
import { useStages, useVisits } from './stages.ts';
import { useDealMove } from './use_deal_move.tsx';
import { useReopen } from './use_reopen.ts';

export function DealBar({
  object,
  record,
  offer,
}: {
  object: ObjectType;
  record: RecordRow;
  /** What makes an offer of the deal, before how it ends. */
  offer?: ReactNode;
}) {
  const dictionary = useDictionary();
  const stages = useStages(asLink(record.pipeline)?.id);
  const visits = useVisits(record.id);
  const move = useDealMove(object, record);
  const reopen = useReopen(object, record);
  const [losing, setLosing] = useState(false);
  const outcome = asText(record.outcome) || 'open';
  const canChange = Boolean(record.can?.includes('change')) && !record.removed_at;
  const readable = (key: string) => (dictionary.byKey.get(key)?.can.read ?? 'none') !== 'none';
  return (
    <section className={classes.bar} aria-label={t('sales.path')}>
      <div className={classes.way}>
        {stages.data && stages.data.length > 0 && (
          <StagePath
            record={record}
            stages={stages.data}
            visits={visits.data ?? []}
            canMove={canChange}
            busy={move.busy}
            onMove={(stage) =>
              void move.write(
                { stage: { id: stage.id, object: 'stage', title: stage.title } },
                stage.title,
                t('board.moved', { title: record.title, column: stage.title }),
              )
            }
          />
        )}
        <Group gap="xs" wrap="nowrap" className={classes.ends}>
          {outcome === 'open' ? (
            canChange && (
              <>
                {offer}
                <Button
                  size="xs"
                  leftSection={<Trophy size={14} />}
                  loading={move.busy}
                  onClick={() =>
                    void move.write({ outcome: 'won' }, t('sales.won'), t('sales.is_won', { title: record.title }))
                  }
                >
                  {t('sales.win')}
                </Button>
                <Button size="xs" variant="default" leftSection={<X size={14} />} onClick={() => setLosing(true)}>
                  {t('sales.lose')}
                </Button>
              </>
            )
          ) : (
            <>
              <Decided record={record} outcome={outcome} />
              {canChange && (
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<RotateCcw size={14} />}
                  loading={reopen.busy}
                  onClick={() => void reopen.run()}
                >
                  {t('sales.reopen')}
                </Button>
              )}
            </>
          )}
        </Group>
      </div>
      <div className={classes.around}>
        {outcome === 'open' && <NextStep record={record} />}
        {readable('deal_share') && <DealTeam record={record} canChange={canChange} />}
        {readable('deal_person') && <DealPeople record={record} canChange={canChange} />}
      </div>
      {move.dialog}
      {losing && (
        <LostDialog
          record={record}
          busy={move.busy}
          onClose={() => setLosing(false)}
          onLose={async (reason, competitor) => {
            await move.write(
              { outcome: 'lost', lost_reason: reason, competitor },
              t('sales.lost'),
              t('sales.is_lost', { title: record.title }),
            );
            setLosing(false);
          }}
        />
      )}
    </section>
  );
}

function Decided({ record, outcome }: { record: RecordRow; outcome: string }) {
  const at = asText(record.closed_at);
  const words = [
    asText(record.lost_reason),
    asLink(record.competitor) && t('sales.to', { company: asLink(record.competitor)?.title ?? '' }),
    at && formatRelative(at),
  ];
  return (
    <Tooltip
      label={[at && formatTimestamp(at), asLink(record.decided_by)?.title].filter(Boolean).join(' · ')}
      disabled={!at}
    >
      <Badge size="lg" color={outcome === 'won' ? 'green' : 'red'} maw="100%">
        {[t(outcome === 'won' ? 'sales.won' : 'sales.lost'), ...words.filter(Boolean)].join(' · ')}
      </Badge>
    </Tooltip>
  );
}

/** What is done next; where the pipeline wants one and there is none, that is said. */
function NextStep({ record }: { record: RecordRow }) {
  const rule = useNextStepRule(asLink(record.pipeline)?.id);
  const step = asText(record.next_step);
  const on = asText(record.next_step_on);
  if (!step && rule === 'off') return null;
  return (
    <span className={classes.next} data-missing={step ? undefined : true}>
      {step ? <CornerDownRight size={14} aria-hidden="true" /> : <CircleAlert size={14} aria-hidden="true" />}
      <span>{step || t('sales.no_next_step')}</span>
      {on && <span className={classes.when}>{formatDate(on, true)}</span>}
    </span>
  );
}
