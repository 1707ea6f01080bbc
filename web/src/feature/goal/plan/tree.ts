// Who reports to whom in a plan, as a tree: those who report to nobody of the plan stand at the top.
import type { RecordRow } from '../../../api/types.ts';
import { asLink } from '../../../field/shared/values.ts';

export interface Node {
  person: RecordRow;
  below: Node[];
}

export function treeOf(people: readonly RecordRow[]): Node[] {
  const nodes = new Map(people.map((person) => [person.id, { person, below: [] as Node[] }]));
  const top: Node[] = [];
  for (const node of nodes.values()) {
    const above = asLink(node.person.reports_to);
    const parent = above && nodes.get(above.id);
    (parent ? parent.below : top).push(node);
  }
  return top;
}
