// Where the cell of a table stands, how keys move it, and which cells lie between two of them.

export interface Spot {
  row: number;
  column: number;
}

export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export interface Extent {
  rows: number;
  columns: number;
  /** Rows that fit on the screen: how far a page goes. */
  page: number;
}

interface Key {
  key: string;
  ctrlKey?: boolean;
  metaKey?: boolean;
}

const clamp = (value: number, most: number) => Math.max(0, Math.min(value, most));

/** The spot a key leads to; null for keys that do not move. With Ctrl or ⌘ an arrow goes to the edge. */
export function moveSpot(spot: Spot, { key, ctrlKey, metaKey }: Key, extent: Extent): Spot | null {
  const far = Boolean(ctrlKey || metaKey);
  const lastRow = extent.rows - 1;
  const lastColumn = extent.columns - 1;
  const to = (row: number, column: number) => ({ row: clamp(row, lastRow), column: clamp(column, lastColumn) });
  switch (key) {
    case 'ArrowUp':
      return to(far ? 0 : spot.row - 1, spot.column);
    case 'ArrowDown':
      return to(far ? lastRow : spot.row + 1, spot.column);
    case 'ArrowLeft':
      return to(spot.row, far ? 0 : spot.column - 1);
    case 'ArrowRight':
      return to(spot.row, far ? lastColumn : spot.column + 1);
    case 'Home':
      return to(far ? 0 : spot.row, 0);
    case 'End':
      return to(far ? lastRow : spot.row, lastColumn);
    case 'PageUp':
      return to(spot.row - extent.page, spot.column);
    case 'PageDown':
      return to(spot.row + extent.page, spot.column);
    default:
      return null;
  }
}

/** The next cell in reading order, as Tab walks while editing; the last one stays. */
export function nextSpot(spot: Spot, back: boolean, extent: Extent): Spot {
  const place = spot.row * extent.columns + spot.column + (back ? -1 : 1);
  if (place < 0 || place >= extent.rows * extent.columns) return spot;
  return { row: Math.floor(place / extent.columns), column: place % extent.columns };
}

export function rangeOf(anchor: Spot, focus: Spot): Range {
  return {
    top: Math.min(anchor.row, focus.row),
    bottom: Math.max(anchor.row, focus.row),
    left: Math.min(anchor.column, focus.column),
    right: Math.max(anchor.column, focus.column),
  };
}

export const isWide = (range: Range) => range.top !== range.bottom || range.left !== range.right;
