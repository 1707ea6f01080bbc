// Postal addresses, several with labels.
import { Group, Select, Stack, TextInput } from '@mantine/core';
import { t } from '../../i18n/index.ts';
import { countries, countryName } from '../shared/countries.ts';
import { TextFilter } from '../shared/filters.tsx';
import { LabelSelect } from '../shared/LabelSelect.tsx';
import { ListEditor } from '../shared/ListEditor.tsx';
import { ValueList } from '../shared/ValueList.tsx';
import { type AddressValue, asAddresses, asText } from '../shared/values.ts';
import type { CellProps, FieldFace, FilterProps, InputProps } from '../types.ts';

function oneLine(address: AddressValue): string {
  const place = [address.postal_code, address.city].filter(Boolean).join(' ');
  return [address.street, place, address.region, address.country ? countryName(address.country) : null]
    .filter(Boolean)
    .join(', ');
}

function Cell({ value, dense }: CellProps) {
  return (
    <ValueList
      dense={dense}
      items={asAddresses(value).map((address, index) => ({
        key: `${index}`,
        primary: address.primary,
        label: address.label,
        node: <span>{oneLine(address)}</span>,
      }))}
    />
  );
}

const isBlankAddress = (row: AddressValue) =>
  ![row.street, row.city, row.region, row.postal_code, row.country].some((part) => part && part.trim() !== '');

function Input(props: InputProps) {
  return (
    <ListEditor<AddressValue>
      input={props}
      rows={asAddresses(props.value)}
      blank={{ street: null, city: null, region: null, postal_code: null, country: null, primary: false }}
      isBlankRow={isBlankAddress}
      addLabel={t('field.add_address')}
      render={(row, change, place) => {
        const line = (key: 'street' | 'city' | 'region' | 'postal_code', label: string, flex: number) => (
          <TextInput
            aria-label={label}
            placeholder={label}
            flex={flex}
            miw={0}
            value={row[key] ?? ''}
            disabled={props.disabled}
            autoFocus={key === 'street' && props.autoFocus && place === 0}
            onChange={(event) => change({ ...row, [key]: event.currentTarget.value || null })}
          />
        );
        return (
          <Stack gap={6}>
            {line('street', t('address.street'), 1)}
            <Group gap={6} wrap="nowrap">
              {line('postal_code', t('address.postal_code'), 2)}
              {line('city', t('address.city'), 3)}
            </Group>
            <Group gap={6} wrap="nowrap">
              {line('region', t('address.region'), 2)}
              <Select
                aria-label={t('address.country')}
                placeholder={t('address.country')}
                flex={3}
                data={countries()}
                value={row.country ?? null}
                disabled={props.disabled}
                onChange={(country) => change({ ...row, country })}
                searchable
                clearable
                limit={80}
              />
              <LabelSelect
                value={row.label ?? ''}
                options={['work', 'home', 'billing', 'delivery']}
                disabled={props.disabled}
                onChange={(label) => change({ ...row, label })}
              />
            </Group>
          </Stack>
        );
      }}
    />
  );
}

function Filter(props: FilterProps) {
  if (props.operator !== 'country_is') return <TextFilter {...props} />;
  return (
    <Select
      aria-label={t('address.country')}
      data={countries()}
      value={asText(props.value) || null}
      onChange={(next) => props.onChange(next ?? undefined)}
      searchable
      limit={80}
      comboboxProps={{ withinPortal: false }}
    />
  );
}

export const postal_address: FieldFace = {
  Cell,
  Input,
  Filter,
  text: (value) => asAddresses(value).map(oneLine).join('; '),
  width: 260,
  editor: 'block',
  example: [
    {
      label: 'work',
      street: 'Trubarjeva 5',
      city: 'Ljubljana',
      postal_code: '1000',
      region: null,
      country: 'SI',
      primary: true,
    },
  ],
};
