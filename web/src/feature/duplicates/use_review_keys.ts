// The keys of a review: a number says which one stays, Enter merges, N tells them apart, the arrow goes on.
import { useEffect, useRef } from 'react';

interface Acts {
  onNumber: (place: number) => void;
  onMerge: () => void;
  onApart: () => void;
  onNext: (() => void) | undefined;
}

export function useReviewKeys(acts: Acts): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const target = event.target instanceof Element ? event.target : null;
      // A radio takes the arrows, a button and a link take Enter, a text takes all.
      if (target?.closest('input:not([type=radio]):not([type=checkbox]), textarea, [role=dialog]')) return;
      const { onNumber, onMerge, onApart, onNext } = latest.current;
      if (/^[1-9]$/.test(event.key)) onNumber(Number(event.key));
      else if (event.key === 'Enter' && !target?.closest('button, a')) onMerge();
      else if (event.key.toLowerCase() === 'n') onApart();
      else if (event.key === 'ArrowRight' && !target?.closest('input')) onNext?.();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
