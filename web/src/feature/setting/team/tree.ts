// Teams as a tree: who is below whom, and where a team may be moved.
import type { Answer } from '../../../api/generated.ts';

export type TeamRow = Answer<'Team'>;

export interface TeamNode {
  team: TeamRow;
  depth: number;
  below: TeamNode[];
}

/** The teams as a tree, siblings in the sequence they come in. A team whose parent is unknown stands at the top. */
export function teamTree(teams: readonly TeamRow[]): TeamNode[] {
  const known = new Set(teams.map((team) => team.id));
  const parentOf = (team: TeamRow) => (team.parent && known.has(team.parent.id) ? team.parent.id : null);
  const grow = (parent: string | null, depth: number): TeamNode[] =>
    teams.filter((team) => parentOf(team) === parent).map((team) => ({ team, depth, below: grow(team.id, depth + 1) }));
  return grow(null, 0);
}

export const flatten = (nodes: readonly TeamNode[]): TeamNode[] =>
  nodes.flatMap((node) => [node, ...flatten(node.below)]);

/** Where a team may go: anywhere but into itself, what is below it, or where it already is. */
export function placesFor(teams: readonly TeamRow[], moved: TeamRow): TeamRow[] {
  const self = flatten(teamTree(teams)).find((node) => node.team.id === moved.id);
  const inside = new Set((self ? flatten([self]) : []).map((node) => node.team.id));
  return teams.filter((team) => !inside.has(team.id) && team.id !== moved.parent?.id);
}
