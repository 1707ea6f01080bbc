// Opens a record in the side panel, beside a title that leads to its page.
import { ActionIcon, type ActionIconProps, Tooltip } from '@mantine/core';
import { PanelRight } from 'lucide-react';
import { t } from '../../i18n/index.ts';
import { usePeek } from './peek.ts';

interface Props extends ActionIconProps {
  object: string;
  id: string;
  title: string;
  /** Named in the tooltip where a key does the same. */
  hint?: string;
  tabIndex?: number;
}

export function PeekButton({ object, id, title, hint, ...rest }: Props) {
  const peek = usePeek();
  return (
    <Tooltip label={hint ? `${t('peek.open')} · ${hint}` : t('peek.open')}>
      <ActionIcon
        size="sm"
        data-peek
        aria-label={t('peek.open_named', { title })}
        {...rest}
        onClick={(event) => {
          event.preventDefault();
          event.stopPropagation();
          peek.open(object, id);
        }}
      >
        <PanelRight size={14} />
      </ActionIcon>
    </Tooltip>
  );
}
