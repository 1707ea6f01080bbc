// Opens a record in the side panel, beside a title that leads to its page. A plain button with the browser's own tip: every row has one.
import { PanelRight } from 'lucide-react';
import { t } from '../../i18n/index.ts';
import classes from './peek.module.css';
import { usePeek } from './peek.ts';

interface Props {
  object: string;
  id: string;
  title: string;
  className?: string;
  /** Named in the tip where a key does the same. */
  hint?: string;
  tabIndex?: number;
}

export function PeekButton({ object, id, title, hint, className = '', tabIndex }: Props) {
  const peek = usePeek();
  return (
    <button
      type="button"
      data-peek
      className={`${classes.button} ${className}`}
      tabIndex={tabIndex}
      title={hint ? `${t('peek.open')} · ${hint}` : t('peek.open')}
      aria-label={t('peek.open_named', { title })}
      onClick={(event) => {
        event.preventDefault();
        event.stopPropagation();
        peek.open(object, id);
      }}
    >
      <PanelRight size={14} aria-hidden="true" />
    </button>
  );
}
