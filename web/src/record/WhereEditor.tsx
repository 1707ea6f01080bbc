// Which of the linked records count: conditions of their own, one below the other.
import { ActionIcon, Button, Group, Popover, Stack, Text } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Filter, ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { findField } from '../dictionary/dictionary.ts';
import { t } from '../i18n/index.ts';
import classes from './bar.module.css';
import { ConditionEditor, startCondition } from './ConditionEditor.tsx';
import { FieldMenu } from './FieldMenu.tsx';
import { FilterWords } from './FilterWords.tsx';
import { type FlatFilter, isCondition } from './filter.ts';
import { LinkedEditor } from './LinkedEditor.tsx';
import { closeLinked, linkOf, openLinked, startLinked } from './linked_filter.ts';
import { MemberEditor } from './MemberEditor.tsx';
import { closeMember, NO_LIST, openMember } from './member.ts';

// Purchases of a person, and the lines of those purchases: further away nobody reads such a condition any more.
const DEEPEST = 1;

export function WhereEditor({
  object,
  where,
  onChange,
  depth,
}: {
  object: ObjectType;
  where: FlatFilter;
  onChange: (where: FlatFilter) => void;
  depth: number;
}) {
  const [adding, setAdding] = useState(false);
  // Conditions have no identity of their own, their place is it, until one is taken away and the others move up.
  const [removals, setRemovals] = useState(0);
  const { join, parts } = where;
  const add = (part: Filter) => {
    setAdding(false);
    onChange({ join, parts: [...parts, part] });
  };
  return (
    <div>
      {parts.length > 0 && (
        <Group gap="xs" mb={4}>
          <Text size="xs" fw={600}>
            {t('filter.only_where')}
          </Text>
          {parts.length > 1 && (
            <Button
              variant="light"
              color="gray"
              size="compact-xs"
              title={t('filter.join_hint')}
              onClick={() => onChange({ join: join === 'and' ? 'or' : 'and', parts })}
            >
              {t(join === 'and' ? 'filter.all_hold' : 'filter.any_holds')}
            </Button>
          )}
        </Group>
      )}
      <Stack gap="xs">
        {parts.map((part, place) => (
          <Part
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is it, see above
            key={`${removals}-${place}`}
            object={object}
            part={part}
            depth={depth}
            onChange={(next) => onChange({ join, parts: parts.map((old, index) => (index === place ? next : old)) })}
            onRemove={() => {
              setRemovals((count) => count + 1);
              onChange({ join, parts: parts.filter((_, index) => index !== place) });
            }}
          />
        ))}
      </Stack>
      <Popover opened={adding} onChange={setAdding} position="bottom-start" withinPortal={false} trapFocus returnFocus>
        <Popover.Target>
          <Button
            variant="subtle"
            size="compact-xs"
            mt={4}
            leftSection={<Plus size={13} />}
            onClick={() => setAdding((was) => !was)}
          >
            {t('filter.add_where', { objects: object.label_plural.toLowerCase() })}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="xs">
          <FieldMenu
            object={object}
            accepts={(field) => field.operators.length > 0}
            onChoose={(path, field) => add(startCondition(path, field))}
            onChooseMember={() => add(closeMember(NO_LIST))}
            onChooseLink={depth < DEEPEST ? (link) => add(closeLinked(startLinked(link))) : undefined}
          />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

function Part({
  object,
  part,
  depth,
  onChange,
  onRemove,
}: {
  object: ObjectType;
  part: Filter;
  depth: number;
  onChange: (part: Filter) => void;
  onRemove: () => void;
}) {
  const dictionary = useDictionary();
  const field = isCondition(part) ? findField(dictionary, object, part.field) : undefined;
  const opened = depth < DEEPEST ? openLinked(part) : null;
  const link = opened && linkOf(dictionary, object, opened.linked);
  // What is still being filled in lives here: the condition itself holds only what is complete.
  const [edited, setEdited] = useState(opened);
  const draft = edited ?? opened;
  const member = openMember(part);
  return (
    <div className={classes.part}>
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Text size="xs" fw={560}>
          {field?.label ?? link?.label ?? (member && t('filter.member')) ?? (
            <FilterWords object={object} filter={part} />
          )}
        </Text>
        <ActionIcon size="sm" onClick={onRemove} aria-label={t('filter.remove')}>
          <X size={14} />
        </ActionIcon>
      </Group>
      {isCondition(part) && field && <ConditionEditor field={field} condition={part} onChange={onChange} narrow />}
      {member && (
        <MemberEditor object={object} draft={member} onChange={(next) => onChange(closeMember(next))} narrow />
      )}
      {draft && link && (
        <LinkedEditor
          object={link.object}
          draft={draft}
          depth={depth + 1}
          onChange={(next) => {
            setEdited(next);
            onChange(closeLinked(next));
          }}
        />
      )}
    </div>
  );
}
