// Stands before every input: a paste of megabytes would freeze the page there, and one that is longer than its field would be cut
// without a word. Both are refused in words, and what stood there stands. The table and the import listen by themselves.
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { formatBytes, formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';

/** Characters; more than any field holds. */
const MOST = 1_000_000;

type Typed = HTMLInputElement | HTMLTextAreaElement;

const isTyped = (target: EventTarget | null): target is Typed =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** Why the text does not go in; null when it does. */
function whyNot(text: string, room: number): string | null {
  if (text.length > MOST) return t('paste.too_much', { size: formatBytes(new Blob([text]).size) });
  return text.length > room ? t('paste.too_long', { most: formatNumber(room) }) : null;
}

/** How many characters the input still takes; what is chosen in it is written over. */
function roomIn(input: Typed): number {
  if (input.maxLength < 0) return Number.POSITIVE_INFINITY;
  const chosen = (input.selectionEnd ?? 0) - (input.selectionStart ?? 0);
  return input.maxLength - input.value.length + chosen;
}

export function usePasteGuard(): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (!isTyped(event.target)) return;
      const reason = whyNot(event.clipboardData?.getData('text/plain') ?? '', roomIn(event.target));
      if (!reason) return;
      event.preventDefault();
      event.stopPropagation();
      notifications.hide('paste-guard');
      notifications.show({ id: 'paste-guard', color: 'red', message: reason });
    };
    document.addEventListener('paste', onPaste, { capture: true });
    return () => document.removeEventListener('paste', onPaste, { capture: true });
  }, []);
}
