// Asks for a number, two ends or several numbers; each kind says how a typed number becomes its value.
import { Group, NumberInput, TagsInput, Text } from '@mantine/core';
import { decimalSeparator, parseDecimal, typedDecimal } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import type { FilterProps } from '../types.ts';
import { takesList } from './filters.tsx';
import { asText } from './values.ts';

/** One number field that keeps decimals as text, so that no digit is lost on the way. */
function OneNumber({
  label,
  value,
  onChange,
  suffix,
}: {
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
  suffix?: string;
}) {
  return (
    <NumberInput
      aria-label={label}
      value={asText(value)}
      onChange={(next) => onChange(next === '' || Number.isNaN(Number(next)) ? undefined : String(next))}
      decimalSeparator={decimalSeparator()}
      allowedDecimalSeparators={['.', ',']}
      suffix={suffix}
      hideControls
      data-autofocus
      flex={1}
    />
  );
}

interface Props extends FilterProps {
  /** Turns the typed number into the value the server expects for the kind. */
  convert: (typed: string) => unknown;
  /** The number inside a value of the kind; the value itself when left out. */
  read?: (value: unknown) => unknown;
  suffix?: string;
}

const itself = (value: unknown) => value;

export function NumberFilter({ field, operator, value, onChange, convert, read = itself, suffix }: Props) {
  const write = (typed: unknown) => (typeof typed === 'string' ? convert(typed) : undefined);
  if (operator === 'between') {
    const pair = Array.isArray(value) ? value : [undefined, undefined];
    return (
      <Group gap="xs" wrap="nowrap">
        <OneNumber
          label={t('filter.from')}
          value={read(pair[0])}
          onChange={(next) => onChange([write(next), pair[1]])}
          suffix={suffix}
        />
        <Text size="sm">–</Text>
        <OneNumber
          label={t('filter.to')}
          value={read(pair[1])}
          onChange={(next) => onChange([pair[0], write(next)])}
          suffix={suffix}
        />
      </Group>
    );
  }
  if (takesList(operator)) {
    return (
      <TagsInput
        aria-label={field.label}
        value={Array.isArray(value) ? value.map((item) => typedDecimal(asText(read(item)))) : []}
        onChange={(list) =>
          onChange(
            list
              .map((item) => parseDecimal(item))
              .filter((item) => item !== null)
              .map((item) => convert(item)),
          )
        }
        placeholder={t('filter.several')}
      />
    );
  }
  return (
    <OneNumber label={field.label} value={read(value)} onChange={(next) => onChange(write(next))} suffix={suffix} />
  );
}
