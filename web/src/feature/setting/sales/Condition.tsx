// A condition on leads, or on other records: read as a sentence, and edited where one clicks it.
import { Button, Popover, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Filter } from '../../../api/types.ts';
import { useObject } from '../../../dictionary/context.tsx';
import { t } from '../../../i18n/index.ts';
import { FilterWords } from '../../../record/FilterWords.tsx';
import { closeFilter, openFilter } from '../../../record/filter.ts';
import { WhereEditor } from '../../../record/WhereEditor.tsx';
import classes from './sales_setting.module.css';

/** What is kept as text; what cannot be read is no condition. */
export function readFilter(text: unknown): Filter | undefined {
  try {
    return typeof text === 'string' && text ? (JSON.parse(text) as Filter) : undefined;
  } catch {
    return undefined;
  }
}

interface Props {
  title: string;
  filter: Filter | undefined;
  onSave: (filter: Filter | undefined) => void;
  /** On which records; leads when left out. */
  of?: string;
  /** What stands there without a condition. */
  empty?: string;
}

export function Condition({ title, filter, onSave, of = 'lead', empty }: Props) {
  const object = useObject(of);
  const [draft, setDraft] = useState<Filter | null | undefined>(null);
  const isOpen = draft !== null;
  if (!object) return null;
  return (
    <Popover
      opened={isOpen}
      onChange={(open) => !open && setDraft(null)}
      position="bottom-start"
      width={380}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          className={classes.condition}
          variant="default"
          size="compact-sm"
          aria-description={t('lead_rules.condition_of', { title })}
          onClick={() => setDraft(isOpen ? null : filter)}
        >
          {filter ? <FilterWords object={object} filter={filter} /> : (empty ?? t('lead_rules.all_leads'))}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text size="sm" fw={600}>
            {t('lead_rules.condition')}
          </Text>
          <WhereEditor
            object={object}
            where={openFilter(draft ?? undefined)}
            depth={0}
            onChange={(where) => setDraft(closeFilter(where))}
          />
          <Button
            size="xs"
            style={{ alignSelf: 'flex-end' }}
            onClick={() => {
              onSave(draft ?? undefined);
              setDraft(null);
            }}
          >
            {t('action.save')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
