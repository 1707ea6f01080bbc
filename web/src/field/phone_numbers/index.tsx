// Phone numbers: kept in E.164, shown as written in their country.
import { Group, TextInput } from '@mantine/core';
import { t } from '../../i18n/index.ts';
import { TextFilter } from '../shared/filters.tsx';
import { LabelSelect } from '../shared/LabelSelect.tsx';
import { ListEditor } from '../shared/ListEditor.tsx';
import { ValueList } from '../shared/ValueList.tsx';
import { asPhones, type PhoneValue } from '../shared/values.ts';
import type { CellProps, FieldFace, InputProps } from '../types.ts';

const shown = (phone: PhoneValue) => phone.national || phone.number;

function Cell({ value, dense }: CellProps) {
  return (
    <ValueList
      dense={dense}
      items={asPhones(value).map((phone) => ({
        key: phone.number,
        primary: phone.primary,
        label: phone.label,
        node: (
          <a className="value-link tabular" href={`tel:${phone.number}`} title={phone.number}>
            {shown(phone)}
          </a>
        ),
      }))}
    />
  );
}

function Input(props: InputProps) {
  return (
    <ListEditor<PhoneValue>
      input={props}
      rows={asPhones(props.value)}
      blank={{ number: '', primary: false }}
      isBlankRow={(row) => row.number.trim() === ''}
      addLabel={t('field.add_phone')}
      render={(row, change, place) => (
        <Group gap={6} wrap="nowrap">
          <TextInput
            flex={1}
            inputMode="tel"
            value={row.number}
            disabled={props.disabled}
            autoFocus={props.autoFocus && place === 0}
            aria-label={t('field.nth', { field: props.field.label, n: place + 1 })}
            onChange={(event) => change({ number: event.currentTarget.value, label: row.label, primary: row.primary })}
          />
          <LabelSelect
            value={row.label ?? ''}
            options={['mobile', 'work', 'home', 'other']}
            disabled={props.disabled}
            onChange={(label) => change({ ...row, label })}
          />
        </Group>
      )}
    />
  );
}

export const phone_numbers: FieldFace = {
  Cell,
  Input,
  Filter: TextFilter,
  text: (value) => asPhones(value).map(shown).join(', '),
  width: 170,
  editor: 'block',
  example: [{ number: '+38640123456', national: '040 123 456', label: 'mobile', primary: true }],
};
