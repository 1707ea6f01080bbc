// Below the head of a lead: what it is worth, whose it is and why, how fast it was answered, and what to do with it.
import { Badge, Button, Group, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Ban, Clock, Handshake, Phone, RotateCcw, Undo2, UserRoundPlus } from 'lucide-react';
import { keys } from '../../api/query.ts';
import { type Conversion, findConversion } from '../../api/sales.ts';
import type { ObjectType, RecordRow } from '../../api/types.ts';
import { RecordLink } from '../../field/link/RecordLink.tsx';
import { asLink, asText } from '../../field/shared/values.ts';
import { formatDate, formatRelative, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { takeBack, takeUp } from './lead_acts.ts';
import { ScoreBadge } from './ScoreBadge.tsx';
import classes from './sales.module.css';
import { roughly } from './stages.ts';
import { useLeadDialogs } from './use_lead_dialogs.tsx';

export function LeadBar({ object, record }: { object: ObjectType; record: RecordRow }) {
  const { open, dialog } = useLeadDialogs();
  const state = asText(record.state) || 'new';
  const canChange = Boolean(record.can?.includes('change')) && !record.removed_at;
  const label = (key: string) => {
    const field = object.fields.find((one) => one.key === key);
    return field?.choices?.find((choice) => choice.key === record[key])?.label ?? '';
  };
  const found = useQuery({
    queryKey: [...keys.lists('conversion'), 'of', record.id],
    queryFn: ({ signal }) => findConversion(record.id, signal),
    enabled: state === 'converted',
    retry: false,
  });
  const became = state === 'converted' ? found.data : undefined;
  const because = label('assigned_because');
  return (
    <section className={classes.bar} aria-label={t('leads.state')}>
      <div className={classes.way}>
        <div className={classes.around} style={{ flex: 1 }}>
          <ScoreBadge lead={record} />
          <Answered record={record} />
          {because && (
            <Tooltip label={asLink(record.assigned_by)?.title} disabled={!asLink(record.assigned_by)}>
              <span className={classes.around_part}>
                {record.owner?.title}
                <span className={classes.when}>{because}</span>
              </span>
            </Tooltip>
          )}
          {became && <Became conversion={became} />}
          {state === 'disqualified' && (
            <Badge size="lg" color="gray">
              {[
                label('disqualification'),
                asText(record.retry_on) && t('leads.again_on', { day: formatDate(asText(record.retry_on), true) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Badge>
          )}
        </div>
        {canChange && (
          <Group gap="xs" className={classes.ends}>
            {became && (
              <Button
                size="xs"
                variant="default"
                leftSection={<Undo2 size={14} />}
                onClick={() => void takeBack(record)}
              >
                {t('leads.take_back')}
              </Button>
            )}
            {state === 'disqualified' && (
              <Button
                size="xs"
                variant="default"
                leftSection={<RotateCcw size={14} />}
                onClick={() => void takeUp(record)}
              >
                {t('leads.take_up')}
              </Button>
            )}
            {state !== 'converted' && state !== 'disqualified' && (
              <>
                <Button size="xs" leftSection={<Handshake size={14} />} onClick={() => open('convert', record)}>
                  {t('leads.convert')}
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<Phone size={14} />}
                  onClick={() => open('call', record)}
                >
                  {t('leads.call')}
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<UserRoundPlus size={14} />}
                  onClick={() => open('assign', record)}
                >
                  {t('leads.assign')}
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<Ban size={14} />}
                  onClick={() => open('disqualify', record)}
                >
                  {t('leads.disqualify')}
                </Button>
              </>
            )}
          </Group>
        )}
      </div>
      {dialog}
    </section>
  );
}

/** How long the first answer took, or how long somebody waits for it. */
function Answered({ record }: { record: RecordRow }) {
  const at = asText(record.responded_at);
  const open = ['new', 'working'].includes(asText(record.state));
  if (!at && !open) return null;
  return (
    <Tooltip label={formatTimestamp(at || record.created_at)}>
      <span className={classes.around_part}>
        <Clock size={14} aria-hidden="true" />
        {at
          ? t('leads.answered_in', { time: roughly(Number(record.response_time) || 0) })
          : t('leads.waiting', { when: formatRelative(record.created_at) })}
      </span>
    </Tooltip>
  );
}

function Became({ conversion: { deal, by, at } }: { conversion: Conversion }) {
  if (!deal) return null;
  return (
    <span className={classes.around_part}>
      <Handshake size={14} aria-hidden="true" />
      <RecordLink object="deal" id={deal.id} className="plain-link">
        {deal.title}
      </RecordLink>
      <span className={classes.when}>{[by, formatRelative(at)].filter(Boolean).join(' · ')}</span>
    </span>
  );
}
