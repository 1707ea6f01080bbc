// The filter of a list as a row of conditions that read like a sentence; each can be opened, changed and taken away.
import { Button, CloseButton, Popover, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { ListFilter, Search } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Filter, ObjectType } from '../api/types.ts';
import { t } from '../i18n/index.ts';
import classes from './bar.module.css';
import { startCondition } from './ConditionEditor.tsx';
import { FieldMenu } from './FieldMenu.tsx';
import { FilterChip } from './FilterChip.tsx';
import { closeFilter, isComplete, isCondition, openFilter } from './filter.ts';
import { closeLinked, startLinked } from './linked_filter.ts';
import { closeMember, NO_LIST } from './member.ts';
import { QuickChips } from './view/QuickChips.tsx';
import { quickFilters } from './view/quick.ts';

interface Props {
  object: ObjectType;
  filter: Filter | undefined;
  q: string | undefined;
  onFilter: (filter: Filter | undefined) => void;
  onQuick: (q: string | undefined) => void;
  /** What stands at the end of the bar. */
  end?: ReactNode;
  /** Conditions alone, without words to look for and without what is asked often. */
  bare?: boolean;
}

export function FilterBar({ object, filter, q, onFilter, onQuick, end, bare }: Props) {
  const { join, parts } = openFilter(filter);
  const quick = useMemo(() => quickFilters(object), [object]);
  const [draft, setDraft] = useState<Filter | null>(null);
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
      {!bare && (
        <QuickFilter
          key={object.key}
          q={q}
          onQuick={onQuick}
          label={t('filter.quick', { objects: object.label_plural.toLowerCase() })}
        />
      )}
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
          key={isCondition(draft) ? draft.field : 'linked'}
          object={object}
          part={draft}
          startOpen
          onChange={(next) => {
            if (next && (!isCondition(next) || isComplete(next)))
              onFilter(closeFilter({ join, parts: [...parts, next] }));
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
            onChooseLink={(link) => {
              setAdding(false);
              setDraft(closeLinked(startLinked(link)));
            }}
            onChooseMember={() => {
              setAdding(false);
              setDraft(closeMember(NO_LIST));
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {parts.length > 1 && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onFilter(undefined)}>
          {t('filter.clear')}
        </Button>
      )}
      {join === 'and' && !bare && (
        <QuickChips
          quick={quick}
          parts={parts}
          onAdd={(condition) => onFilter(closeFilter({ join, parts: [...parts, condition] }))}
        />
      )}
      {end}
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
