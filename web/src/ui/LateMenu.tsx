// A menu behind a small button that exists in full only once somebody asks for it: a board has one on every card.
import { Menu } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';

interface Props {
  label: string;
  icon: ReactNode;
  className?: string;
  /** What the menu offers, made when it opens. */
  children: () => ReactNode;
}

export function LateMenu({ label, icon, className, children }: Props) {
  const [isAsked, setAsked] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isAsked) return;
    // The button of the menu took the place of the plain one: it takes the focus too, and gets it back when the menu closes.
    button.current?.focus();
    setOpen(true);
  }, [isAsked]);
  const plain = (
    <button
      ref={button}
      type="button"
      className={className}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onClick={isAsked ? undefined : () => setAsked(true)}
      // What it stands on may be dragged or opened.
      onMouseDown={(event) => event.stopPropagation()}
      onTouchStart={(event) => event.stopPropagation()}
    >
      {icon}
    </button>
  );
  if (!isAsked) return plain;
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" withinPortal>
      <Menu.Target>{plain}</Menu.Target>
      <Menu.Dropdown onMouseDown={(event) => event.stopPropagation()} mah={360} style={{ overflowY: 'auto' }}>
        {isOpen && children()}
      </Menu.Dropdown>
    </Menu>
  );
}
