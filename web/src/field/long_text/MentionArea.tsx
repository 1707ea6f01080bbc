// An input of several lines in which `@` names a colleague, who is told of it.
import { Combobox, Group, Text, Textarea, type TextareaProps, useCombobox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { listUsers } from '../../api/candidates.ts';
import { t } from '../../i18n/index.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { kept, mentionAt, type Named, namedIn, typed } from './mention.ts';

const MOST = 7;
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

interface Props extends Omit<TextareaProps, 'value' | 'onChange'> {
  value: string;
  onChange: (value: string) => void;
}

export function MentionArea({ value, onChange, onKeyDown, ...rest }: Props) {
  const input = useRef<HTMLTextAreaElement>(null);
  const combobox = useCombobox();
  const [active, setActive] = useState(0);
  const [asked, setAsked] = useState<{ term: string; from: number } | null>(null);
  const users = useQuery({
    queryKey: ['mention', 'users'],
    queryFn: ({ signal }) => listUsers(signal),
    enabled: asked !== null,
    staleTime: 60_000,
  });
  const wanted = fold(asked?.term ?? '');
  const found = asked
    ? (users.data ?? [])
        .filter(
          (user) =>
            user.active !== false &&
            fold(user.name)
              .split(/\s+/)
              .some((_, at, words) => words.slice(at).join(' ').startsWith(wanted)),
        )
        .slice(0, MOST)
    : [];
  const isOpen = asked !== null && found.length > 0;
  const shown = typed(value);

  const look = () => {
    const area = input.current;
    const next = area && area.selectionStart === area.selectionEnd ? mentionAt(area.value, area.selectionStart) : null;
    setAsked(next);
    setActive(0);
    if (next) combobox.openDropdown();
    else combobox.closeDropdown();
  };
  const choose = (id: string) => {
    const user = found.find((one) => one.id === id);
    const area = input.current;
    if (!user || !area || !asked) return;
    const named: Named = { id: user.id, name: user.name };
    const before = `${area.value.slice(0, asked.from)}@${user.name} `;
    const after = area.value.slice(area.selectionStart).replace(/^ /, '');
    // At once, with the cursor behind the name: the next key may already be on its way.
    flushSync(() => onChange(kept(before + after, [...namedIn(value), named])));
    area.setSelectionRange(before.length, before.length);
    setAsked(null);
    combobox.closeDropdown();
  };
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isOpen && !event.ctrlKey && !event.metaKey) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        const step = event.key === 'ArrowDown' ? 1 : -1;
        setActive((old) => (old + step + found.length) % found.length);
        return;
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        choose(found[active]?.id ?? '');
        return;
      }
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        setAsked(null);
        combobox.closeDropdown();
        return;
      }
    }
    onKeyDown?.(event);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} position="bottom-start" width={260} shadow="md">
      <Combobox.Target withKeyboardNavigation={false} withExpandedAttribute={false}>
        <Textarea
          {...rest}
          ref={input}
          value={shown}
          onChange={(event) => {
            onChange(kept(event.currentTarget.value, namedIn(value)));
            look();
          }}
          onClick={look}
          onBlur={() => {
            setAsked(null);
            combobox.closeDropdown();
          }}
          onKeyDown={keys}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!isOpen}>
        <Combobox.Options aria-label={t('mention.people')}>
          {found.map((user, place) => (
            <Combobox.Option
              key={user.id}
              value={user.id}
              aria-selected={place === active}
              data-combobox-selected={place === active || undefined}
            >
              <Group gap="xs" wrap="nowrap">
                <Avatar name={user.name} size={22} />
                <Text size="sm" truncate>
                  {user.name}
                </Text>
              </Group>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
