// The input of a field over its cell: Enter saves and goes down, Tab saves and goes on, Escape leaves all as it was.
import { Button, Group, Popover } from '@mantine/core';
import { type FocusEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Field } from '../api/types.ts';
import { faceOf } from '../field/faces.ts';
import { CreateLinkedContext } from '../field/link/create.ts';
import { t } from '../i18n/index.ts';
import classes from './cell.module.css';

export type Leave = 'stay' | 'down' | 'next' | 'back' | 'away';

/** Choosing is deciding: nothing is left to type. */
const AT_ONCE = new Set<Field['kind']>(['choice', 'link', 'boolean']);

interface Props {
  field: Field;
  value: unknown;
  onSave: (value: unknown, leave: Leave) => void;
  onCancel: () => void;
}

export function CellEditor({ field, value, onSave, onCancel }: Props) {
  const face = faceOf(field);
  const block = face.editor === 'block';
  const [draft, setDraft] = useState<unknown>(value ?? null);
  const holder = useRef<HTMLDivElement>(null);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const settled = useRef(false);

  // At once and not in a later frame: the key that opened the editor is still to land in the input.
  useLayoutEffect(() => {
    const input = holder.current?.querySelector<HTMLInputElement>('input:not([type=hidden]), textarea');
    input?.focus({ preventScroll: true });
    input?.select?.();
  }, []);
  useEffect(() => () => clearTimeout(leaving.current), []);

  const save = (leave: Leave, next: unknown = draft) => {
    if (settled.current) return;
    settled.current = true;
    onSave(next, leave);
  };
  const cancel = () => {
    settled.current = true;
    onCancel();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // What is typed in the editor is no command of the table.
    event.stopPropagation();
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    const unfolded = (event.target as HTMLElement).getAttribute('aria-expanded') === 'true';
    if (event.key === 'Escape' && (!unfolded || !block)) cancel();
    else if (event.key === 'Tab' && !block) {
      event.preventDefault();
      save(event.shiftKey ? 'back' : 'next');
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || (!block && !unfolded))) {
      event.preventDefault();
      save('down');
    }
  };
  // Lists and calendars hang elsewhere in the page: only focus that does not come back is a leave.
  const onBlur = (_event: FocusEvent) => {
    if (block) return;
    leaving.current = setTimeout(() => save('away'), 0);
  };
  const input = (
    // A form over the table would take the focus, and with it the cell that asked for it.
    <CreateLinkedContext value={null}>
      <face.Input
        field={field}
        value={draft}
        required={field.required}
        autoFocus
        aria-label={field.label}
        onChange={(next) => {
          setDraft(next);
          if (AT_ONCE.has(field.kind)) save('stay', next);
        }}
      />
    </CreateLinkedContext>
  );
  const body = (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the input inside
    <div
      ref={holder}
      className={block ? classes.panel : classes.editor}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
      onFocus={() => clearTimeout(leaving.current)}
      onCopy={(event) => event.stopPropagation()}
      onPaste={(event) => event.stopPropagation()}
      onMouseDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {input}
      {block && (
        <Group gap="xs" mt="xs">
          <Button size="compact-sm" onClick={() => save('stay')}>
            {t('action.save')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={cancel}>
            {t('action.cancel')}
          </Button>
        </Group>
      )}
    </div>
  );
  if (!block) return body;
  return (
    <Popover
      opened
      onChange={(open) => !open && cancel()}
      position="bottom-start"
      trapFocus
      withRoles={false}
      closeOnEscape={false}
    >
      <Popover.Target>
        <span className={classes.anchor} />
      </Popover.Target>
      <Popover.Dropdown p="sm" role="dialog" aria-label={field.label}>
        {body}
      </Popover.Dropdown>
    </Popover>
  );
}
