// Teams stand below the team they belong to and never below themselves.
import { expect, it } from 'vitest';
import { flatten, placesFor, type TeamRow, teamTree } from './tree.ts';

const team = (id: string, parent: string | null): TeamRow => ({
  id,
  name: id,
  parent: parent ? { id: parent, title: parent } : null,
});
const TEAMS = [team('all', null), team('north', 'sales'), team('sales', 'all'), team('service', 'all')];

it('puts each team below its own', () => {
  expect(flatten(teamTree(TEAMS)).map((node) => [node.team.id, node.depth])).toEqual([
    ['all', 0],
    ['sales', 1],
    ['north', 2],
    ['service', 1],
  ]);
});

it('offers no place inside the team that is moved', () => {
  expect(placesFor(TEAMS, TEAMS[2] as TeamRow).map((one) => one.id)).toEqual(['service']);
  expect(placesFor(TEAMS, TEAMS[1] as TeamRow).map((one) => one.id)).toEqual(['all', 'service']);
});

it('keeps a team in sight whose parent is not told', () => {
  expect(teamTree([team('lost', 'gone')]).map((node) => node.team.id)).toEqual(['lost']);
});
