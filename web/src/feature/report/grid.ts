// Where the tiles of a dashboard stand: twelve columns, no tile over another, none with air above it.
import type { Tile } from '../../api/reports.ts';

export const COLUMNS = 12;
export const LEAST = { w: 2, h: 2 } as const;
const TALLEST = 12;

const meets = (a: Tile, b: Tile) =>
  a.id !== b.id && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

const within = (tile: Tile): Tile => {
  const w = Math.min(COLUMNS, Math.max(LEAST.w, tile.w));
  const h = Math.min(TALLEST, Math.max(LEAST.h, tile.h));
  return { ...tile, w, h, x: Math.min(COLUMNS - w, Math.max(0, tile.x)), y: Math.max(0, tile.y) };
};

/** All tiles moved up as far as they go, from above to below; the one that leads has its place first. */
export function settled(tiles: readonly Tile[], leading?: string): Tile[] {
  const placed: Tile[] = [];
  const rank = (tile: Tile) => tile.y * COLUMNS + tile.x - (tile.id === leading ? 0.5 : 0);
  for (const wanted of tiles.map(within).sort((a, b) => rank(a) - rank(b))) {
    let tile = { ...wanted, y: 0 };
    // Not above what stands before it in its columns: the order of reading stays.
    for (let hit = placed.find((one) => meets(one, tile)); hit; hit = placed.find((one) => meets(one, tile)))
      tile = { ...tile, y: hit.y + hit.h };
    placed.push(tile);
  }
  return placed.sort((a, b) => a.y - b.y || a.x - b.x);
}

/** The tiles after one was moved or resized. */
export function arranged(tiles: readonly Tile[], id: string, change: Partial<Omit<Tile, 'id' | 'report'>>): Tile[] {
  const before = tiles.find((tile) => tile.id === id);
  if (!before) return [...tiles];
  const moved = within({ ...before, ...change });
  return settled(
    tiles.map((tile) => (tile.id === id ? moved : tile)),
    id,
  );
}

/** The tiles with one more below all others. */
export function added(tiles: readonly Tile[], id: string, report: string): Tile[] {
  const below = Math.max(0, ...tiles.map(({ y, h }) => y + h));
  return settled([...tiles, { id, report, x: 0, y: below, w: 6, h: 4 }]);
}
