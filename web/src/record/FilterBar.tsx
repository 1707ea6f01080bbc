// The filter of a list as a row of conditions that read like a sentence; each can be opened, changed and taken away.
import { ActionIcon, Button, CloseButton, Popover, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { ListFilter, Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Filter, ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { findField } from '../dictionary/dictionary.ts';
import { LinkTitle } from '../field/link/LinkTitle.tsx';
import { asText } from '../field/shared/values.ts';
import { t } from '../i18n/index.ts';
import { EditorPopover } from '../ui/EditorPopover.tsx';
import classes from './bar.module.css';
import { ConditionEditor, startCondition } from './ConditionEditor.tsx';
import { FieldMenu } from './FieldMenu.tsx';
import {
  type Condition,
  closeFilter,
  describeFilter,
  isComplete,
  isCondition,
  openFilter,
  valueText,
} from './filter.ts';

interface Props {
  object: ObjectType;
  filter: Filter | undefined;
  q: string | undefined;
  onFilter: (filter: Filter | undefined) => void;
  onQuick: (q: string | undefined) => void;
}

export function FilterBar({ object, filter, q, onFilter, onQuick }: Props) {
  const { join, parts } = openFilter(filter);
  const [draft, setDraft] = useState<Condition | null>(null);
  const [adding, setAdding] = useState(false);

  const replace = (place: number, part: Filter | null) =>
    onFilter(
      closeFilter({
        join,
        parts:
          part === null
            ? parts.filter((_, index) => index !== place)
            : parts.map((old, index) => (index === place ? part : old)),
      }),
    );

  return (
    <search className={classes.bar}>
      <QuickFilter
        key={object.key}
        q={q}
        onQuick={onQuick}
        label={t('filter.quick', { objects: object.label_plural.toLowerCase() })}
      />
      {parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity of their own, their place is it
        <span key={place} style={{ display: 'contents' }}>
          {place > 0 && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              title={t('filter.join_hint')}
              onClick={() => onFilter(closeFilter({ join: join === 'and' ? 'or' : 'and', parts }))}
            >
              {join === 'and' ? t('filter.and') : t('filter.or')}
            </Button>
          )}
          <FilterChip object={object} part={part} onChange={(next) => replace(place, next)} />
        </span>
      ))}
      {draft && (
        <FilterChip
          key={draft.field}
          object={object}
          part={draft}
          startOpen
          onChange={(next) => {
            if (next && isCondition(next) && isComplete(next)) onFilter(closeFilter({ join, parts: [...parts, next] }));
            setDraft(null);
          }}
          keepOpen
        />
      )}
      <Popover opened={adding} onChange={setAdding} position="bottom-start" trapFocus>
        <Popover.Target>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<ListFilter size={14} />}
            onClick={() => setAdding((was) => !was)}
            styles={{ root: { height: 28 } }}
          >
            {t('filter.add')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="xs">
          <FieldMenu
            object={object}
            accepts={(field) => field.operators.length > 0}
            onChoose={(path, field) => {
              setAdding(false);
              setDraft(startCondition(path, field));
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {parts.length > 1 && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onFilter(undefined)}>
          {t('filter.clear')}
        </Button>
      )}
    </search>
  );
}

function QuickFilter({
  q,
  onQuick,
  label,
}: {
  q: string | undefined;
  onQuick: (q: string | undefined) => void;
  label: string;
}) {
  const [typed, setTyped] = useState(q ?? '');
  const emit = useDebouncedCallback((text: string) => onQuick(text.trim() || undefined), 180);
  useEffect(() => setTyped((current) => (current.trim() === (q ?? '') ? current : (q ?? ''))), [q]);
  return (
    <TextInput
      size="xs"
      w={{ base: '100%', sm: 220 }}
      styles={{ input: { height: 28, minHeight: 28 } }}
      leftSection={<Search size={14} />}
      placeholder={label}
      aria-label={label}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        emit(event.currentTarget.value);
      }}
      rightSection={
        typed && (
          <CloseButton
            size="xs"
            aria-label={t('filter.clear_quick')}
            onClick={() => {
              setTyped('');
              onQuick(undefined);
            }}
          />
        )
      }
    />
  );
}

function FilterChip({
  object,
  part,
  onChange,
  startOpen,
  keepOpen,
}: {
  object: ObjectType;
  part: Filter;
  onChange: (next: Filter | null) => void;
  startOpen?: boolean;
  /** A condition being made is handed over when its editor closes; one that exists follows each change. */
  keepOpen?: boolean;
}) {
  const dictionary = useDictionary();
  const [open, setOpen] = useState(Boolean(startOpen));
  const [edited, setEdited] = useState<Condition | null>(null);
  const emit = useDebouncedCallback((next: Condition) => onChange(next), 250);
  const condition = edited ?? (isCondition(part) ? part : null);
  const field = condition ? findField(dictionary, object, condition.field) : undefined;

  const close = () => {
    setOpen(false);
    if (keepOpen) onChange(condition);
    else setEdited(null);
  };

  if (!condition || !field) {
    return (
      <span className={classes.chip} title={describeFilter(dictionary, object, part)}>
        <span style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {describeFilter(dictionary, object, part)}
        </span>
        <Remove onRemove={() => onChange(null)} />
      </span>
    );
  }
  const isLink = field.kind === 'link' || field.kind === 'file';
  return (
    <span className={classes.chip}>
      <EditorPopover
        opened={open}
        onClose={close}
        target={
          <button
            type="button"
            className={classes.chipOpen}
            onClick={() => (open ? close() : setOpen(true))}
            aria-expanded={open}
          >
            <b>{field.label}</b>
            <span className={classes.dim}>{t(`operator.${condition.op}`)}</span>
            <span>
              {isLink && condition.value !== undefined
                ? (Array.isArray(condition.value) ? condition.value : [condition.value]).map((id, index) => (
                    <span key={asText(id)}>
                      {index > 0 && ', '}
                      <LinkTitle to={field.to ?? 'user'} id={asText(id)} />
                    </span>
                  ))
                : valueText(field, condition)}
            </span>
          </button>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            close();
          }}
        >
          <ConditionEditor
            field={field}
            condition={condition}
            onChange={(next) => {
              setEdited(next);
              if (!keepOpen && isComplete(next)) emit(next);
            }}
          />
          <Button type="submit" size="compact-sm" mt="xs" fullWidth variant="light">
            {t('filter.done')}
          </Button>
        </form>
      </EditorPopover>
      <Remove onRemove={() => onChange(null)} />
    </span>
  );
}

function Remove({ onRemove }: { onRemove: () => void }) {
  return (
    <ActionIcon size={20} onClick={onRemove} aria-label={t('filter.remove')}>
      <X size={13} />
    </ActionIcon>
  );
}
