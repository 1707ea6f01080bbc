// What a field holds: every kind with its icon and an example from a shop, in groups.
import { Text, UnstyledButton } from '@mantine/core';
import { t } from '../../../i18n/index.ts';
import classes from './field.module.css';
import { KIND_GROUPS, KIND_ICONS, type Pick } from './kinds.ts';

export const kindLabel = (pick: Pick) =>
  pick === 'formula' ? t('kind.formula') : pick === 'rollup' ? t('kind.rollup') : t(`kind.${pick}`);

export function KindPicker({ value, onChange }: { value: Pick | null; onChange: (pick: Pick) => void }) {
  return (
    <div role="radiogroup" aria-label={t('fields.kind')}>
      {KIND_GROUPS.map((group) => (
        <div key={group.key} className={classes.kindGroup}>
          <Text size="xs" fw={600} c="dimmed" mb={4}>
            {t(`fields.group.${group.key}`)}
          </Text>
          <div className={classes.kinds}>
            {group.kinds.map((pick) => {
              const Icon = KIND_ICONS[pick];
              return (
                <UnstyledButton
                  key={pick}
                  role="radio"
                  aria-checked={value === pick}
                  aria-label={kindLabel(pick)}
                  className={classes.kind}
                  onClick={() => onChange(pick)}
                >
                  <Icon size={17} strokeWidth={1.75} aria-hidden="true" />
                  <span>
                    <Text span size="sm" fw={550} display="block">
                      {kindLabel(pick)}
                    </Text>
                    <Text span size="xs" c="dimmed" display="block">
                      {t(`fields.example.${pick}`)}
                    </Text>
                  </span>
                </UnstyledButton>
              );
            })}
          </div>
        </div>
      ))}
    </div>
  );
}
