// Chooses the field a view stands on: the columns of a board, the day of a calendar.
import { Button, Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Field } from '../../api/types.ts';
import classes from './view.module.css';

interface Props {
  label: string;
  icon?: ReactNode;
  field: Pick<Field, 'key' | 'label'> | undefined;
  fields: Pick<Field, 'key' | 'label'>[];
  onChange: (key: string) => void;
}

export function FieldChooser({ label, icon, field, fields, onChange }: Props) {
  if (!field || fields.length < 2) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-md"
          leftSection={icon}
          rightSection={<ChevronDown size={13} />}
          aria-label={`${label}: ${field.label}`}
        >
          <span className={classes.chosen}>{field.label}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={380} style={{ overflowY: 'auto' }}>
        <Menu.Label>{label}</Menu.Label>
        {fields.map((one) => (
          <Menu.Item key={one.key} onClick={() => onChange(one.key)} fw={one.key === field.key ? 600 : undefined}>
            {one.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
