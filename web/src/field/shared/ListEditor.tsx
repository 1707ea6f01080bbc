// Rows of values of which one is the primary: mail addresses, phone numbers, postal addresses.
import { ActionIcon, Button, Group, Input, Stack, Tooltip } from '@mantine/core';
import { Plus, Star, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/index.ts';
import type { InputProps } from '../types.ts';

interface Row {
  primary?: boolean;
}

export function ListEditor<T extends Row>({
  input,
  rows,
  blank,
  isBlankRow,
  render,
  addLabel,
}: {
  input: InputProps;
  rows: T[];
  blank: T;
  isBlankRow: (row: T) => boolean;
  render: (row: T, change: (next: T) => void, place: number) => ReactNode;
  addLabel: string;
}) {
  // An empty row to type into is always there; it is not part of the value.
  const shown = rows.length ? rows : [blank];
  const emit = (next: T[]) => {
    const kept = next.filter((row, index) => !isBlankRow(row) || index < next.length - 1 || next.length > 1);
    const filled = kept.filter((row) => !isBlankRow(row));
    input.onChange(filled.length === 0 && kept.length <= 1 ? null : kept);
  };
  const makePrimary = (place: number) => emit(shown.map((row, index) => ({ ...row, primary: index === place })));
  return (
    <Input.Wrapper
      label={input.label}
      description={input.description}
      error={input.error}
      withAsterisk={input.required}
      labelElement="div"
    >
      <Stack gap={6} mt={input.label ? 2 : 0}>
        {shown.map((row, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own, their place is it
          <Group key={place} gap={6} wrap="nowrap" align="flex-start">
            <div style={{ flex: 1, minWidth: 0 }}>
              {render(row, (next) => emit(shown.map((old, index) => (index === place ? next : old))), place)}
            </div>
            {shown.length > 1 && (
              <Tooltip label={row.primary ? t('field.is_primary') : t('field.make_primary')}>
                <ActionIcon
                  mt={3}
                  onClick={() => makePrimary(place)}
                  aria-label={t('field.make_primary')}
                  aria-pressed={row.primary === true}
                  disabled={input.disabled}
                >
                  <Star size={15} fill={row.primary ? 'currentColor' : 'none'} />
                </ActionIcon>
              </Tooltip>
            )}
            {!(shown.length === 1 && isBlankRow(row)) && (
              <ActionIcon
                mt={3}
                aria-label={t('field.remove_value')}
                disabled={input.disabled}
                onClick={() => emit(shown.filter((_, index) => index !== place))}
              >
                <X size={15} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {!isBlankRow(shown[shown.length - 1] as T) && !input.disabled && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<Plus size={13} />}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => input.onChange([...shown, blank])}
          >
            {addLabel}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
