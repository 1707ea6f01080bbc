// What can be done with a lead, from the inbox and from its page: each writes, tells what was done and forgets what changed.
import { notifications } from '@mantine/notifications';
import { changeSetOf } from '../../api/client.ts';
import { describeProblem } from '../../api/describe.ts';
import { forgetObject, keys, queryClient } from '../../api/query.ts';
import { changeRecord, createRecord } from '../../api/records.ts';
import { assignByRules, disqualifyLead, takeConversionBack, takeUpLead } from '../../api/sales.ts';
import type { RecordRow } from '../../api/types.ts';
import { showDone } from '../../api/undo.tsx';
import { asLink, type LinkValue } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';

/** Forgets what a lead and those around it looked like. */
export function forgetLead(id: string): void {
  for (const object of ['lead', 'deal', 'conversion', 'call']) forgetObject(object);
  void queryClient.invalidateQueries({ queryKey: keys.record('lead', id) });
  void queryClient.invalidateQueries({ queryKey: keys.history('lead', id) });
}

async function act(id: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    notifications.show({ color: 'red', message: describeProblem(error), autoClose: 12_000 });
    return false;
  } finally {
    forgetLead(id);
  }
}

export const assignTo = (lead: RecordRow, user: LinkValue) =>
  act(lead.id, async () => {
    const saved = await changeRecord('leads', lead.id, null, { owner: user, state: 'working' });
    showDone(t('leads.assigned', { title: lead.title, name: user.title ?? '' }), changeSetOf(saved));
  });

export const assignByTheRules = (lead: RecordRow) =>
  act(lead.id, async () => {
    const told = await assignByRules(lead.id);
    if (!told.rule) {
      notifications.show({ color: 'orange', message: t('leads.no_rule') });
      return;
    }
    showDone(t('leads.assigned', { title: lead.title, name: told.owner?.title ?? '' }), changeSetOf(told));
  });

export const disqualify = (lead: RecordRow, reason: string, retryOn: string | null) =>
  act(lead.id, async () => {
    const told = await disqualifyLead(lead.id, reason, retryOn);
    showDone(t('leads.disqualified', { title: lead.title }), changeSetOf(told));
  });

export const takeUp = (lead: RecordRow) =>
  act(lead.id, async () => {
    const told = await takeUpLead(lead.id);
    showDone(t('leads.taken_up', { title: lead.title }), changeSetOf(told));
  });

export const takeBack = (lead: RecordRow) =>
  act(lead.id, async () => {
    const changeSet = await takeConversionBack(lead.id);
    showDone(t('leads.taken_back', { title: lead.title }), changeSet ?? null);
  });

export interface Logged {
  result: string;
  body: string;
}

/** An outgoing call answers the lead: the server notes when, and that it is worked on. */
export const logCall = (lead: RecordRow, { result, body }: Logged) =>
  act(lead.id, async () => {
    const person = asLink(lead.person);
    const saved = await createRecord('calls', {
      subject: t('leads.call_subject', { title: lead.title }),
      lead: lead.id,
      person: person?.id ?? null,
      company: asLink(lead.company)?.id ?? null,
      direction: 'out',
      happened_at: new Date().toISOString(),
      result: result || null,
      body: body.trim() || null,
    });
    showDone(t('leads.called', { title: lead.title }), changeSetOf(saved));
  });
