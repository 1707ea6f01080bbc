// What stands for and against a plan: four lists, added to and shortened in place.
import { ActionIcon, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { describeProblem } from '../../../api/describe.ts';
import { keys } from '../../../api/query.ts';
import { changeRecord } from '../../../api/records.ts';
import type { RecordRow } from '../../../api/types.ts';
import { useObject } from '../../../dictionary/context.tsx';
import { t } from '../../../i18n/index.ts';
import classes from './plan.module.css';

const SHEETS = ['strengths', 'weaknesses', 'chances', 'threats'] as const;
type Sheet = (typeof SHEETS)[number];

export function Swot({ plan }: { plan: RecordRow }) {
  const client = useQueryClient();
  const plural = useObject('company_plan')?.plural ?? 'company_plans';
  const editable = plan.can?.includes('change') ?? false;
  const save = async (sheet: Sheet, list: string[]) => {
    try {
      await changeRecord(plural, plan.id, plan.version, { [sheet]: list });
    } catch (error) {
      notifications.show({ color: 'red', title: t('settings.not_saved'), message: describeProblem(error) });
    }
    await client.invalidateQueries({ queryKey: keys.lists('company_plan') });
  };
  return (
    <section className={classes.swot} aria-label={t('plan.swot')}>
      {SHEETS.map((sheet) => (
        <List
          key={sheet}
          sheet={sheet}
          list={Array.isArray(plan[sheet]) ? (plan[sheet] as string[]) : []}
          onSave={editable ? (list) => save(sheet, list) : undefined}
        />
      ))}
    </section>
  );
}

function List({
  sheet,
  list,
  onSave,
}: {
  sheet: Sheet;
  list: readonly string[];
  onSave: ((list: string[]) => Promise<void>) | undefined;
}) {
  const [text, setText] = useState('');
  const add = async () => {
    const point = text.trim();
    if (!point || !onSave) return;
    setText('');
    await onSave([...list, point]);
  };
  return (
    <div className={classes.sheet} data-sheet={sheet}>
      <h2>{t(`plan.${sheet}`)}</h2>
      <ul>
        {list.map((point) => (
          <li key={point}>
            <span>{point}</span>
            {onSave && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t('plan.remove_point', { point })}
                onClick={() => void onSave(list.filter((other) => other !== point))}
              >
                <X size={13} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {onSave && (
        <TextInput
          size="xs"
          value={text}
          aria-label={t('plan.add_to', { sheet: t(`plan.${sheet}`) })}
          placeholder={t('plan.add_point')}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void add();
          }}
        />
      )}
    </div>
  );
}
