// A card that is one line until somebody opens it; how it was left is remembered on this device.
import { Collapse, UnstyledButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './folded_card.module.css';

interface Props {
  /** The name under which this device remembers whether it is open. */
  remembered: string;
  opensFirst?: boolean;
  icon: ReactNode;
  title: string;
  /** The main thing of it, seen also while it is folded. */
  line: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}

export function FoldedCard({ remembered, opensFirst = false, icon, title, line, aside, children }: Props) {
  const [isOpen, setOpen] = useLocalStorage({
    key: remembered,
    defaultValue: opensFirst,
    getInitialValueInEffect: false,
  });
  return (
    <section className={classes.panel} data-open={isOpen || undefined} aria-label={title}>
      <UnstyledButton className={classes.head} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span className={classes.icon}>{icon}</span>
        <span className={classes.names}>
          <span className={classes.over}>{title}</span>
          <span className={classes.name}>{line}</span>
        </span>
        {aside && <span className={classes.count}>{aside}</span>}
        <ChevronDown size={16} aria-hidden="true" className={classes.chevron} data-open={isOpen || undefined} />
      </UnstyledButton>
      <Collapse expanded={isOpen}>{children}</Collapse>
    </section>
  );
}

/** Folded cards beside one another. */
export function FoldedCards({ children }: { children: ReactNode }) {
  return <div className={classes.cards}>{children}</div>;
}
