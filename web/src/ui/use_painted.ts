// Tells when the first picture of something has been painted: what nobody looks at first can wait that long.
import { startTransition, useEffect, useState } from 'react';

/** False until then. What follows is drawn when nothing more pressing is to do. */
export function usePainted(): boolean {
  const [isPainted, setPainted] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setPainted(true)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return isPainted;
}
