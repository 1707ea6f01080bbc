// Which letter leads where: `g d` goes to the deals, `n d` makes a new one. The same letters everywhere.
import type { ObjectType } from '../api/types.ts';

const LETTERS: Readonly<Record<string, string>> = {
  home: 'h',
  person: 'p',
  company: 'c',
  deal: 'd',
  lead: 'l',
  task: 't',
  meeting: 'm',
  call: 'k',
  note: 'n',
  purchase: 'b',
  product: 'r',
  import: 'i',
  settings: 's',
};

/** The keys that go to a place, by the key of the object or the name of the place. */
export function placeKeys(objects: readonly ObjectType[]): Map<string, string> {
  const known = ['home', ...objects.map((object) => object.key), 'import', 'settings'];
  return new Map(known.flatMap((key) => (LETTERS[key] ? [[key, `g ${LETTERS[key]}`]] : [])));
}

/** The keys that begin a new record. */
export function createKeys(objects: readonly ObjectType[]): Map<string, string> {
  return new Map(objects.flatMap(({ key }) => (LETTERS[key] ? [[key, `n ${LETTERS[key]}`]] : [])));
}
