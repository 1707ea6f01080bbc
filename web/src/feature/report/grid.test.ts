// The grid of a dashboard: no tile ever stands over another, and none floats.
import { expect, test } from 'vitest';
import type { Tile } from '../../api/reports.ts';
import { added, arranged, COLUMNS, settled } from './grid.ts';

const tile = (id: string, x: number, y: number, w: number, h: number): Tile => ({ id, report: id, x, y, w, h });
const places = (tiles: Tile[]) => Object.fromEntries(tiles.map(({ id, x, y, w, h }) => [id, [x, y, w, h]]));
const START = [tile('a', 0, 0, 6, 4), tile('b', 6, 0, 6, 4), tile('c', 0, 4, 12, 4)];

test('a tile that is moved pushes others down, and what is above closes the gap', () => {
  expect(places(arranged(START, 'c', { y: 0 }))).toEqual({ a: [0, 4, 6, 4], b: [6, 4, 6, 4], c: [0, 0, 12, 4] });
  expect(places(arranged(START, 'a', { x: 6 }))).toEqual({ a: [6, 0, 6, 4], b: [6, 4, 6, 4], c: [0, 8, 12, 4] });
  expect(places(settled([tile('a', 0, 9, 6, 4)]))).toEqual({ a: [0, 0, 6, 4] });
});

test('whatever is done, tiles stay inside and apart', () => {
  let seed = 7;
  const chance = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  let tiles = START;
  for (let turn = 0; turn < 300; turn++) {
    const id = tiles[chance(tiles.length)]?.id ?? 'a';
    tiles =
      turn % 29 === 0
        ? added(tiles, `n${turn}`, 'r')
        : arranged(tiles, id, { x: chance(20) - 4, y: chance(20) - 4, w: chance(16), h: chance(16) });
    const inside = tiles.every(({ x, y, w, h }) => x >= 0 && y >= 0 && w >= 2 && h >= 2 && x + w <= COLUMNS);
    const apart = tiles.every((one) =>
      tiles.every(
        (other) =>
          one.id === other.id ||
          one.x >= other.x + other.w ||
          other.x >= one.x + one.w ||
          one.y >= other.y + other.h ||
          other.y >= one.y + one.h,
      ),
    );
    expect([inside, apart]).toEqual([true, true]);
  }
});
