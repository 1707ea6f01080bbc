// Where lines of text will stand: pale bars, shown only when they are waited for long enough to be noticed.
import { Skeleton } from '@mantine/core';
import classes from './lines.module.css';
import { useLate } from './use_late.ts';

const WIDTHS = ['62%', '48%', '71%', '55%', '66%'];

export function Lines({ count = 4, tall }: { count?: number; tall?: boolean }) {
  const late = useLate(true);
  return (
    <div className={classes.lines} data-tall={tall || undefined} aria-hidden="true">
      {WIDTHS.slice(0, count).map((width) => (
        <div key={width} className={classes.line}>
          {late && <Skeleton height={10} width={width} radius="sm" />}
        </div>
      ))}
    </div>
  );
}
