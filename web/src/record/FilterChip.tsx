// One condition of the filter bar: it reads like a sentence and opens its editor.
import { ActionIcon, Button } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Filter, ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { findField } from '../dictionary/dictionary.ts';
import { t } from '../i18n/index.ts';
import { EditorPopover } from '../ui/EditorPopover.tsx';
import classes from './bar.module.css';
import { ConditionEditor } from './ConditionEditor.tsx';
import { FilterWords, LinkedWords, MemberWords, ValueWords } from './FilterWords.tsx';
import { type Condition, isComplete, isCondition } from './filter.ts';
import { LinkedEditor } from './LinkedEditor.tsx';
import { closeLinked, type LinkedDraft, linkOf, openLinked } from './linked_filter.ts';
import { MemberEditor } from './MemberEditor.tsx';
import { closeMember, type MemberDraft, openMember } from './member.ts';

interface Props {
  object: ObjectType;
  part: Filter;
  onChange: (next: Filter | null) => void;
  startOpen?: boolean;
  /** A condition being made is handed over when its editor closes; one that exists follows each change. */
  keepOpen?: boolean;
}

export function FilterChip(props: Props) {
  const { object, part, onChange } = props;
  const dictionary = useDictionary();
  if (isCondition(part) && findField(dictionary, object, part.field)) return <FieldChip {...props} condition={part} />;
  const member = openMember(part);
  if (member) return <MemberChip {...props} member={member} />;
  const linked = openLinked(part);
  if (linked && linkOf(dictionary, object, linked.linked)) return <LinkedChip {...props} linked={linked} />;
  return (
    <span className={classes.chip}>
      <span className={classes.chipText}>
        <FilterWords object={object} filter={part} />
      </span>
      <Remove onRemove={() => onChange(null)} />
    </span>
  );
}

function FieldChip({ object, condition, onChange, startOpen, keepOpen }: Props & { condition: Condition }) {
  const [edited, setEdited] = useState<Condition | null>(null);
  const emit = useDebouncedCallback((next: Condition) => onChange(next), 250);
  const current = edited ?? condition;
  const field = findField(useDictionary(), object, current.field);
  if (!field) return null;
  return (
    <Chip
      startOpen={startOpen}
      onClose={() => (keepOpen ? onChange(current) : setEdited(null))}
      onRemove={() => onChange(null)}
      words={
        <>
          <b>{field.label}</b>
          <span className={classes.dim}>{t(`operator.${current.op}`)}</span>
          <span>
            <ValueWords field={field} condition={current} />
          </span>
        </>
      }
    >
      <ConditionEditor
        field={field}
        condition={current}
        onChange={(next) => {
          setEdited(next);
          if (!keepOpen && isComplete(next)) emit(next);
        }}
      />
    </Chip>
  );
}

function LinkedChip({ object, linked, onChange, startOpen, keepOpen }: Props & { linked: LinkedDraft }) {
  const [edited, setEdited] = useState<LinkedDraft | null>(null);
  const emit = useDebouncedCallback((next: Filter) => onChange(next), 400);
  const current = edited ?? linked;
  const link = linkOf(useDictionary(), object, current.linked);
  if (!link) return null;
  return (
    <Chip
      startOpen={startOpen}
      onClose={() => (keepOpen ? onChange(closeLinked(current)) : setEdited(null))}
      onRemove={() => onChange(null)}
      words={
        <>
          <b>{link.label}</b>
          <span>
            <LinkedWords object={object} draft={openLinked(closeLinked(current)) ?? current} bare />
          </span>
        </>
      }
    >
      <LinkedEditor
        object={link.object}
        draft={current}
        onChange={(next) => {
          setEdited(next);
          if (!keepOpen) emit(closeLinked(next));
        }}
      />
    </Chip>
  );
}

function MemberChip({ object, member, onChange, startOpen, keepOpen }: Props & { member: MemberDraft }) {
  const [edited, setEdited] = useState<MemberDraft | null>(null);
  const current = edited ?? member;
  return (
    <Chip
      startOpen={startOpen}
      onClose={() => {
        if (!keepOpen) return setEdited(null);
        onChange(current.list ? closeMember(current) : null);
      }}
      onRemove={() => onChange(null)}
      words={
        <>
          <b>{t('filter.member')}</b>
          <span>{current.list ? <MemberWords object={object} draft={current} /> : '…'}</span>
        </>
      }
    >
      <MemberEditor
        object={object}
        draft={current}
        onChange={(next) => {
          setEdited(next);
          if (!keepOpen && next.list) onChange(closeMember(next));
        }}
      />
    </Chip>
  );
}

function Chip({
  words,
  children,
  startOpen,
  onClose,
  onRemove,
}: {
  words: ReactNode;
  children: ReactNode;
  startOpen?: boolean;
  onClose: () => void;
  onRemove: () => void;
}) {
  const [open, setOpen] = useState(Boolean(startOpen));
  const close = () => {
    setOpen(false);
    onClose();
  };
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
            {words}
          </button>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            close();
          }}
        >
          {children}
          <Button type="submit" size="compact-sm" mt="xs" fullWidth variant="light">
            {t('filter.done')}
          </Button>
        </form>
      </EditorPopover>
      <Remove onRemove={onRemove} />
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
