// Who reports to whom, from rows to a tree.
import { describe, expect, it } from 'vitest';
import type { RecordRow } from '../../../api/types.ts';
import { treeOf } from './tree.ts';

const person = (id: string, above?: string) =>
  ({ id, reports_to: above ? { id: above, title: above } : null }) as unknown as RecordRow;

describe('the map of people', () => {
  it('puts each below whom they report to, and those without at the top', () => {
    const tree = treeOf([person('c', 'b'), person('a'), person('b', 'a'), person('d', 'gone')]);
    const shape = (nodes: ReturnType<typeof treeOf>): unknown =>
      nodes.map((node) => [node.person.id, shape(node.below)]);
    expect(shape(tree)).toEqual([
      ['a', [['b', [['c', []]]]]],
      ['d', []],
    ]);
  });
});
