// Whose calendars stand side by side: one's own always, colleagues as one likes.
import { Button, Checkbox, Avatar as Face, Popover, ScrollArea, Stack, TextInput } from '@mantine/core';
import { Users } from 'lucide-react';
import { useState } from 'react';
import type { UserRow } from '../../api/types.ts';
import { t } from '../../i18n/index.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import classes from './calendar.module.css';

interface Props {
  users: readonly string[];
  me: string;
  staff: readonly UserRow[];
  onChange: (users: string[]) => void;
}

/** More columns than these cannot be read beside each other. */
const MOST = 8;

export function People({ users, me, staff, onChange }: Props) {
  const [term, setTerm] = useState('');
  const others = staff.filter(({ id, active }) => id !== me && active !== false);
  if (!others.length) return null;
  const found = others.filter(({ name }) => name.toLocaleLowerCase().includes(term.trim().toLocaleLowerCase()));
  const chosen = others.filter(({ id }) => users.includes(id));
  return (
    <Popover position="bottom-end" shadow="md" width={260} trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-md"
          leftSection={
            chosen.length ? (
              <Face.Group spacing={6}>
                {chosen.slice(0, 3).map(({ id, name }) => (
                  <Avatar key={id} name={name} size={18} />
                ))}
              </Face.Group>
            ) : (
              <Users size={15} />
            )
          }
        >
          {chosen.length ? t('team_calendar.with', { count: chosen.length }) : t('team_calendar.colleagues')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <TextInput
            size="xs"
            aria-label={t('team_calendar.find')}
            placeholder={t('team_calendar.find')}
            value={term}
            onChange={(event) => setTerm(event.currentTarget.value)}
            data-autofocus
          />
          <ScrollArea.Autosize mah={280}>
            <Stack gap={6}>
              {found.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  size="xs"
                  checked={users.includes(id)}
                  disabled={!users.includes(id) && users.length >= MOST}
                  onChange={(event) =>
                    onChange(event.currentTarget.checked ? [...users, id] : users.filter((one) => one !== id))
                  }
                  label={
                    <span className={classes.person}>
                      <Avatar name={name} size={20} />
                      <span>{name}</span>
                    </span>
                  }
                />
              ))}
            </Stack>
          </ScrollArea.Autosize>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
