// The quick filters that are not set yet, beside the conditions that are.
import { UnstyledButton } from '@mantine/core';
import type { Filter } from '../../api/types.ts';
import { t } from '../../i18n/index.ts';
import type { QuickFilter } from './quick.ts';
import classes from './view.module.css';

interface Props {
  quick: QuickFilter[];
  parts: Filter[];
  onAdd: (condition: Filter) => void;
}

export function QuickChips({ quick, parts, onAdd }: Props) {
  // A field that is asked for already is asked in the bar itself.
  const asked = new Set(parts.flatMap((part) => ('field' in part ? [part.field] : [])));
  const left = quick.filter(({ condition }) => 'field' in condition && !asked.has(condition.field));
  if (!left.length) return null;
  return (
    <fieldset className={classes.quick} aria-label={t('quick.title')}>
      {left.map(({ key, label, condition }) => (
        <UnstyledButton key={key} className={classes.quickChip} onClick={() => onAdd(condition)}>
          {label}
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
