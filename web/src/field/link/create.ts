// Who makes a record in passing, when a link is to lead to one that is not there yet. Given from above: a link knows no form.
import { createContext, useContext } from 'react';
import type { LinkValue } from '../shared/values.ts';

export interface Wanted {
  to: string;
  /** What was typed where the record was looked for. */
  title: string;
  onMade: (made: LinkValue) => void;
}

export const CreateLinkedContext = createContext<((wanted: Wanted) => void) | null>(null);

/** Null where nothing may cover the screen, as over the cell of a table; a record is then made by its title alone. */
export const useCreateLinked = () => useContext(CreateLinkedContext);
