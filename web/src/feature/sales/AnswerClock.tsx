// How long there is to answer a lead first, in a color and in words.
import { Clock3 } from 'lucide-react';
import type { RecordRow } from '../../api/types.ts';
import { asText } from '../../field/shared/values.ts';
import { formatRelative, formatTimestamp } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { type Urgency, urgencyOf } from './answer.ts';
import classes from './lead.module.css';

export function AnswerClock({ lead, now = Date.now() }: { lead: RecordRow; now?: number }) {
  const by = asText(lead.answer_by);
  if (!by || lead.responded_at || (lead.state !== 'new' && lead.state !== 'working')) return null;
  const urgency: Urgency = urgencyOf(Date.parse(by), Date.parse(lead.created_at), now);
  const when = formatRelative(by);
  return (
    <span className={classes.clock} data-urgency={urgency} title={t('leads.answer_by', { when: formatTimestamp(by) })}>
      <Clock3 size={13} aria-hidden="true" />
      {t(urgency === 'late' ? 'leads.answer_late' : 'leads.answer_left', { when })}
    </span>
  );
}
