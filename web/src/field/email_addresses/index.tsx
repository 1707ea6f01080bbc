// Mail addresses of which one is the primary.
import { Group, TextInput } from '@mantine/core';
import { t } from '../../i18n/index.ts';
import { TextFilter } from '../shared/filters.tsx';
import { LabelSelect } from '../shared/LabelSelect.tsx';
import { ListEditor } from '../shared/ListEditor.tsx';
import { ValueList } from '../shared/ValueList.tsx';
import { asEmails } from '../shared/values.ts';
import type { CellProps, FieldFace, InputProps } from '../types.ts';

function Cell({ value, dense }: CellProps) {
  return (
    <ValueList
      dense={dense}
      items={asEmails(value).map((mail) => ({
        key: mail.address,
        primary: mail.primary,
        label: mail.label,
        node: (
          <a className="value-link" href={`mailto:${mail.address}`}>
            {mail.address}
          </a>
        ),
      }))}
    />
  );
}

function Input(props: InputProps) {
  return (
    <ListEditor
      input={props}
      rows={asEmails(props.value)}
      blank={{ address: '', primary: false }}
      isBlankRow={(row) => row.address.trim() === ''}
      addLabel={t('field.add_email')}
      render={(row, change, place) => (
        <Group gap={6} wrap="nowrap">
          <TextInput
            flex={1}
            inputMode="email"
            value={row.address}
            disabled={props.disabled}
            autoFocus={props.autoFocus && place === 0}
            aria-label={t('field.nth', { field: props.field.label, n: place + 1 })}
            onChange={(event) => change({ ...row, address: event.currentTarget.value.trim() })}
          />
          <LabelSelect
            value={row.label ?? ''}
            options={['work', 'home', 'other']}
            disabled={props.disabled}
            onChange={(label) => change({ ...row, label })}
          />
        </Group>
      )}
    />
  );
}

export const email_addresses: FieldFace = {
  Cell,
  Input,
  Filter: TextFilter,
  text: (value) =>
    asEmails(value)
      .map((mail) => mail.address)
      .join(', '),
  width: 220,
  editor: 'block',
  example: [{ address: 'ana@kith.example', label: 'work', primary: true }],
};
