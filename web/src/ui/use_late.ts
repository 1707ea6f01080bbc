// Says that something is really waited for: what comes at once must not flash a skeleton before it.
import { useEffect, useState } from 'react';

const PATIENCE = 150;

export function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [waiting]);
  return waiting && late;
}
