// Shows several values: in a table the primary one and how many more, on a page one under another with their labels.
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './chip.module.css';
import { labelText } from './labels.ts';

export interface ListedValue {
  key: string;
  primary?: boolean;
  label?: string | null;
  node: ReactNode;
}

export function ValueList({ items, dense }: { items: ListedValue[]; dense?: boolean }) {
  const first = items.find((item) => item.primary) ?? items[0];
  if (!first) return null;
  if (dense) {
    return (
      <>
        {first.node}
        {items.length > 1 && <span className={classes.more}>+{items.length - 1}</span>}
      </>
    );
  }
  return (
    <Stack gap={3}>
      {items.map((item) => (
        <span key={item.key} style={{ overflowWrap: 'anywhere' }}>
          {item.node}
          {item.label && <span className={classes.more}> · {labelText(item.label)}</span>}
        </span>
      ))}
    </Stack>
  );
}
