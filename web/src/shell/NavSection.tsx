// A part of the navigation with its name, which folds it, and the lines in it, which are icons with tips when the bar is narrow.
import { Tooltip } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import { createContext, type ReactNode, useContext } from 'react';
import { printedLine } from '../ui/shortcuts.ts';
import { useNavState } from './nav_state.ts';
import classes from './shell.module.css';

/** Whether only icons are shown. */
export const NarrowContext = createContext(false);

export function NavSection({ name, title, children }: { name: string; title: string; children: ReactNode }) {
  const narrow = useContext(NarrowContext);
  const { folded, toggleFold } = useNavState();
  const open = narrow || !folded.includes(name);
  return (
    <section className={classes.group} aria-label={title}>
      {narrow ? (
        <div className={classes.rule} />
      ) : (
        <button type="button" className={classes.groupTitle} onClick={() => toggleFold(name)} aria-expanded={open}>
          <span>{title}</span>
          <ChevronRight size={13} aria-hidden="true" className={classes.chevron} data-open={open || undefined} />
        </button>
      )}
      {open && children}
    </section>
  );
}

/** The tip of a line: its name where only its icon is seen, and the keys that lead there. */
export function NavTip({ label, keys, children }: { label: string; keys?: string; children: ReactNode }) {
  const narrow = useContext(NarrowContext);
  const hint = keys ? printedLine(keys) : '';
  return (
    <Tooltip
      label={narrow ? [label, hint].filter(Boolean).join(' · ') : hint}
      position="right"
      openDelay={narrow ? 150 : 700}
      disabled={!narrow && !hint}
      withinPortal
    >
      {children}
    </Tooltip>
  );
}
