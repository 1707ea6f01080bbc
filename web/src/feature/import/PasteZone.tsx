// Rows copied from a spreadsheet, brought in by Ctrl/⌘ V or by a button. They never stand in an input: a paste of fifty
// megabytes would freeze the page there, while as a file it is sent as it is.
import { Button, Kbd, Text } from '@mantine/core';
import { ClipboardPaste } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { t } from '../../i18n/index.ts';
import classes from './import.module.css';

const apple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

interface Props {
  disabled: boolean;
  onText: (text: string) => void;
  onFailure: (message: string) => void;
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, [contenteditable=true]') !== null;

export function PasteZone({ disabled, onText, onFailure }: Props) {
  const latest = useRef({ disabled, onText });
  latest.current = { disabled, onText };
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (latest.current.disabled || isTyping(event.target)) return;
      const text = event.clipboardData?.getData('text/plain');
      if (!text) return;
      event.preventDefault();
      latest.current.onText(text);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);

  const read = async () => {
    try {
      onText(await navigator.clipboard.readText());
    } catch {
      // The browser keeps the clipboard to itself until it is asked with the keys.
      onFailure(t('import.paste_denied', { keys: apple ? '⌘V' : 'Ctrl+V' }));
    }
  };

  return (
    <div className={classes.paste}>
      <Text size="sm" c="dimmed">
        {t('import.paste_text')} <Kbd size="xs">{apple ? '⌘' : 'Ctrl'}</Kbd> <Kbd size="xs">V</Kbd>
      </Text>
      <Button
        variant="default"
        size="compact-md"
        disabled={disabled}
        leftSection={<ClipboardPaste size={15} />}
        onClick={() => void read()}
      >
        {t('import.paste')}
      </Button>
    </div>
  );
}
