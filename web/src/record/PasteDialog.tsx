// Shows what a pasted range changes and what does not fit, then writes it; what was refused can be copied back out.
import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { bulkChange } from '../api/bulk.ts';
import { listCandidates } from '../api/candidates.ts';
import { describeField, describeProblem } from '../api/describe.ts';
import { forgetObject } from '../api/query.ts';
import type { ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { t } from '../i18n/index.ts';
import { writeTsv } from './clipboard.ts';
import classes from './paste.module.css';
import { type Left, type PasteChange, type PastePlan, whereOf } from './paste_plan.ts';

const MOST_SHOWN = 100;

interface Props {
  object: ObjectType;
  plan: PastePlan;
  onClose: () => void;
}

interface Outcome {
  changed: number;
  left: Left[];
}

export function PasteDialog({ object, plan, onClose }: Props) {
  const dictionary = useDictionary();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const records = new Set(plan.changes.map((one) => one.row.id)).size;

  const write = useMutation({
    mutationFn: async (): Promise<Outcome> => {
      const left: Left[] = [...plan.left];
      const ready = await withLinks(plan.changes, left, (to) => dictionary.byKey.get(to));
      const byRecord = new Map<string, PasteChange[]>();
      for (const one of ready) byRecord.set(one.row.id, [...(byRecord.get(one.row.id) ?? []), one]);
      const groups = [...byRecord.values()];
      const results = await bulkChange(
        object.plural,
        groups.map((group) => ({
          id: group[0]?.row.id ?? '',
          version: group[0]?.row.version,
          fields: Object.fromEntries(group.map((one) => [one.field.key, one.value])),
        })),
      );
      let changed = 0;
      results.forEach((problem, place) => {
        const group = groups[place] ?? [];
        if (!problem) changed++;
        else
          for (const one of group) {
            const own = problem.problems.find((part) => part.field.split(/[.[]/)[0] === one.field.key);
            const reason = own ? describeField(own) : describeProblem(problem);
            left.push({ where: whereOf(one.row, one.field), text: one.text, reason });
          }
      });
      return { changed, left };
    },
    // Also after a failure: its answer may have been lost on the way back.
    onSettled: () => forgetObject(object.key),
    onSuccess: (done) => {
      if (done.left.length) setOutcome(done);
      else onClose();
    },
  });

  const left = outcome?.left ?? plan.left;
  return (
    <Modal opened onClose={onClose} title={t('paste.title')} size="lg" returnFocus={false}>
      <Stack gap="sm">
        <Text size="sm" role="status">
          {outcome
            ? t('paste.done', { records: outcome.changed })
            : t('paste.summary', { cells: plan.changes.length, records })}
        </Text>
        {left.length > 0 && <LeftList left={left} />}
        {write.isError && (
          <Text size="sm" c="red" role="alert">
            {describeProblem(write.error)}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          {left.length > 0 && (
            <CopyButton value={writeTsv(left.map((one) => [one.where, one.text, one.reason]))}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? t('paste.copied') : t('paste.copy_left')}
                </Button>
              )}
            </CopyButton>
          )}
          {outcome || !plan.changes.length ? (
            <Button onClick={onClose}>{t('paste.close')}</Button>
          ) : (
            <Button data-autofocus loading={write.isPending} onClick={() => write.mutate()}>
              {t('paste.apply')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function LeftList({ left }: { left: Left[] }) {
  return (
    <div className={classes.left}>
      <Text size="sm" fw={560}>
        {t('paste.left', { cells: left.length })}
      </Text>
      <ul className={classes.list}>
        {left.slice(0, MOST_SHOWN).map((one, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pasted cells have no identity but their place
          <li key={place}>
            <span className={classes.where}>{one.where}</span>
            <span className={classes.text}>{one.text}</span>
            <span className={classes.reason}>{one.reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Finds linked records by their exact title; none or several are not guessed. */
async function withLinks(changes: PasteChange[], left: Left[], objectOf: (key: string) => ObjectType | undefined) {
  const asked = new Map<string, Promise<{ id: string; title: string }[]>>();
  const ready: PasteChange[] = [];
  for (const one of changes) {
    if (one.lookup === undefined || !one.field.to) {
      ready.push(one);
      continue;
    }
    const key = `${one.field.to}/${one.lookup}`;
    const asking = asked.get(key) ?? listCandidates(one.field.to, objectOf(one.field.to), one.lookup);
    asked.set(key, asking);
    const wanted = one.lookup.toLowerCase();
    const found = (await asking).filter((hit) => hit.title.toLowerCase() === wanted);
    const [only] = found;
    if (only && found.length === 1) ready.push({ ...one, value: only.id });
    else
      left.push({
        where: whereOf(one.row, one.field),
        text: one.text,
        reason: t(found.length ? 'paste.several' : 'paste.not_found'),
      });
  }
  return ready;
}
