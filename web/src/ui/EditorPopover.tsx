// A popover that holds a small editor. Escape takes back one step: first an open list or calendar inside, then the editor.
import { Popover } from '@mantine/core';
import { useElementSize, useViewportSize } from '@mantine/hooks';
import type { KeyboardEvent, ReactNode } from 'react';

/** Whether something inside is unfolded: it hears Escape too, and closing it is what the person meant. */
function holdsOpen(dropdown: HTMLElement): boolean {
  if (dropdown.querySelector('input[aria-expanded="true"]')) return true;
  return [...dropdown.querySelectorAll<HTMLElement>('.mantine-Popover-dropdown')].some((one) => one.checkVisibility());
}

export function EditorPopover({
  opened,
  onClose,
  target,
  children,
}: {
  opened: boolean;
  onClose: () => void;
  target: ReactNode;
  children: ReactNode;
}) {
  // Heard on the way down: on the way up the inner list would already be closed.
  const onKeyDownCapture = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Escape' || event.defaultPrevented || holdsOpen(event.currentTarget)) return;
    event.stopPropagation();
    onClose();
  };
  return (
    <Popover
      opened={opened}
      onChange={(next) => !next && onClose()}
      position="bottom-start"
      trapFocus
      returnFocus
      closeOnEscape={false}
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown p="sm" onKeyDownCapture={onKeyDownCapture}>
        <Body>{children}</Body>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Scrolls when it is taller than the room below its target; not before, for a scrolled area cuts off the lists inside. */
function Body({ children }: { children: ReactNode }) {
  const { ref, height } = useElementSize();
  const room = useViewportSize().height * 0.72;
  const tall = room > 0 && height > room;
  return (
    <div style={tall ? { maxHeight: room, overflowY: 'auto' } : undefined}>
      <div ref={ref}>{children}</div>
    </div>
  );
}
