// Within how many working minutes a new lead is to be answered first.
import { Group, NumberInput, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeProblem } from '../../../api/describe.ts';
import { forgetObject } from '../../../api/query.ts';
import { t } from '../../../i18n/index.ts';
import { findGoal, putGoal } from '../../sales/answer.ts';
import { Section } from '../Section.tsx';

const KEY = ['lead_answer_goal'];
const USUAL = 60;

export function AnswerGoal() {
  const client = useQueryClient();
  const goal = useQuery({ queryKey: KEY, queryFn: ({ signal }) => findGoal(signal) });
  const [typed, setTyped] = useState<string | number | null>(null);
  const minutes = goal.data?.minutes ?? null;
  const save = async (next: number | null) => {
    setTyped(null);
    if (next === minutes) return;
    try {
      client.setQueryData(KEY, await putGoal(next));
      notifications.show({ message: t('settings.saved') });
    } catch (error) {
      notifications.show({ color: 'red', message: describeProblem(error) });
    } finally {
      forgetObject('lead');
    }
  };
  return (
    <Section title={t('lead_rules.answer')} text={t('lead_rules.answer_text')}>
      <Group gap="lg" align="center">
        <Switch
          label={t('lead_rules.answer_on')}
          checked={minutes !== null}
          disabled={!goal.isSuccess}
          onChange={(event) => void save(event.currentTarget.checked ? USUAL : null)}
        />
        {minutes !== null && (
          <NumberInput
            w={190}
            aria-label={t('lead_rules.answer_minutes')}
            suffix={` ${t('lead_rules.answer_unit')}`}
            min={1}
            max={2400}
            allowDecimal={false}
            value={typed ?? minutes}
            onChange={setTyped}
            onBlur={() => typed !== null && typed !== '' && void save(Number(typed))}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          />
        )}
      </Group>
    </Section>
  );
}
