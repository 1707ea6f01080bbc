// What every kind of view is given: the records asked for, the state of the list, and what stands there when there are none.
import type { ReactNode } from 'react';
import type { ListParams } from '../../api/records.ts';
import type { ObjectType } from '../../api/types.ts';
import type { Selection } from '../bulk/use_selection.ts';
import type { ListState } from './state.ts';

export interface ViewProps {
  object: ObjectType;
  state: ListState;
  /** Changes parts of the state. */
  onState: (part: Partial<ListState>) => void;
  params: ListParams;
  empty: ReactNode;
  selection: Selection;
}
